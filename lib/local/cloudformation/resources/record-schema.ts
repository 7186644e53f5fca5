/** Properties of one record set, as the types RecordSet and RecordSetGroup share them (behaviour 7.1). */
import type { Schema } from './schema';

const TEXT = { type: 'string' } as const;
const NEEDED_TEXT = { type: 'string', required: true } as const;

export const RECORD_PROPERTIES: Schema = {
  AliasTarget: {
    type: { object: { DNSName: NEEDED_TEXT, EvaluateTargetHealth: { type: 'boolean' }, HostedZoneId: NEEDED_TEXT } },
  },
  CidrRoutingConfig: { type: { object: { CollectionId: NEEDED_TEXT, LocationName: NEEDED_TEXT } } },
  Failover: TEXT,
  GeoLocation: { type: { object: { ContinentCode: TEXT, CountryCode: TEXT, SubdivisionCode: TEXT } } },
  GeoProximityLocation: {
    type: {
      object: {
        AWSRegion: TEXT,
        LocalZoneGroup: TEXT,
        Bias: { type: 'integer' },
        Coordinates: { type: { object: { Longitude: NEEDED_TEXT, Latitude: NEEDED_TEXT } } },
      },
    },
  },
  HealthCheckId: TEXT,
  HostedZoneId: TEXT,
  HostedZoneName: TEXT,
  MultiValueAnswer: { type: 'boolean' },
  Name: NEEDED_TEXT,
  Region: TEXT,
  ResourceRecords: { type: { listOf: 'string' } },
  SetIdentifier: TEXT,
  TTL: TEXT,
  Type: NEEDED_TEXT,
  Weight: { type: 'integer' },
};

const REPLACES = { type: 'string', replaces: true } as const;

export const RECORD_SET: Schema = {
  ...RECORD_PROPERTIES,
  Comment: TEXT,
  Name: { ...NEEDED_TEXT, replaces: true },
  HostedZoneId: REPLACES,
  HostedZoneName: REPLACES,
};

export const RECORD_SET_GROUP: Schema = {
  Comment: TEXT,
  HostedZoneId: REPLACES,
  HostedZoneName: REPLACES,
  RecordSets: { type: { listOf: { object: RECORD_PROPERTIES } } },
};
