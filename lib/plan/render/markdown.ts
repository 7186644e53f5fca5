import { inMarkdown, markdownTable } from '../../text/table';
import type { Section } from './sections';

/** Sections as markdown, fit for a comment on a pull request. */
export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, head, rows, remarks, folded }) =>
      [
        `### ${inMarkdown(title)}`,
        ...(rows.length > 0 ? [markdownTable(head, rows)] : []),
        ...remarks.map(inMarkdown),
        // the blank lines make what is between them markdown again
        ...(folded
          ? [`<details><summary>${inMarkdown(folded.summary)}</summary>`, markdownTable(head, folded.rows), '</details>']
          : []),
      ].join('\n\n'),
    )
    .join('\n\n');
}
