import { groupBy } from '../../rules/group-by';
import { inNaturalOrder } from '../../rules/natural-order';
import type { Finding } from '../preflight/facts';

/** A paragraph for each finding, and one for all that differ only in the set identifier; `--json` has each. */
export function findingLines(findings: readonly Finding[], heading: (finding: Finding, text: string) => string): string[] {
  const alike = groupBy(findings, ({ level, subject, found, steps }) =>
    JSON.stringify([level, masked(subject), masked(found), steps]),
  );
  return [...alike.values()].flatMap(group => {
    const [first, ...others] = inNaturalOrder(group, identifierOf);
    return [
      heading(first, `${first.level.toUpperCase()}  ${first.subject}`),
      `  ${first.found}`,
      ...(others.length > 0 ? [`  The same holds for ${others.length} more: ${listed(others.map(identifierOf))}`] : []),
      ...first.steps.map((step, index) => `  ${index + 1}. ${step}`),
      '',
    ];
  });
}

/** As subjects and sentences name one: `www.example.com A 'web-1'`, `with set identifier 'web-1'`. */
const IDENTIFIER = /(?<=set identifier )'[^']*'|(?<= )'[^']*'$/;

const masked = (text: string): string => text.replace(IDENTIFIER, "''");

const identifierOf = ({ subject, found }: Finding): string => (IDENTIFIER.exec(subject) ?? IDENTIFIER.exec(found))?.[0] ?? '';

const LISTED = 20;

function listed(identifiers: readonly string[]): string {
  const rest = identifiers.length - LISTED;
  return identifiers.slice(0, LISTED).join(', ') + (rest > 0 ? ` and ${rest} others (--json has them all)` : '');
}
