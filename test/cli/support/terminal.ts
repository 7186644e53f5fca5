import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

export interface Terminal {
  readonly stream: NodeJS.WritableStream;
  /** All that was written, control sequences too. */
  readonly drawn: () => string;
  /** The line as it was drawn last. */
  readonly lastLine: () => string;
}

/** Standard error on a terminal. */
export function terminal(): Terminal {
  let drawn = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _, done) => {
      drawn += chunk;
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY: true, columns: 100 }),
    drawn: () => drawn,
    lastLine: () => stripVTControlCharacters(drawn.split('\u001b[1G').at(-1) ?? ''), // the cursor at the first column
  };
}
