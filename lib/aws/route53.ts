/** Reads Route 53 through its SDK client, page by page, and no further than what is looked for. */
import {
  GetAccountLimitCommand,
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  GetHostedZoneCommand,
  GetHostedZoneLimitCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  NoSuchHealthCheck,
  NoSuchHostedZone,
  paginateListHealthChecks,
  type HostedZone,
  type ListHostedZonesByNameCommandOutput,
  type ListResourceRecordSetsCommandOutput,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { HealthCheckConfig } from '../rules/health-check-config';
import { bareId } from '../rules/ids';
import { isInZone, normalizeName } from '../rules/names';
import type { ResourceRecordSet } from '../rules/record-set';
import type { LiveReader, Route53Reader, Zone } from './reader';
import type { StackReader } from './stacks';

export function route53Reader(client: Route53Client): Route53Reader & Omit<LiveReader, keyof StackReader> {
  /** The list is ordered by the labels from the right, so the first zone that is not wanted ends the search (behaviour 5.2). */
  const zonesFrom = async (name: string, wanted: (zone: Zone) => boolean): Promise<Zone[]> => {
    const found: Zone[] = [];
    let next: { DNSName?: string; HostedZoneId?: string } | undefined = { DNSName: name };
    while (next) {
      const page: ListHostedZonesByNameCommandOutput = await client.send(new ListHostedZonesByNameCommand(next));
      const zones = (page.HostedZones ?? []).map(zoneOf);
      const matching = zones.filter(wanted);
      found.push(...matching);
      const more = page.IsTruncated === true && matching.length === zones.length;
      next = more ? { DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId } : undefined;
    }
    return found;
  };
  return {
    zonesNamed: name => zonesFrom(name, zone => zone.name === name),
    zonesWithin: name => zonesFrom(name, zone => isInZone(zone.name, name)),

    zone: id =>
      unless(NoSuchHostedZone, async () => {
        const { HostedZone: zone, DelegationSet, VPCs = [] } = await client.send(new GetHostedZoneCommand({ Id: id }));
        const vpcs = VPCs.flatMap(vpc => vpc.VPCId ?? []);
        return zone && { ...zoneOf(zone), nameServers: DelegationSet?.NameServers ?? [], vpcs };
      }),

    async recordSets(zoneId, name, type) {
      const found: ResourceRecordSet[] = [];
      let start: Partial<ListResourceRecordSetsCommandOutput> | undefined = {
        NextRecordName: name,
        NextRecordType: type as 'A' | undefined,
      };
      while (start) {
        const page: ListResourceRecordSetsCommandOutput = await client.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId: zoneId,
            StartRecordName: start.NextRecordName,
            StartRecordType: start.NextRecordType,
            StartRecordIdentifier: start.NextRecordIdentifier,
          }),
        );
        const sets = (page.ResourceRecordSets ?? []) as ResourceRecordSet[];
        const matching = sets
          .map(set => ({ ...set, Name: normalizeName(set.Name) }))
          .filter(set => (name === undefined || set.Name === name) && (type === undefined || set.Type === type));
        found.push(...matching);
        // The list is ordered by name and type, so the first other one ends the search (behaviour 5.5).
        start = page.IsTruncated && matching.length === sets.length ? page : undefined;
      }
      return found;
    },

    async recordLimit(zoneId) {
      const { Limit } = await client.send(new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' }));
      return Limit?.Value ?? Infinity;
    },

    healthCheck: id =>
      unless(NoSuchHealthCheck, async () => {
        const { HealthCheck: check } = await client.send(new GetHealthCheckCommand({ HealthCheckId: id }));
        return check?.HealthCheckConfig as HealthCheckConfig | undefined;
      }),

    async observations(id) {
      return (await client.send(new GetHealthCheckStatusCommand({ HealthCheckId: id }))).HealthCheckObservations ?? [];
    },

    async healthCheckIds() {
      const ids: string[] = [];
      for await (const page of paginateListHealthChecks({ client }, {})) {
        ids.push(...(page.HealthChecks ?? []).flatMap(check => check.Id ?? []));
      }
      return ids;
    },

    async healthCheckLimit() {
      const { Limit } = await client.send(new GetAccountLimitCommand({ Type: 'MAX_HEALTH_CHECKS_BY_OWNER' }));
      return Limit?.Value ?? Infinity;
    },
  };
}

function zoneOf({ Id, Name, Config }: HostedZone): Zone {
  return { id: bareId(Id), name: normalizeName(Name ?? ''), isPrivate: Config?.PrivateZone === true };
}

async function unless<T>(missing: new (...args: never[]) => Error, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof missing) return undefined;
    throw error;
  }
}
