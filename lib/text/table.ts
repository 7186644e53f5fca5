/** Tables, for a terminal and in Markdown. */
import Table from 'cli-table3';
import { partsOf, wrap } from './wrap';

/** Columns that a cell takes besides its text: a blank on either side, and the border after it. */
export const CELL_BORDER = 3;
/** No word is cut into smaller parts. */
const NARROWEST = 8;

/** A cell's text, and what colours each of its lines. */
export interface Painted {
  readonly text: string;
  readonly paint: (line: string) => string;
}
export type Cell = string | Painted;

/**
 * A table of at most `columns` characters, for a terminal. A newline in a cell begins a new line there; rules stand only around rows of several lines.
 *
 * @param numbers heads of columns that are aligned at the right
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  columns: number,
  numbers: readonly string[] = [],
): string[] {
  const widths = columnWidths([head, ...rows], columns - 1 - head.length * CELL_BORDER);
  const linesOf = (row: readonly Cell[]): string[][] => row.map((cell, index) => wrap(textOf(cell), widths[index]));
  const wrapped = rows.map(linesOf);
  const table = new Table({
    head: linesOf(head).map(lines => lines.join('\n')),
    style: { head: [], border: [] },
    colAligns: head.map(title => (numbers.includes(title) ? 'right' : 'left')),
  });
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
 * word, of these the one that makes the table the least taller, then the widest.
 */
function columnWidths(rows: readonly (readonly Cell[])[], available: number): number[] {
  const texts = rows.map(row => row.map(textOf));
  const columns = rows[0].map((_, at) => {
    const lines = texts.flatMap(row => row[at].split('\n'));
    return { at, longest: longestOf(lines), longestWord: longestOf(lines.flatMap(partsOf)) };
  });
  const widths = columns.map(({ longest }) => longest);
  const heightsAt = (at: number, width: number): number[] => texts.map(row => wrap(row[at], width).length);
  const heights = columns.map(({ at }) => heightsAt(at, widths[at]));
  /** The same if a column were one character narrower. */
  const narrowed = columns.map(({ at }) => heightsAt(at, Math.max(1, widths[at] - 1)));
  const tallness = (narrower: number): number =>
    sum(texts.map((_, row) => Math.max(...heights.map((of, at) => (at === narrower ? narrowed[at] : of)[row]))));

  for (let excess = sum(widths) - available; excess > 0; excess--) {
    const whole = columns.filter(({ at, longestWord }) => widths[at] > longestWord);
    const shrinkable = whole.length > 0 ? whole : columns.filter(({ at }) => widths[at] > NARROWEST);
    const [first] = shrinkable
      .map(({ at }) => ({ at, cost: whole.length > 0 ? tallness(at) : 0 }))
      .sort((a, b) => a.cost - b.cost || widths[b.at] - widths[a.at]);
    if (!first) break;
    widths[first.at]--;
    heights[first.at] = narrowed[first.at];
    narrowed[first.at] = heightsAt(first.at, Math.max(1, widths[first.at] - 1));
  }
  return widths;
}

const longestOf = (texts: readonly string[]): number => Math.max(1, ...texts.map(text => text.length));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(inMarkdown)))].join('\n');
}

/** Text that others wrote, in one line of Markdown: it is text there, too, and not markup. */
export function inMarkdown(text: string): string {
  return text.replace(/[\\`*_|<>[\]]/g, '\\$&').replace(/\r?\n/g, ' ');
}
