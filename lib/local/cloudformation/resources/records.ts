/** Record sets as a template has them, brought to Route 53 in one change batch (behaviour 7.2). */
import type { Change, ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { bareId } from '../../../rules/ids';
import { sameName } from '../../../rules/names';
import type { ResourceRecordSet as StoredSet } from '../../../rules/record-set';
import { contentsOf, identity } from '../../../rules/same-record-set';
import { ServiceError } from '../../aws/service';
import { ResourceError } from '../errors';
import { isList, type JsonObject } from '../../../template/json';
import { attemptCall, type Route53Calls, type Settled } from './route53';

const NOT_OF_THE_SET = ['HostedZoneId', 'HostedZoneName', 'Comment'];

/** The API's shape of a record set in a template; only the zone and the comment are not part of it. */
export function recordSetOf(properties: JsonObject): ResourceRecordSet {
  const { TTL: ttl, ResourceRecords: values, AliasTarget: alias } = properties;
  return {
    ...Object.fromEntries(Object.entries(properties).filter(([key]) => !NOT_OF_THE_SET.includes(key))),
    Type: properties.Type as RRType,
    ...(ttl === undefined ? {} : { TTL: seconds(ttl as string) }),
    ...(isList(values) ? { ResourceRecords: values.map(value => ({ Value: value as string })) } : {}),
    ...(alias === undefined ? {} : { AliasTarget: { EvaluateTargetHealth: false, ...(alias as JsonObject) } }),
  } as ResourceRecordSet;
}

function seconds(ttl: string): number {
  if (!/^\d+$/.test(ttl)) {
    throw new ResourceError(`TTL must be a whole number of seconds, got ${JSON.stringify(ttl)}`);
  }
  return Number(ttl);
}

/** The zone that properties name, by id or by its exact name. */
export async function zoneOf(properties: JsonObject, route53: Route53Calls): Promise<string> {
  const { HostedZoneId: id, HostedZoneName: name } = properties as { HostedZoneId?: string; HostedZoneName?: string };
  if ((id === undefined) === (name === undefined)) {
    throw new ResourceError(
      `Exactly one of HostedZoneId and HostedZoneName is needed, found ${id === undefined ? 'none' : 'both'}`,
    );
  }
  if (id !== undefined) {
    return bareId(id);
  }
  if (!name!.endsWith('.')) {
    throw new ResourceError(`HostedZoneName must end with a dot, got ${name}`);
  }
  const { HostedZones: zones = [] } = await attemptCall(() => route53.ListHostedZonesByName({ DNSName: name }));
  const matches = zones.filter(zone => sameName(zone.Name ?? '', name!));
  if (matches.length !== 1) {
    const found = matches.length === 0 ? 'No hosted zone is' : `${matches.length} hosted zones are`;
    throw new ResourceError(`${found} named ${name}; HostedZoneName must match exactly one`);
  }
  return bareId(matches[0].Id);
}

/** What a batch that turns `before` into `after` holds: sets that stay the same are left alone. */
export function changesBetween(before: readonly ResourceRecordSet[], after: readonly ResourceRecordSet[]): Change[] {
  const [old, next] = [new Set(before.map(contentOf)), new Set(after.map(contentOf))];
  return [
    ...before.filter(set => !next.has(contentOf(set))).map(set => ({ Action: 'DELETE' as const, ResourceRecordSet: set })),
    ...after.filter(set => !old.has(contentOf(set))).map(set => ({ Action: 'CREATE' as const, ResourceRecordSet: set })),
  ];
}

/** Applies a batch and waits until name servers answer from it. An empty one is nothing to do. */
export async function applyBatch(
  zoneId: string,
  changes: readonly Change[],
  comment: string | undefined,
  route53: Route53Calls,
  settled: Settled,
): Promise<void> {
  if (changes.length > 0) {
    const batch = { Changes: [...changes], ...(comment ? { Comment: comment } : {}) };
    const { ChangeInfo: info } = await attemptCall(() =>
      route53.ChangeResourceRecordSets({ HostedZoneId: zoneId, ChangeBatch: batch }),
    );
    await settled(info);
  }
}

/**
 * Creates record sets. Those that exist already are taken over if all of them exist as they are to be, and a batch that changes nothing
 * gives CloudFormation a change to wait for; otherwise Route 53's refusal stands (behaviour 7.2).
 */
export async function createOrAdopt(
  zoneId: string,
  sets: readonly ResourceRecordSet[],
  comment: string | undefined,
  route53: Route53Calls,
  settled: Settled,
): Promise<void> {
  try {
    await applyBatch(zoneId, changesBetween([], sets), comment, route53, settled);
  } catch (error) {
    const exists = error instanceof ResourceError && error.message.includes('but it already exists');
    const live = exists ? await liveSets(zoneId, sets, route53) : [];
    const there = new Set(live.map(contentOf));
    if (!exists || !sets.every(set => there.has(contentOf(set)))) {
      throw error;
    }
    const again = (Action: 'DELETE' | 'CREATE') => live.map(set => ({ Action, ResourceRecordSet: set }));
    await applyBatch(zoneId, [...again('DELETE'), ...again('CREATE')], 'Making no-op change to get a ChangeId', route53, settled);
  }
}

/** Deletes those of the sets that are still there; a zone that is gone holds none. */
export async function deleteSets(
  zoneId: string,
  sets: readonly ResourceRecordSet[],
  route53: Route53Calls,
  settled: Settled,
): Promise<void> {
  let live: ResourceRecordSet[];
  try {
    live = await liveSets(zoneId, sets, route53);
  } catch (error) {
    if (error instanceof ResourceError && error.cause instanceof ServiceError && error.cause.code === 'NoSuchHostedZone') {
      return;
    }
    throw error;
  }
  const there = new Set(live.map(keyOf));
  const present = sets.filter(set => there.has(keyOf(set)));
  await applyBatch(zoneId, changesBetween(present, []), undefined, route53, settled);
}

/** What the zone holds under the names, types and set identifiers of `sets`. */
async function liveSets(zoneId: string, sets: readonly ResourceRecordSet[], route53: Route53Calls): Promise<ResourceRecordSet[]> {
  const live = await Promise.all(
    sets.map(async set => {
      const { ResourceRecordSets: found = [] } = await attemptCall(() =>
        route53.ListResourceRecordSets({
          HostedZoneId: zoneId,
          StartRecordName: set.Name,
          StartRecordType: set.Type,
          ...(set.SetIdentifier === undefined ? {} : { StartRecordIdentifier: set.SetIdentifier }),
          MaxItems: 1,
        }),
      );
      return found.filter(other => keyOf(set) === keyOf(other));
    }),
  );
  return live.flat();
}

/** One text for sets that are one and the same. */
const keyOf = (set: ResourceRecordSet): string => identity(set as StoredSet);
/** One text for such that say the same, too. */
const contentOf = (set: ResourceRecordSet): string => keyOf(set) + JSON.stringify(contentsOf(set as StoredSet));
