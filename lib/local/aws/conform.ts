import type { NormalizedSchema } from '@smithy/core/schema';
import { memberPath, validationErrors, violation } from '../../rules/api/words';
import { isXmlText } from '../../rules/xml-characters';
import { MAX_VIOLATIONS } from '../limits';
import { shapeOf } from './schemas';
import type { OperationShape, RequestModel } from './wire';

/** The message for an input that is not what the model says, or undefined. */
export function conformanceFault({ input: schema }: OperationShape, input: unknown, requests?: RequestModel): string | undefined {
  const found = violations(schema, input);
  return requests?.faultOf?.(schema.getName() ?? '', input) ?? (found.length > 0 ? validationMessage(found) : undefined);
}

/**
 * What keeps `value` from being what the model says, in the words of the validator in front of AWS services (behaviour 5.1): a required member
 * that is missing, a number that is none, an element that came twice. Enums and lengths are not in the SDK's schemas: a service that knows
 * them says so in its `RequestModel`. There may be more than the first hundred, which are not looked for.
 */
export function violations(schema: NormalizedSchema, value: unknown): string[] {
  const found: string[] = [];
  look(schema, value, undefined, found);
  return found;
}

/** Names of members and numbers of items, from the inside out: made a text only when something is wrong. */
interface Path {
  readonly within: Path | undefined;
  readonly step: string | number;
}

const textOf = (path: Path | undefined): string =>
  path === undefined
    ? ''
    : typeof path.step === 'number'
      ? `${textOf(path.within)}.${path.step}.member`
      : memberPath(textOf(path.within), path.step);

function look(schema: NormalizedSchema, value: unknown, path: Path | undefined, found: string[]): void {
  if (value === undefined || value === null || found.length === MAX_VIOLATIONS) {
    return;
  }
  const { kind, required, members, item } = shapeOf(schema);
  const wrong = (constraint: string): void => void found.push(violation(`'${shown(value)}'`, textOf(path), constraint));
  switch (kind) {
    case 'structure': {
      if (typeof value !== 'object' || Array.isArray(value)) {
        return wrong('Member must be one structure');
      }
      const given = value as Record<string, unknown>;
      for (const name of required) {
        if ((given[name] === undefined || given[name] === null) && found.length < MAX_VIOLATIONS) {
          found.push(violation('null', memberPath(textOf(path), name), 'Member must not be null'));
        }
      }
      return members.forEach(([name, member]) => look(member, given[name], { within: path, step: name }, found));
    }
    case 'list':
      return Array.isArray(value)
        ? value.forEach((one, i) => look(item!, one, { within: path, step: i + 1 }, found))
        : wrong('Member must be a list');
    case 'string':
      if (typeof value !== 'string') {
        return wrong('Member must be one string');
      }
      return isXmlText(value) ? undefined : wrong('Member must hold no character that XML 1.0 cannot');
    case 'number':
      return Number.isFinite(value) ? undefined : wrong('Member must be a number');
    case 'timestamp':
      return value instanceof Date && Number.isFinite(value.getTime()) ? undefined : wrong('Member must be a timestamp');
    case 'other':
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

export const validationMessage = validationErrors;
