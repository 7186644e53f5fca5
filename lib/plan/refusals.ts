/** What Route 53 would say to a change batch, by the rules that the local Route 53 judges by, in the service's own words (behaviour 6.1). */
import { judgeBatch, type ChangedZone } from '../rules/changes';
import { displayName } from '../rules/names';
import { reservationOf, reservedText } from '../rules/reserved-names';
import { type Tag, tagText as refusalOf } from '../rules/tags';
import { type Declared, type DeclaredBatch, type DeclaredZone, hasToken, locationKey } from './declared';

/**
 * The messages for creating the batch's record sets in `zone`, which is what the resource finds, without what it wrote itself before.
 * None when it would be accepted. Record sets that are not fully known before the deployment are left out. Health checks and the size of
 * the zone are judged elsewhere, over all batches together.
 */
export function refusalsOf(batch: DeclaredBatch, zone: ChangedZone): readonly string[] {
  const known = batch.recordSets
    .filter(({ isFullyKnown }) => isFullyKnown)
    .map(({ set }) => ({ Action: 'CREATE', ResourceRecordSet: set }));
  if (known.length === 0) return [];
  const outcome = judgeBatch(zone, known, {
    healthCheckExists: () => true,
    zoneNameOf: () => undefined,
    maxRecordSets: Infinity,
  });
  return outcome.kind === 'refused' ? outcome.messages : [];
}

/** What Route 53 would say to the creation of a zone of that name, one that the template tells. */
export function zoneRefusal({ name, isPrivate }: DeclaredZone): string | undefined {
  return hasToken(name) || reservationOf(name, isPrivate) === undefined ? undefined : reservedText(displayName(name));
}

/** A tag that Route 53 would refuse. */
export interface RefusedTag {
  /** Whose it is, as a person knows it: `zone shop.example`, `health check www`, `stack Web`. */
  readonly subject: string;
  /** The zone or health check, or `stack Web`. */
  readonly key: string;
  /** The first zone or health check that would get a tag of the stack. */
  readonly heir?: string;
  readonly said: string;
}

/** What it would say to tags, as far as the templates tell them: once to a tag of a stack, which its zones and health checks all get. */
export function refusedTags({ stacks, zones, healthChecks }: Declared): RefusedTag[] {
  const tagged = [
    ...zones.map(({ name, tags = [], declaredAt }) => ({ subject: `zone ${displayName(name)}`, location: declaredAt, tags })),
    ...healthChecks.map(({ name, tags = [], location }) => ({ subject: `health check ${name}`, location, tags })),
  ].map(({ subject, location, tags }) => ({ subject, stack: location.stack, key: locationKey(location), tags }));
  const tagsOf = new Map(stacks.map(({ name, tags }) => [name, tags]));
  return [
    ...stacks.flatMap(({ name, tags }) =>
      refused(tags).flatMap(({ tag, said }) => {
        const replaces = (own: Tag): boolean => own.Key === tag.Key && own.Value !== tag.Value;
        const heir = tagged.find(({ stack, tags: own }) => stack === name && !own.some(replaces))?.key;
        return heir === undefined ? [] : [{ subject: `stack ${name}`, key: `stack ${name}`, heir, said }];
      }),
    ),
    ...tagged.flatMap(({ subject, stack, key, tags }) =>
      refused(tags)
        .filter(({ tag }) => !tagsOf.get(stack)!.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value))
        .map(({ said }) => ({ subject, key, said })),
    ),
  ];
}

function refused(tags: readonly Tag[]): { readonly tag: Tag; readonly said: string }[] {
  return tags
    .filter(({ Key, Value }) => !hasToken(Key) && !hasToken(Value))
    .flatMap(tag => {
      const said = refusalOf(tag);
      return said === undefined ? [] : [{ tag, said: `${said} (tag '${tag.Key ?? ''}': '${tag.Value ?? ''}')` }];
    });
}
