import { ResourceError } from '../errors';
import type { JsonObject } from '../../../template/json';
import { applyBatch, changesBetween, createOrAdopt, deleteSets, recordSetOf, zoneOf } from './records';
import { RECORD_SET_GROUP } from './record-schema';
import type { ResourceType } from './resource-type';
import type { Route53Calls, Settled } from './route53';

/** Several record sets of one zone, one change batch: all of it or nothing (behaviour 7.2). */
export function recordSetGroupType(route53: Route53Calls, settled: Settled): ResourceType {
  const batch = async (properties: JsonObject) => ({
    zoneId: await groupZone(properties, route53),
    sets: membersOf(properties).map(recordSetOf),
    comment: properties.Comment as string | undefined,
  });
  return {
    name: 'AWS::Route53::RecordSetGroup',
    schema: RECORD_SET_GROUP,
    attributes: ['Id'],
    async create(properties, context) {
      const { zoneId, sets, comment } = await batch(properties);
      await createOrAdopt(zoneId, sets, comment, route53, settled);
      const physicalId = `${context.stackName}-${context.logicalId}-${context.unique().replace(/\W/g, '').slice(0, 12)}`;
      return { physicalId, attributes: { Id: physicalId } };
    },
    async update({ physicalId, properties: before }, properties) {
      const { zoneId, sets, comment } = await batch(properties);
      await applyBatch(zoneId, changesBetween(membersOf(before).map(recordSetOf), sets), comment, route53, settled);
      return { physicalId, attributes: { Id: physicalId } };
    },
    async delete({ properties }) {
      const { zoneId, sets } = await batch(properties);
      await deleteSets(zoneId, sets, route53, settled);
    },
  };
}

function membersOf(properties: JsonObject): readonly JsonObject[] {
  return (properties.RecordSets ?? []) as readonly JsonObject[];
}

/** The zone is named by the group, or by each of its members, and is the same for all. */
async function groupZone(properties: JsonObject, route53: Route53Calls): Promise<string> {
  const named = [properties, ...membersOf(properties)].filter(
    item => item.HostedZoneId !== undefined || item.HostedZoneName !== undefined,
  );
  const zones = new Set(await Promise.all((named.length > 0 ? named : [properties]).map(item => zoneOf(item, route53))));
  if (zones.size > 1) {
    throw new ResourceError(`All record sets of a group must be in one hosted zone, found ${[...zones].join(', ')}`);
  }
  return [...zones][0];
}
