import { isInZone } from '../../../lib/rules/names';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import type { StackTemplate } from '../../../lib/template/stacks';
import type { Finding, PreflightFacts } from '../../../lib/plan/preflight/facts';
import { gatherFacts, type AskDns } from '../../../lib/plan/preflight/gather';
import { judgeDeployment } from '../../../lib/plan/preflight/judge';
import type { LiveReader, Zone } from '../../../lib/aws/reader';
import type { RawResource } from '../../../lib/template/stacks';
import { ZONE } from '../template-of';

type Resources = Record<string, RawResource>;

/** An account, and what is to be deployed to it. By stack name where there are several. */
export interface World {
  readonly planned: Resources | Record<`stack ${string}`, Resources>;
  /** What the stacks were last deployed from. */
  readonly deployed?: Resources | Record<`stack ${string}`, Resources>;
  readonly status?: string;
  /** Of every stack; each template declares them. */
  readonly parameters?: Record<string, string>;
  /** Of every stack that is to be deployed. */
  readonly tags?: Record<string, string>;
  /** Physical ids by logical id. */
  readonly physical?: Record<string, string>;
  /** Record sets of the zone `example.com`, whose id is ZONE. */
  readonly live?: readonly ResourceRecordSet[];
  /** Other zones of that name, or of others. */
  readonly otherZones?: Record<string, string>;
  /** The VPC of each private zone, by its id. */
  readonly vpcs?: Record<string, readonly string[]>;
  /** What stacks of the account export. */
  readonly exports?: Record<string, string>;
  readonly recordLimit?: number;
  readonly healthChecks?: readonly string[];
  readonly healthCheckLimit?: number;
  readonly dns?: Record<string, readonly string[] | string>;
}

function stacksOf(resources: World['planned'] = {}): Record<string, Resources> {
  const several = Object.keys(resources).some(key => key.startsWith('stack '));
  if (!several) return Object.keys(resources).length > 0 ? { Web: resources as Resources } : {};
  return Object.fromEntries(Object.entries(resources).map(([key, value]) => [key.slice('stack '.length), value as Resources]));
}

/** What every zone holds from the beginning (behaviour 5.2). */
const automatic = (name: string): ResourceRecordSet[] =>
  ['NS', 'SOA'].map(Type => live({ Name: name, Type, values: [`${Type} value`] }));

export function factsOf(world: World): Promise<PreflightFacts> {
  const deployed = stacksOf(world.deployed);
  const Parameters = Object.fromEntries(Object.keys(world.parameters ?? {}).map(name => [name, { Type: 'String' }]));
  const zones = new Map([[ZONE, 'example.com.'], ...Object.entries(world.otherZones ?? {})]);
  const vpcs = new Map(Object.entries(world.vpcs ?? {}));
  const zonesWhose = (wanted: (name: string) => boolean): Promise<Zone[]> =>
    Promise.resolve([...zones].filter(([, name]) => wanted(name)).map(([id, name]) => ({ id, name, isPrivate: vpcs.has(id) })));
  const reader: LiveReader = {
    zone: id =>
      Promise.resolve(
        zones.has(id)
          ? { id, name: zones.get(id)!, isPrivate: vpcs.has(id), vpcs: vpcs.get(id) ?? [], nameServers: ['ns-1.test'] }
          : undefined,
      ),
    zonesNamed: name => zonesWhose(other => other === name),
    zonesWithin: name => zonesWhose(other => isInZone(other, name)),
    recordSets: id => Promise.resolve([...automatic(zones.get(id)!), ...(id === ZONE ? (world.live ?? []) : [])]),
    recordLimit: () => Promise.resolve(world.recordLimit ?? 10_000),
    healthCheckIds: () => Promise.resolve([...(world.healthChecks ?? [])]),
    healthCheckLimit: () => Promise.resolve(world.healthCheckLimit ?? 200),
    exports: () => Promise.resolve(new Map(Object.entries(world.exports ?? {}))),
    stack: name => {
      const resources = deployed[name];
      if (!resources) return Promise.resolve(undefined);
      return Promise.resolve({
        status: world.status ?? 'UPDATE_COMPLETE',
        template: JSON.stringify({ Resources: resources, Parameters }),
        parameters: world.parameters,
        resources: Object.entries(resources).map(([logicalId, { Type: type }]) => ({
          logicalId,
          physicalId: world.physical?.[logicalId] ?? logicalId,
          type,
        })),
      });
    },
  };
  const askDns: AskDns = (zone, questions) =>
    Promise.resolve(
      questions.flatMap(question => {
        const answered = world.dns?.[`${question.name} ${question.type}`];
        return answered === undefined ? [] : [{ zoneId: zone.id, ...question, server: 'ns-1.test', answered }];
      }),
    );
  const assembly: StackTemplate[] = Object.entries(stacksOf(world.planned)).map(([name, Resources]) => ({
    name,
    stackName: name,
    file: `${name}.template.json`,
    bytes: 0,
    template: { Resources, Parameters },
    tags: world.tags,
  }));
  return gatherFacts(assembly, reader, askDns);
}

export const findingsIn = async (world: World): Promise<Finding[]> => judgeDeployment(await factsOf(world));

/** A record set as the API lists it. */
export function live(properties: Partial<ResourceRecordSet> & { values?: readonly string[] } = {}): ResourceRecordSet {
  const { values = ['52.0.0.9'], ...rest } = properties;
  return {
    Name: 'www.example.com.',
    Type: 'A',
    ...(rest.AliasTarget ? {} : { TTL: 60, ResourceRecords: values.map(Value => ({ Value })) }),
    ...rest,
  };
}

/** A multivalue record set as the API lists it. */
export const liveMember = (address: string, properties: Partial<ResourceRecordSet> = {}): ResourceRecordSet =>
  live({ values: [address], SetIdentifier: address, MultiValueAnswer: true, ...properties });
