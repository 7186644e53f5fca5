import type { VPC } from '@aws-sdk/client-route-53';
import { ResourceError } from '../errors';
import type { JsonObject } from '../../../template/json';
import type { ResourceType } from './resource-type';
import { attempt, attemptDelete, type Route53, type Settled } from './route53';
import type { Schema } from './schema';
import { setTags, TAGS, tagsOf } from './tags';

export const HOSTED_ZONE: Schema = {
  HostedZoneConfig: { type: { object: { Comment: { type: 'string' } } } },
  HostedZoneFeatures: { type: { object: { EnableAcceleratedRecovery: { type: 'boolean' } } } },
  HostedZoneTags: TAGS,
  Name: { type: 'string', replaces: true },
  QueryLoggingConfig: { type: { object: { CloudWatchLogsLogGroupArn: { type: 'string', required: true } } } },
  VPCs: {
    type: { listOf: { object: { VPCId: { type: 'string', required: true }, VPCRegion: { type: 'string', required: true } } } },
  },
};

export function hostedZoneType(route53: Route53, settled: Settled): ResourceType {
  return {
    name: 'AWS::Route53::HostedZone',
    schema: HOSTED_ZONE,
    attributes: ['Id', 'NameServers'],
    tagProperty: 'HostedZoneTags',
    async create(properties, context) {
      const vpcs = vpcsOf(properties);
      const comment = commentOf(properties);
      const zone = await attempt(() =>
        route53.CreateHostedZone({
          Name: (properties.Name ?? '') as string,
          CallerReference: context.unique(),
          ...(vpcs.length > 0 ? { VPC: vpcs[0] } : {}),
          ...(comment === undefined ? {} : { HostedZoneConfig: { Comment: comment, PrivateZone: vpcs.length > 0 } }),
        }),
      );
      const id = zone.HostedZone!.Id!.replace('/hostedzone/', '');
      try {
        await setTags(route53, 'hostedzone', id, [], tagsOf(properties, 'HostedZoneTags'));
      } catch (error) {
        await route53.DeleteHostedZone({ Id: id });
        throw error;
      }
      await settled(zone.ChangeInfo);
      const nameServers = zone.DelegationSet?.NameServers;
      return { physicalId: id, attributes: { Id: id, ...(nameServers ? { NameServers: nameServers } : {}) } };
    },
    async update({ physicalId, properties: before, attributes }, properties) {
      if (JSON.stringify(vpcsOf(before)) !== JSON.stringify(vpcsOf(properties))) {
        throw new ResourceError(
          'The local Route 53 cannot change the VPCs of a hosted zone; delete the zone and create it again',
        );
      }
      await setTags(route53, 'hostedzone', physicalId, tagsOf(before, 'HostedZoneTags'), tagsOf(properties, 'HostedZoneTags'));
      if (commentOf(before) !== commentOf(properties)) {
        await attempt(() => route53.UpdateHostedZoneComment({ Id: physicalId, Comment: commentOf(properties) ?? '' }));
      }
      return { physicalId, attributes };
    },
    async delete({ physicalId }) {
      await attemptDelete(() => route53.DeleteHostedZone({ Id: physicalId }), 'NoSuchHostedZone');
    },
  };
}

function commentOf(properties: JsonObject): string | undefined {
  return (properties.HostedZoneConfig as { Comment?: string } | undefined)?.Comment;
}

function vpcsOf(properties: JsonObject): readonly VPC[] {
  const vpcs = (properties.VPCs ?? []) as readonly VPC[];
  if (vpcs.length > 1) {
    throw new ResourceError(`The local Route 53 associates a private hosted zone with one VPC, got ${vpcs.length}`);
  }
  return vpcs;
}
