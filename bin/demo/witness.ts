import { Resolver } from 'node:dns/promises';

/** Asks with Node's own resolver, which knows nothing of this project. `server` is `address:port`. */
export async function ask(server: string, name: string, times: number): Promise<string[][]> {
  const answers: string[][] = [];
  for (let i = 0; i < times; i++) {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 }); // for one question: some releases of Node 20 and 22 keep its answer
    resolver.setServers([server]);
    answers.push(await resolver.resolve4(name));
  }
  return answers;
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
