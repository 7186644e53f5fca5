import { Resolver } from 'node:dns/promises';

/** Asks with Node's own resolver, which knows nothing of this project. */
export class Witness {
  private readonly resolver = new Resolver({ timeout: 2_000, tries: 2 });

  /** `server` is `address:port`. */
  constructor(server: string) {
    this.resolver.setServers([server]);
  }

  async ask(name: string, times: number): Promise<string[][]> {
    const answers: string[][] = [];
    for (let i = 0; i < times; i++) {
      answers.push(await this.resolver.resolve4(name));
    }
    return answers;
  }
}

/** What one scene promises of every answer. */
export interface Promised {
  /** Addresses that may be answered; each must be seen at least once. */
  readonly pool: readonly string[];
  /** Addresses in each answer. */
  readonly size: number;
}

/** What the answers did otherwise than promised; empty when the promise holds. */
export function broken(answers: readonly (readonly string[])[], promised: Promised): string[] {
  const seen = new Set(answers.flat());
  return [
    ...answers
      .filter(answer => answer.length !== promised.size || new Set(answer).size !== answer.length)
      .map(answer => `expected ${promised.size} different addresses, got ${answer.length}: ${answer.join(' ')}`),
    ...[...seen].filter(address => !promised.pool.includes(address)).map(address => `${address} was answered and must not be`),
    ...promised.pool.filter(address => !seen.has(address)).map(address => `${address} was never answered`),
  ];
}

/** How often each of `addresses` is in the answers. */
export function tally(answers: readonly (readonly string[])[], addresses: readonly string[]): Map<string, number> {
  return new Map(addresses.map(address => [address, answers.filter(answer => answer.includes(address)).length]));
}
