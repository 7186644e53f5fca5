/** Sections as a terminal shows them, and in Markdown. */
import { inMarkdown, markdownTable, tableLines } from '../../text/table';
import { wrap } from '../../text/wrap';

/** A titled table. */
export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences under the table. */
  readonly remarks: readonly string[];
  /** Further rows, for readers who can unfold them. */
  readonly folded?: { readonly summary: string; readonly rows: readonly (readonly string[])[] };
}

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
