/** Asks for everything that the judging needs, and nothing twice. */
import type { ResourceRecordSet } from '../../rules/record-set';
import { isWildcard } from '../../rules/names';
import { APEX_TYPES, isRecordType, type RecordType } from '../../rules/record-types';
import type { StackTemplate } from '../../template/stacks';
import { declare } from '../declare';
import { hasToken, type Declared, type ZoneReference } from '../declared';
import { readStacksOf, readWith, withDeployedParameters } from '../../aws/stacks';
import type { DnsAnswer, LiveZone, PreflightFacts } from './facts';
import type { LiveReader, Zone, ZoneWithServers } from '../../aws/reader';

/** Asks the name servers of a zone for these names; none when DNS is not to be asked. */
export type AskDns = (zone: ZoneWithServers, questions: readonly DnsQuestion[]) => Promise<DnsAnswer[]>;
export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

/** Every API action that a preflight calls: the permissions that it needs. */
export const PREFLIGHT_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListExports',
  'cloudformation:ListStackResources',
  'route53:GetAccountLimit',
  'route53:GetHostedZone',
  'route53:GetHostedZoneLimit',
  'route53:ListHealthChecks',
  'route53:ListHostedZonesByName',
  'route53:ListResourceRecordSets',
];

/** @throws DeployedTemplateError */
export async function gatherFacts(
  assembly: readonly StackTemplate[],
  reader: LiveReader,
  askDns: AskDns,
): Promise<PreflightFacts> {
  const live = await readStacksOf(assembly, reader);
  const [planned, deployed] = await readWith(live, reader, known => [
    declare(withDeployedParameters(assembly, live), known),
    declare(
      live.map(({ stack }) => stack),
      known,
    ),
  ]);
  const zoneIdsByName = await namedZones(planned, deployed, reader);
  const zones = await readZones(planned, deployed, zoneIdsByName, reader);
  const usesChecks =
    planned.healthChecks.length + planned.batches.flatMap(b => b.recordSets).filter(r => r.healthCheck).length > 0;
  return {
    planned,
    deployed,
    stackStatus: new Map(live.filter(({ stack }) => !stack.parent).map(({ stack, status }) => [stack.name, status])),
    zones,
    zoneIdsByName,
    healthChecks: usesChecks
      ? { ids: new Set(await reader.healthCheckIds()), limit: await reader.healthCheckLimit() }
      : { ids: new Set(), limit: Infinity },
    answers: (await Promise.all(zones.map(zone => askDns(zone, questionsOf(deployed, zone, zoneIdsByName))))).flat(),
  };
}

const zoneReferences = (...apps: readonly Declared[]): ZoneReference[] =>
  apps.flatMap(({ batches }) =>
    batches.flatMap(({ zone, recordSets }) => [zone, ...recordSets.map(recordSet => recordSet.zone)]),
  );

/** The zones that are named rather than identified, and those that a new zone would stand beside. */
async function namedZones(planned: Declared, deployed: Declared, reader: LiveReader): Promise<Map<string, string[]>> {
  const names = new Set([
    ...zoneReferences(planned, deployed).flatMap(({ id, name, declaredAt }) =>
      id === undefined && !declaredAt ? (name ?? []) : [],
    ),
    ...planned.zones.filter(({ id }) => id === undefined).map(({ name }) => name),
  ]);
  const known = [...names].filter(name => !hasToken(name));
  return new Map(
    await Promise.all(known.map(async name => [name, (await reader.zonesNamed(name)).map(({ id }) => id)] as const)),
  );
}

async function readZones(
  planned: Declared,
  deployed: Declared,
  zoneIdsByName: ReadonlyMap<string, readonly string[]>,
  reader: LiveReader,
): Promise<LiveZone[]> {
  const ids = new Set(
    zoneReferences(planned, deployed).flatMap(
      ({ id, name }) => id ?? (name === undefined ? [] : (zoneIdsByName.get(name)?.[0] ?? [])),
    ),
  );
  const read = await Promise.all(
    [...ids].map(async id => {
      const zone = await reader.zone(id);
      if (!zone) return [];
      const [recordSets, limit, zonesBelow] = await Promise.all([
        reader.recordSets(id),
        reader.recordLimit(id),
        zonesBelowOf(zone, reader),
      ]);
      return [{ ...zone, recordSets, limit, zonesBelow }];
    }),
  );
  return read.flat();
}

/** With their VPCs where they matter: among private zones the longest name counts, within a VPC that both are associated with. */
async function zonesBelowOf({ id, name, isPrivate }: Zone, reader: LiveReader): Promise<Zone[]> {
  const below = (await reader.zonesWithin(name)).filter(other => other.id !== id && other.name !== name);
  if (!isPrivate) return below;
  return Promise.all(below.map(async other => (other.isPrivate ? ((await reader.zone(other.id)) ?? other) : other)));
}

/**
 * What the app has deployed to the zone. Wildcards have no one name to ask for, and below the zone's own name its servers do not answer what
 * is at an apex but refer to the servers of the zone that begins there.
 */
function questionsOf(
  deployed: Declared,
  zone: ZoneWithServers,
  zoneIdsByName: ReadonlyMap<string, readonly string[]>,
): DnsQuestion[] {
  const inZone = ({ id, name }: ZoneReference): boolean => (id ?? zoneIdsByName.get(name ?? '')?.[0]) === zone.id;
  const sets: Partial<ResourceRecordSet>[] = deployed.batches
    .flatMap(batch => batch.recordSets)
    .filter(recordSet => inZone(recordSet.zone))
    .map(({ set }) => set);
  const asked = new Map<string, DnsQuestion>();
  for (const { Name: name = '', Type: type } of sets) {
    if (type === undefined || !isRecordType(type) || APEX_TYPES.includes(type)) continue;
    if (!hasToken(name) && !isWildcard(name)) asked.set(`${name} ${type}`, { name, type });
  }
  return [...asked.values()];
}
