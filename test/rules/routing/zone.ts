import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import { resolve } from '../../../lib/rules/routing/resolve';
import type { Alternative, Question, Resolution } from '../../../lib/rules/routing/resolution';
import { indexZone } from '../../../lib/rules/routing/zone-index';

export const ZONE_ID = 'Z0000000000000000EXAM';
export const ZONE_NAME = 'example.com.';

/** A record set of the zone; `values` become its records, with TTL 60 unless `more` says otherwise. */
export function records(
  name: string,
  type: string,
  values: readonly string[],
  more: Partial<ResourceRecordSet> = {},
): ResourceRecordSet {
  return { Name: name, Type: type, TTL: 60, ResourceRecords: values.map(Value => ({ Value })), ...more };
}

/** An alias within the zone. */
export function alias(
  name: string,
  type: string,
  target: string,
  more: Partial<ResourceRecordSet> & { readonly evaluate?: boolean } = {},
): ResourceRecordSet {
  const { evaluate = true, ...rest } = more;
  return {
    Name: name,
    Type: type,
    AliasTarget: { HostedZoneId: ZONE_ID, DNSName: target, EvaluateTargetHealth: evaluate },
    ...rest,
  };
}

/** A multivalue member for each address, with a health check named after it. */
export function multiValue(name: string, addresses: readonly string[], type = 'A'): ResourceRecordSet[] {
  return addresses.map(address =>
    records(name, type, [address], { SetIdentifier: address, MultiValueAnswer: true, HealthCheckId: address }),
  );
}

/** `10.0.0.1`, `10.0.0.2`, … */
export const addresses = (count: number): string[] => Array.from({ length: count }, (_, n) => `10.0.0.${n + 1}`);

/** Resolves a question in a zone of these sets, in which the named checks are unhealthy. */
export function ask(sets: readonly ResourceRecordSet[], question: Question, unhealthy: readonly string[] = []): Resolution {
  return resolve(indexZone({ id: ZONE_ID, name: ZONE_NAME, recordSets: sets }), id => !unhealthy.includes(id), question);
}

/** The alternatives of a resolution that is a single choice. */
export function alternativesOf(resolution: Resolution): readonly Alternative[] {
  if (resolution.kind !== 'answers' || resolution.choices.length !== 1) {
    throw new Error(`expected one choice, got ${JSON.stringify(resolution)}`);
  }
  return resolution.choices[0].alternatives;
}

/** What may be answered, each pool joined by a comma, with its share. */
export function sharesOf(resolution: Resolution): Record<string, number> {
  return Object.fromEntries(alternativesOf(resolution).map(({ pool, share }) => [pool.join(','), share]));
}
