/** What Route 53 refuses of zones and tags, in its own words. */
import { displayName } from '../../rules/names';
import { ACCEPTED_EXAMPLE } from '../../rules/reserved-names';
import type { Declared } from '../declared';
import { refusedTags, zoneRefusal } from '../refusals';
import type { RemarkOn } from './advice';

export function adviseOnRefused(declared: Declared): RemarkOn[] {
  const refused = (subject: string, id: RemarkOn['id'], advice: string, said: string): RemarkOn => ({
    level: 'refused',
    id,
    subject,
    advice,
    reason: `Route 53 would answer: ${said}`,
  });
  return [
    ...declared.zones.flatMap(zone => {
      const said = zoneRefusal(zone);
      const advice = `use a domain of yours, or for examples one such as ${ACCEPTED_EXAMPLE}`;
      return said === undefined ? [] : [refused(`zone ${displayName(zone.name)}`, 'reserved-zone-name', advice, said)];
    }),
    ...refusedTags(declared).map(({ subject, said }) => refused(subject, 'refused-tag', 'change or remove the tag', said)),
  ];
}
