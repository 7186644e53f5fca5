import type { Section } from './sections';

/** Sections as markdown, fit for a comment on a pull request. */
export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, head, rows, remarks }) =>
      [
        `### ${escape(title)}`,
        ...(rows.length > 0
          ? [[line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(escape)))].join('\n')]
          : []),
        ...remarks.map(escape),
      ].join('\n\n'),
    )
    .join('\n\n');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What a template says is text, not markup. */
const escape = (text: string): string => text.replace(/[\\`*_|<>[\]]/g, '\\$&').replace(/\r?\n/g, ' ');
