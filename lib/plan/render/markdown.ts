import type { Section } from './sections';

/** Sections as markdown, fit for a comment on a pull request. */
export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, head, rows, remarks, folded }) =>
      [
        `### ${escape(title)}`,
        ...(rows.length > 0 ? [table(head, rows)] : []),
        ...remarks.map(escape),
        // the blank lines make what is between them markdown again
        ...(folded ? [`<details><summary>${escape(folded.summary)}</summary>`, table(head, folded.rows), '</details>'] : []),
      ].join('\n\n'),
    )
    .join('\n\n');
}

const table = (head: readonly string[], rows: Section['rows']): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(escape)))].join('\n');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What a template says is text, not markup. */
const escape = (text: string): string => text.replace(/[\\`*_|<>[\]]/g, '\\$&').replace(/\r?\n/g, ' ');
