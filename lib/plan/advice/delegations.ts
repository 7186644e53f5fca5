/** Advice on record sets that would never be answered, because the app gives their names to other name servers (behaviour 9). */
import { groupBy } from '../../rules/group-by';
import { delegationAbove, delegationsOf } from '../../rules/delegation';
import { displayName, isInZone } from '../../rules/names';
import { hasToken, type Declared, type DeclaredRecordSet } from '../declared';
import type { Remark, RemarkOn } from './advice';

export function adviseOnDelegations(declared: Declared): RemarkOn[] {
  const zones = groupBy(
    declared.batches.flatMap(batch => batch.recordSets),
    ({ zone }) => zone.key,
  );
  return [...zones.values()].flatMap(recordSets => {
    const apex = recordSets[0].zone.name;
    const ownNs = recordSets.map(({ set }) => set).filter(set => set.Type === 'NS' && !hasToken(set.Name));
    const delegations = delegationsOf(apex ?? '.', ownNs);
    return recordSets.flatMap(recordSet => {
      const { set } = recordSet;
      if (hasToken(set.Name)) return [];
      const above = delegationAbove(set, apex ?? '.', delegations);
      const remark = above ? below(above.Name) : inLongerZone(recordSet, declared);
      return remark ? [{ ...remark, subject: `${displayName(set.Name)} ${set.Type}` }] : [];
    });
  });
}

const below = (delegated: string): Remark => ({
  level: 'risk',
  id: 'below-delegation',
  advice: `move it to the zone that answers for ${displayName(delegated)}`,
  reason: `this zone delegates ${displayName(delegated)} to other name servers, so the record is never returned`,
});

function inLongerZone({ set, zone }: DeclaredRecordSet, { zones }: Declared): Remark | undefined {
  const own = zones.find(({ key }) => key === zone.key);
  const longer = zones.find(
    other => own && other.isPrivate === own.isPrivate && other.name.length > own.name.length && isInZone(set.Name, other.name),
  );
  if (!longer || set.Type === 'NS' || set.Type === 'DS') return undefined;
  return {
    level: 'risk',
    id: 'longer-zone',
    advice: `move it to zone ${displayName(longer.name)}`,
    reason: 'the app also has this zone, whose longer name matches: once delegated to, it answers instead',
  };
}
