/** Reads the live state through the AWS SDK. */
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListExports,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  GetAccountLimitCommand,
  GetHostedZoneCommand,
  GetHostedZoneLimitCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  paginateListHealthChecks,
  Route53Client,
  type ListHostedZonesByNameCommandOutput,
  type ListResourceRecordSetsCommandOutput,
  type Route53ClientConfig,
} from '@aws-sdk/client-route-53';
import { bareId } from '../rules/ids';
import { isInZone, normalizeName } from '../rules/names';
import type { ResourceRecordSet } from '../rules/record-set';
import type { DeployedResource, StackReader } from './stacks';
import type { LiveReader, ZoneSummary } from './live-reader';

/** What both services' clients take alike. */
export type ClientConfig = Pick<Route53ClientConfig, 'region' | 'endpoint' | 'credentials' | 'profile' | 'maxAttempts'>;

export function sdkReader(config: ClientConfig): LiveReader {
  const route53 = new Route53Client(config);
  return { ...zoneReader(route53), ...healthCheckReader(route53), ...stackReader(config) };
}

function zoneReader(
  client: Route53Client,
): Pick<LiveReader, 'zone' | 'zoneIdsNamed' | 'zonesWithin' | 'recordSets' | 'recordLimit'> {
  return {
    async zone(id) {
      try {
        const { HostedZone: zone, DelegationSet, VPCs = [] } = await client.send(new GetHostedZoneCommand({ Id: id }));
        return (
          zone && {
            id: bareId(zone.Id),
            name: normalizeName(zone.Name ?? ''),
            isPrivate: zone.Config?.PrivateZone === true,
            nameServers: DelegationSet?.NameServers ?? [],
            vpcs: VPCs.flatMap(vpc => vpc.VPCId ?? []),
          }
        );
      } catch (error) {
        if (error instanceof NoSuchHostedZone) return undefined;
        throw error;
      }
    },

    async zoneIdsNamed(name) {
      const zones = await zonesFrom(client, name, zone => zone.name === name);
      return zones.map(({ id }) => id);
    },

    zonesWithin: name => zonesFrom(client, name, zone => isInZone(zone.name, name)),

    async recordSets(zoneId) {
      const found: ResourceRecordSet[] = [];
      let start: Partial<ListResourceRecordSetsCommandOutput> | undefined = {};
      while (start) {
        const page: ListResourceRecordSetsCommandOutput = await client.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId: zoneId,
            StartRecordName: start.NextRecordName,
            StartRecordType: start.NextRecordType,
            StartRecordIdentifier: start.NextRecordIdentifier,
          }),
        );
        found.push(
          ...((page.ResourceRecordSets ?? []) as ResourceRecordSet[]).map(set => ({ ...set, Name: normalizeName(set.Name) })),
        );
        start = page.IsTruncated ? page : undefined;
      }
      return found;
    },

    async recordLimit(zoneId) {
      const { Limit } = await client.send(new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' }));
      return Limit?.Value ?? Infinity;
    },
  };
}

/** The zones from this name on, for as long as they are wanted: the list is ordered by the labels from the right (behaviour 5.2). */
async function zonesFrom(client: Route53Client, name: string, wanted: (zone: ZoneSummary) => boolean): Promise<ZoneSummary[]> {
  const found: ZoneSummary[] = [];
  let next: { DNSName?: string; HostedZoneId?: string } | undefined = { DNSName: name };
  while (next) {
    const page: ListHostedZonesByNameCommandOutput = await client.send(new ListHostedZonesByNameCommand(next));
    const zones = (page.HostedZones ?? []).map(({ Id, Name, Config }) => ({
      id: bareId(Id),
      name: normalizeName(Name ?? ''),
      isPrivate: Config?.PrivateZone === true,
      nameServers: [],
    }));
    const matching = zones.filter(wanted);
    found.push(...matching);
    const more = page.IsTruncated === true && matching.length === zones.length;
    next = more ? { DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId } : undefined;
  }
  return found;
}

function healthCheckReader(client: Route53Client): Pick<LiveReader, 'healthCheckIds' | 'healthCheckLimit'> {
  return {
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

export function stackReader(config: ClientConfig): StackReader {
  const clients = new Map<string, CloudFormationClient>();
  const clientIn = (region: string | undefined): CloudFormationClient => {
    const client = clients.get(region ?? '') ?? new CloudFormationClient(region === undefined ? config : { ...config, region });
    clients.set(region ?? '', client);
    return client;
  };
  return {
    async stack(name, region) {
      const client = clientIn(region);
      const stack = await findStack(client, name);
      if (!stack) return undefined;
      const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Processed' }));
      const resources: DeployedResource[] = [];
      for await (const page of paginateListStackResources({ client }, { StackName: name })) {
        for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
          if (LogicalResourceId && PhysicalResourceId && ResourceType) {
            resources.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType });
          }
        }
      }
      return {
        id: stack.StackId,
        status: stack.StackStatus ?? 'unknown',
        parameters: parametersOf(stack),
        outputs: Object.fromEntries(
          (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
        ) as Record<string, string>,
        template: TemplateBody ?? '',
        resources,
      };
    },
    async exports(region) {
      const found = new Map<string, string>();
      for await (const page of paginateListExports({ client: clientIn(region) }, {})) {
        (page.Exports ?? []).forEach(({ Name = '', Value = '' }) => found.set(Name, Value));
      }
      return found;
    },
  };
}

/** CloudFormation says that a stack does not exist with a ValidationError, which has no class of its own. */
async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const stack = Stacks?.[0];
    return stack?.StackStatus === 'DELETE_COMPLETE' || stack?.StackStatus === 'REVIEW_IN_PROGRESS' ? undefined : stack;
  } catch (error) {
    if ((error as Error).name === 'ValidationError' && /does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

function parametersOf({ Parameters }: Stack): Record<string, string> {
  const values = (Parameters ?? []).map(({ ParameterKey, ParameterValue, ResolvedValue }) => [
    ParameterKey,
    ResolvedValue ?? ParameterValue,
  ]);
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry.every(text => text !== undefined)));
}
