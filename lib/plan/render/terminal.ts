import Table from 'cli-table3';
import type { Section } from './sections';

/** Sections as tables of at most `columns` characters, one line of text each element. */
export function toLines(sections: readonly Section[], columns: number): string[] {
  return sections.flatMap(({ title, head, rows, remarks }) => [
    title,
    ...(rows.length > 0 ? tableLines(head, rows, columns) : []),
    ...remarks,
    '',
  ]);
}

/** What cli-table3 puts around the text of a cell. */
const PADDING = 2;
const NARROWEST = 8;

function tableLines(head: readonly string[], rows: readonly (readonly string[])[], columns: number): string[] {
  const widths = columnWidths([head, ...rows], columns - 1 - head.length * (1 + PADDING));
  const wrapped = (row: readonly string[]): string[] => row.map((cell, index) => wrap(cell, widths[index]).join('\n'));
  const cells = rows.map(wrapped);
  const tall = cells.some(row => row.some(cell => cell.includes('\n'))); // only then are lines between the rows of use
  const table = new Table({ head: wrapped(head), style: { head: [], border: [], compact: !tall } });
  table.push(...cells);
  return table.toString().split('\n');
}

/** As wide as the longest cell; when that is too wide together, the widest columns give way. */
function columnWidths(rows: readonly (readonly string[])[], available: number): number[] {
  const widths = rows[0].map((_, index) => Math.max(1, ...rows.map(row => row[index].length)));
  const sum = (): number => widths.reduce((total, width) => total + width, 0);
  while (sum() > available && Math.max(...widths) > NARROWEST) {
    widths[widths.indexOf(Math.max(...widths))]--;
  }
  return widths;
}

/** Lines of at most `width` characters; a word that is longer, such as a token, is cut but never dropped. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ').flatMap(long => long.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
