/** What an option or an argument may say: each reads one text, or says what was expected and what came. */
import { InvalidArgumentError } from 'commander';
import { PORT } from '../rules/limits';
import {
  parseResolver,
  parseServer,
  RESOLVER_FORMS,
  SERVER_FORMS,
  type ResolverAddress,
  type ServerAddress,
} from '../rules/server-address';

export const wholeNumberFrom =
  (least: number) =>
  (text: string): number => {
    if (!/^\d{1,15}$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`Expected a whole number from ${least}, got '${text}'.`);
    }
    return Number(text);
  };

/** A number that may have a fraction, 0 included. */
export function amount(text: string): number {
  const number = decimal(text);
  if (number === undefined) {
    throw new InvalidArgumentError(`Expected a number from 0, got '${text}'.`);
  }
  return number;
}

/** @param what in words, e.g. `number of seconds` */
export const positive =
  (what: string) =>
  (text: string): number => {
    const number = decimal(text);
    if (number === undefined || number === 0) {
      throw new InvalidArgumentError(`Expected a ${what} above 0, got '${text}'.`);
    }
    return number;
  };

export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > PORT.max) {
    throw new InvalidArgumentError(`Expected a port from 0 to ${PORT.max}, got '${text}'.`);
  }
  return Number(text);
}

/** A DNS server, of which there may be several. */
export function servers(text: string, before: readonly ServerAddress[] | undefined): ServerAddress[] {
  const server = parseServer(text);
  if (!server) {
    throw new InvalidArgumentError(`Expected ${SERVER_FORMS}; got '${text}'.`);
  }
  return [...(before ?? []), server];
}

/** A resolver, of which there may be several. */
export function resolvers(text: string, before: readonly ResolverAddress[] | undefined): ResolverAddress[] {
  const resolver = parseResolver(text);
  if (!resolver) {
    throw new InvalidArgumentError(`Expected ${RESOLVER_FORMS}; got '${text}'.`);
  }
  return [...(before ?? []), resolver];
}

/** An option that may be given several times, and keeps all of them. */
export function repeated(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** As a person writes it: no sign, no exponent, no hexadecimal. */
function decimal(text: string): number | undefined {
  return /^(\d{1,15}(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}
