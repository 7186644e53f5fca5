import type { ChangeInfo, VPC } from '@aws-sdk/client-route-53';
import { bareId } from '../../../rules/ids';
import { ResourceError } from '../errors';
import type { JsonObject } from '../../../template/json';
import type { ResourceType } from './resource-type';
import { allOrNothing, attemptCall, attemptDelete, type Route53Calls, type Settled, type Step } from './route53';
import type { Schema } from './schema';
import { setTags, TAGS, tagsOf } from './tags';

export const HOSTED_ZONE: Schema = {
  HostedZoneConfig: { type: { object: { Comment: { type: 'string' } } } },
  HostedZoneFeatures: { type: { object: { EnableAcceleratedRecovery: { type: 'boolean' } } } },
  HostedZoneTags: TAGS,
  Name: { type: 'string', replaces: true },
  QueryLoggingConfig: { type: { object: { CloudWatchLogsLogGroupArn: { type: 'string', required: true } } } },
  VPCs: {
    type: {
      listOf: { object: { VPCId: { type: 'string', required: true }, VPCRegion: { type: 'string', required: true } } },
      unique: true,
    },
  },
};

export function hostedZoneType(route53: Route53Calls, settled: Settled): ResourceType {
  return {
    name: 'AWS::Route53::HostedZone',
    schema: HOSTED_ZONE,
    attributes: ['Id', 'NameServers'],
    tagProperty: 'HostedZoneTags',
    async create(properties, context) {
      checkFeatures(properties);
      const [vpc] = vpcsOf(properties);
      const comment = commentOf(properties);
      const zone = await attemptCall(() =>
        route53.CreateHostedZone({
          Name: (properties.Name ?? '') as string,
          CallerReference: context.unique(),
          ...(vpc ? { VPC: vpc } : {}),
          ...(comment === undefined ? {} : { HostedZoneConfig: { Comment: comment, PrivateZone: vpc !== undefined } }),
        }),
      );
      const id = bareId(zone.HostedZone!.Id);
      const asCreated = { ...properties, HostedZoneTags: [], QueryLoggingConfig: null, VPCs: vpc ? [{ ...vpc }] : [] };
      const changes = [zone.ChangeInfo];
      await allOrNothing([
        { make: () => Promise.resolve(), undo: () => route53.DeleteHostedZone({ Id: id }) },
        ...steps(route53, id, asCreated, properties, changes),
      ]);
      await settledAll(changes);
      const nameServers = zone.DelegationSet?.NameServers;
      return { physicalId: id, attributes: { Id: id, ...(nameServers ? { NameServers: nameServers } : {}) } };
    },
    async update({ physicalId, properties: before, attributes }, properties) {
      checkFeatures(properties);
      const changes: (ChangeInfo | undefined)[] = [];
      await allOrNothing(steps(route53, physicalId, before, properties, changes));
      await settledAll(changes);
      return { physicalId, attributes };
    },
    async delete({ physicalId }) {
      await attemptDelete(() => route53.DeleteHostedZone({ Id: physicalId }), 'NoSuchHostedZone');
    },
  };

  async function settledAll(changes: readonly (ChangeInfo | undefined)[]): Promise<void> {
    await Promise.all(changes.map(settled));
  }
}

/** What turns a zone as `before` has it into what `after` says. A private zone keeps a VPC at all times: new ones come before old ones go. */
function steps(
  route53: Route53Calls,
  id: string,
  before: JsonObject,
  after: JsonObject,
  changes: (ChangeInfo | undefined)[],
): readonly Step[] {
  const associate = async (vpc: VPC): Promise<unknown> =>
    changes.push((await attemptCall(() => route53.AssociateVPCWithHostedZone({ HostedZoneId: id, VPC: vpc }))).ChangeInfo);
  const disassociate = async (vpc: VPC): Promise<unknown> =>
    changes.push((await attemptCall(() => route53.DisassociateVPCFromHostedZone({ HostedZoneId: id, VPC: vpc }))).ChangeInfo);
  const comment = (properties: JsonObject): Promise<unknown> =>
    attemptCall(() => route53.UpdateHostedZoneComment({ Id: id, Comment: commentOf(properties) ?? '' }));
  const [vpcsBefore, vpcsAfter] = [vpcsOf(before), vpcsOf(after)];
  const [logBefore, logAfter] = [logGroupOf(before), logGroupOf(after)];
  return [
    setTags(route53, 'hostedzone', id, tagsOf(before, 'HostedZoneTags'), tagsOf(after, 'HostedZoneTags')),
    ...(commentOf(before) === commentOf(after) ? [] : [{ make: () => comment(after), undo: () => comment(before) }]),
    ...(logBefore === logAfter
      ? []
      : [logQueries(route53, id, logBefore, undefined), logQueries(route53, id, undefined, logAfter)]),
    ...without(vpcsAfter, vpcsBefore).map(vpc => ({ make: () => associate(vpc), undo: () => disassociate(vpc) })),
    ...without(vpcsBefore, vpcsAfter).map(vpc => ({ make: () => disassociate(vpc), undo: () => associate(vpc) })),
  ];
}

/** A zone has one configuration, to which a log group may be new or no longer needed. */
function logQueries(route53: Route53Calls, id: string, before: string | undefined, after: string | undefined): Step {
  const change = async (from: string | undefined, to: string | undefined): Promise<void> => {
    if (from !== undefined) {
      const { QueryLoggingConfigs: configs = [] } = await attemptCall(() =>
        route53.ListQueryLoggingConfigs({ HostedZoneId: id }),
      );
      for (const { Id } of configs) {
        await attemptDelete(() => route53.DeleteQueryLoggingConfig({ Id }), 'NoSuchQueryLoggingConfig');
      }
    }
    if (to !== undefined) {
      await attemptCall(() => route53.CreateQueryLoggingConfig({ HostedZoneId: id, CloudWatchLogsLogGroupArn: to }));
    }
  };
  return { make: () => change(before, after), undo: () => change(after, before) };
}

function checkFeatures(properties: JsonObject): void {
  const { EnableAcceleratedRecovery: on } = (properties.HostedZoneFeatures ?? {}) as { EnableAcceleratedRecovery?: boolean };
  if (on) {
    throw new ResourceError(
      'The local Route 53 has no accelerated recovery: leave HostedZoneFeatures out of what is deployed here, or set EnableAcceleratedRecovery to false',
    );
  }
}

function commentOf(properties: JsonObject): string | undefined {
  return (properties.HostedZoneConfig as { Comment?: string } | undefined)?.Comment;
}

function logGroupOf(properties: JsonObject): string | undefined {
  return (properties.QueryLoggingConfig as { CloudWatchLogsLogGroupArn?: string } | undefined)?.CloudWatchLogsLogGroupArn;
}

function vpcsOf(properties: JsonObject): readonly VPC[] {
  return (properties.VPCs ?? []) as readonly VPC[];
}

function without(vpcs: readonly VPC[], others: readonly VPC[]): readonly VPC[] {
  return vpcs.filter(vpc => !others.some(other => other.VPCId === vpc.VPCId && other.VPCRegion === vpc.VPCRegion));
}
