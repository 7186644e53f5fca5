import {
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  NoSuchHealthCheck,
  NoSuchHostedZone,
  type HostedZone,
  type ListHostedZonesByNameCommandOutput,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { bareId } from '../rules/ids';
import { normalizeName, sameName } from '../rules/names';
import type { ResourceRecordSet } from '../rules/record-set';
import type { Pace } from './pace';
import type { Route53Reader, Zone } from './reader';

/** Reads through the AWS SDK. `statusPace` is for GetHealthCheckStatus, `pace` for everything else (behaviour 8.2). */
export function sdkReader(client: Route53Client, pace: Pace, statusPace: Pace): Route53Reader {
  return {
    async zonesNamed(name) {
      const zones: Zone[] = [];
      let next: { DNSName?: string; HostedZoneId?: string } | undefined = { DNSName: name };
      while (next) {
        await pace();
        const page: ListHostedZonesByNameCommandOutput = await client.send(new ListHostedZonesByNameCommand(next));
        const matching = (page.HostedZones ?? []).filter(zone => sameName(zone.Name ?? '', name));
        zones.push(...matching.map(toZone));
        // The list starts at the name, so the first zone with another name ends the search (behaviour 5.2).
        const more = page.IsTruncated === true && matching.length === page.HostedZones?.length;
        next = more ? { DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId } : undefined;
      }
      return zones;
    },

    async zone(id) {
      await pace();
      try {
        const { HostedZone: zone, DelegationSet: delegation } = await client.send(new GetHostedZoneCommand({ Id: id }));
        return zone && { ...toZone(zone), nameServers: delegation?.NameServers ?? [] };
      } catch (error) {
        return undefinedWhen(error, NoSuchHostedZone);
      }
    },

    async recordSets(zoneId, name, type) {
      const sets: ResourceRecordSet[] = [];
      let next: ListResourceRecordSetsCommandInput | undefined = {
        HostedZoneId: zoneId,
        StartRecordName: name,
        ...(type !== undefined && { StartRecordType: type as 'A' }),
      };
      while (next) {
        await pace();
        const page: ListResourceRecordSetsCommandOutput = await client.send(new ListResourceRecordSetsCommand(next));
        const matching = (page.ResourceRecordSets ?? []).filter(
          set => sameName(set.Name ?? '', name) && (type === undefined || set.Type === type),
        );
        sets.push(...(matching as ResourceRecordSet[]));
        // The list is ordered by name and type, so the first other one ends the search (behaviour 5.5).
        const more = page.IsTruncated === true && matching.length === page.ResourceRecordSets?.length;
        next = more
          ? {
              HostedZoneId: zoneId,
              StartRecordName: page.NextRecordName,
              StartRecordType: page.NextRecordType,
              StartRecordIdentifier: page.NextRecordIdentifier,
            }
          : undefined;
      }
      return sets;
    },

    async healthCheck(id) {
      await pace();
      try {
        return (await client.send(new GetHealthCheckCommand({ HealthCheckId: id }))).HealthCheck?.HealthCheckConfig;
      } catch (error) {
        return undefinedWhen(error, NoSuchHealthCheck);
      }
    },

    async observations(id) {
      await statusPace();
      return (await client.send(new GetHealthCheckStatusCommand({ HealthCheckId: id }))).HealthCheckObservations ?? [];
    },
  };
}

function toZone(zone: HostedZone): Zone {
  return {
    id: bareId(zone.Id),
    name: normalizeName(zone.Name ?? ''),
    private: zone.Config?.PrivateZone === true,
  };
}

function undefinedWhen(error: unknown, expected: new (...args: never[]) => Error): undefined {
  if (error instanceof expected) {
    return undefined;
  }
  throw error;
}
