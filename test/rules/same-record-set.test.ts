import type { ResourceRecordSet } from '../../lib/rules/record-set';
import { identity, sameRecordSet } from '../../lib/rules/same-record-set';

const SET: ResourceRecordSet = {
  Name: 'www.shop.example.',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '52.0.0.1' }, { Value: '52.0.0.2' }],
};
const ALIAS: ResourceRecordSet = {
  Name: 'www.shop.example.',
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1', DNSName: 'pool.shop.example.', EvaluateTargetHealth: true },
};

test.each<[string, ResourceRecordSet, ResourceRecordSet]>([
  ['the order of values', SET, { ...SET, ResourceRecords: [...SET.ResourceRecords!].reverse() }],
  ['how a name is spelled', SET, { ...SET, Name: 'WWW.shop.example' }],
  ['MultiValueAnswer false', SET, { ...SET, MultiValueAnswer: false }],
  ['a path before the zone of a target, and its name', ALIAS, { ...ALIAS, AliasTarget: { ...ALIAS.AliasTarget!, HostedZoneId: '/hostedzone/Z1', DNSName: 'Pool.shop.example' } }], // prettier-ignore
  ['the order of codes', { ...SET, GeoLocation: { CountryCode: 'US', SubdivisionCode: 'CA' } }, { ...SET, GeoLocation: { SubdivisionCode: 'CA', CountryCode: 'US' } }], // prettier-ignore
])('%s makes no other record set (behaviour 1.2, 5.1, 5.3)', (_, a, b) => expect(sameRecordSet(a, b)).toBe(true));

test.each<[string, Partial<ResourceRecordSet>]>([
  ['TTL', { TTL: 61 }],
  ['Type', { Type: 'AAAA' }],
  ['SetIdentifier', { SetIdentifier: 'a' }],
  ['Weight', { Weight: 0 }],
  ['Region', { Region: 'us-east-1' }],
  ['Failover', { Failover: 'PRIMARY' }],
  ['MultiValueAnswer', { MultiValueAnswer: true }],
  ['HealthCheckId', { HealthCheckId: '1' }],
  ['GeoLocation', { GeoLocation: { CountryCode: '*' } }],
  ['GeoProximityLocation', { GeoProximityLocation: { AWSRegion: 'us-east-1' } }],
  ['CidrRoutingConfig', { CidrRoutingConfig: { CollectionId: '1', LocationName: '*' } }],
  ['the text of a value (unconfirmed)', { ResourceRecords: [{ Value: '52.0.0.1' }, { Value: '052.0.0.2' }] }],
])('%s does (behaviour 5.3)', (_, other) => expect(sameRecordSet(SET, { ...SET, ...other })).toBe(false));

test('an alias is told by its target, zone and health', () => {
  const target = ALIAS.AliasTarget!;
  for (const other of [{ DNSName: 'x.shop.example.' }, { HostedZoneId: 'Z2' }, { EvaluateTargetHealth: false }])
    expect(sameRecordSet(ALIAS, { ...ALIAS, AliasTarget: { ...target, ...other } })).toBe(false);
  expect(sameRecordSet(ALIAS, SET)).toBe(false);
});

test('what is no name stands for itself', () => {
  expect(identity({ Name: 'a..b', Type: 'A' })).toBe(identity({ Name: 'a..b', Type: 'A' }));
  expect(identity({ Name: 'a..b', Type: 'A' })).not.toBe(identity({ Name: 'A..b', Type: 'A' }));
});
