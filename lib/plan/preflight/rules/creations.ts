/** What Route 53 would say to zones that are to be created, and to tags: rules that need nothing of what is live. */
import { displayName } from '../../../rules/names';
import { ACCEPTED_EXAMPLE } from '../../../rules/reserved-names';
import { locationKey } from '../../declared';
import { refusedTags, zoneRefusal } from '../../refusals';
import type { Finding, PreflightFacts } from '../facts';

export function creationFindings({ planned }: PreflightFacts): Finding[] {
  return [...reserved(planned), ...tags(planned)];
}

/** A zone with an id is there. */
function reserved({ zones }: PreflightFacts['planned']): Finding[] {
  return zones.flatMap(zone => {
    const said = zone.id === undefined ? zoneRefusal(zone) : undefined;
    if (said === undefined) return [];
    return [
      {
        level: 'blocked' as const,
        id: 'reserved-zone-name',
        subject: `zone ${displayName(zone.name)}`,
        found: `${locationKey(zone.declaredAt)} creates it, and Route 53 would answer: ${said}`,
        steps: [`use a domain of yours, or for examples one such as ${ACCEPTED_EXAMPLE}`],
      },
    ];
  });
}

function tags(planned: PreflightFacts['planned']): Finding[] {
  return refusedTags(planned).map(({ key, heir, said }) => ({
    level: 'blocked' as const,
    id: 'refused-tag',
    subject: key,
    found: `Route 53 would answer: ${said}`,
    steps: [`change or remove the tag in the app${heir ? `: CloudFormation puts it on ${heir}, among others` : ''}`],
  }));
}
