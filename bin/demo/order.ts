import { ADDRESSES } from './scenes';

/** What a person who types at the demo wants. */
export type Order =
  | { readonly verb: 'stop' | 'start'; readonly addresses: readonly string[] }
  | { readonly verb: 'status' | 'help' | 'quit' | 'nothing' };

export const HELP: readonly (readonly [order: string, what: string])[] = [
  ['stop 4', 'stop server 4, which is 52.0.0.4; also: stop 52.0.0.4, stop 1-6, stop 1 3 5, stop all'],
  ['start 4', 'start it again'],
  ['status', 'ask the name, and show which servers are answered'],
  ['quit', 'end the demo, and leave nothing running'],
];

/** @throws Error that says what was expected, and what came */
export function parseOrder(line: string): Order {
  const [verb = '', ...which] = line
    .trim()
    .toLowerCase()
    .split(/[\s,]+/);
  switch (verb) {
    case '':
      return { verb: 'nothing' };
    case 'q':
    case 'quit':
    case 'exit':
      return { verb: 'quit' };
    case '?':
    case 'help':
      return { verb: 'help' };
    case 'status':
      return { verb };
    case 'stop':
    case 'start': {
      const addresses = ADDRESSES.filter(address => which.some(word => means(word, address)));
      const odd = which.find(word => !ADDRESSES.some(address => means(word, address)));
      if (which.length === 0 || odd !== undefined) {
        throw new Error(
          `expected ${verb} and a number from 1 to ${ADDRESSES.length}, an address, a range as 1-6, or all; got '${line.trim()}'`,
        );
      }
      return { verb, addresses };
    }
    default:
      throw new Error(`expected ${HELP.map(([order]) => order.split(' ')[0]).join(', ')} or help; got '${line.trim()}'`);
  }
}

function means(word: string, address: string): boolean {
  const number = ADDRESSES.indexOf(address) + 1;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(word) ?? [];
  return (
    word === 'all' ||
    word === address ||
    word === String(number) ||
    (first !== undefined && number >= Number(first) && number <= Number(last))
  );
}
