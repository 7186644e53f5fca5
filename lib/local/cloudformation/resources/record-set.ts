import type { JsonObject } from '../../../template/json';
import { applyBatch, changesBetween, createOrAdopt, deleteSets, recordSetOf, zoneOf } from './records';
import { RECORD_SET } from './record-schema';
import type { Made, ResourceType } from './resource-type';
import type { Route53Calls, Settled } from './route53';

/** One record set, one change batch: two of them are never in the same one (behaviour 7.2). */
export function recordSetType(route53: Route53Calls, settled: Settled): ResourceType {
  const made = (properties: JsonObject): Made => ({ physicalId: properties.Name as string, attributes: {} });
  return {
    name: 'AWS::Route53::RecordSet',
    schema: RECORD_SET,
    attributes: [],
    async create(properties) {
      await createOrAdopt(
        await zoneOf(properties, route53),
        [recordSetOf(properties)],
        properties.Comment as string | undefined,
        route53,
        settled,
      );
      return made(properties);
    },
    async update({ properties: before }, properties) {
      const changes = changesBetween([recordSetOf(before)], [recordSetOf(properties)]);
      await applyBatch(await zoneOf(properties, route53), changes, properties.Comment as string | undefined, route53, settled);
      return made(properties);
    },
    async delete({ properties }) {
      await deleteSets(await zoneOf(properties, route53), [recordSetOf(properties)], route53, settled);
    },
  };
}
