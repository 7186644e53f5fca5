import Table from 'cli-table3';

/** What cli-table3 puts around the text of a cell. */
const PADDING = 2;
const NARROWEST = 8;

/** A cell's text, and what colours each of its lines. */
export interface Painted {
  readonly text: string;
  readonly paint: (line: string) => string;
}
export type Cell = string | Painted;

/** A table of at most `columns` characters. A newline in a cell begins a new line there; rules stand only around rows of several lines. */
export function tableLines(head: readonly string[], rows: readonly (readonly Cell[])[], columns: number): string[] {
  const widths = columnWidths([head, ...rows], columns - 1 - head.length * (1 + PADDING));
  const linesOf = (row: readonly Cell[]): string[][] => row.map((cell, index) => wrap(textOf(cell), widths[index]));
  const wrapped = rows.map(linesOf);
  const table = new Table({ head: linesOf(head).map(lines => lines.join('\n')), style: { head: [], border: [] } });
  table.push(...rows.map((row, at) => row.map((cell, index) => wrapped[at][index].map(paintOf(cell)).join('\n'))));
  const isTall = wrapped.map(row => row.some(lines => lines.length > 1));
  let above = -1; // the row above the next rule; the first rule is that below the head
  return table
    .toString()
    .split('\n')
    .filter(line => {
      if (!line.startsWith('├')) return true;
      above++;
      return above === 0 || isTall[above - 1] || isTall[above];
    });
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
const paintOf = (cell: Cell): ((line: string) => string) => (typeof cell === 'string' ? line => line : cell.paint);

/**
 * As wide as the longest line. When that is too wide together, columns give way one character at a time: first those that need not cut a
 * word, of these the one where the fewest rows wrap, then the widest.
 */
function columnWidths(rows: readonly (readonly Cell[])[], available: number): number[] {
  const columns = rows[0].map((_, at) => {
    const lines = rows.map(row =>
      textOf(row[at])
        .split('\n')
        .map(line => line.length),
    );
    const words = rows.flatMap(row =>
      textOf(row[at])
        .split(/[ \n]/)
        .map(word => word.length),
    );
    const longest = lines.map(lengths => Math.max(...lengths));
    return { at, longest, longestWord: Math.max(NARROWEST, ...words) };
  });
  const widths = columns.map(({ longest }) => Math.max(1, ...longest));
  const wrapping = ({ at, longest }: (typeof columns)[number]): number => longest.filter(length => length >= widths[at]).length;
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess--) {
    const whole = columns.filter(({ at, longestWord }) => widths[at] > longestWord);
    const shrinkable = whole.length > 0 ? whole : columns.filter(({ at }) => widths[at] > NARROWEST);
    const cost = whole.length > 0 ? wrapping : (): number => 0;
    const [first] = [...shrinkable].sort((a, b) => cost(a) - cost(b) || widths[b.at] - widths[a.at]);
    if (!first) break;
    widths[first.at]--;
  }
  return widths;
}

/** Lines of at most `width` characters; a word that is longer, such as a token, is cut but never dropped. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ').flatMap(long => long.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
