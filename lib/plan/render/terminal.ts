import type { Section } from './sections';
import { tableLines } from '../../text/table';
import { wrap } from '../../text/wrap';

/** Sections as tables and sentences of at most `columns` characters, one line of text each element. */
export function toLines(sections: readonly Section[], columns: number): string[] {
  return sections.flatMap(({ title, head, rows, remarks, folded }) => [
    ...wrap(title, columns),
    ...(rows.length > 0 ? tableLines(head, rows, columns) : []),
    ...(folded ? wrap(`${folded.summary}; --json has them all.`, columns) : []),
    ...remarks.flatMap(remark => wrap(remark, columns)),
    '',
  ]);
}
