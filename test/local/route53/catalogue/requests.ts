/** What a change batch is refused for by itself, as a request that cannot be (behaviour 6.1). */
import type { Change } from '@aws-sdk/client-route-53';
import { alias, change, create, set, weighted } from './world';

export type RequestFault = readonly [situation: string, changes: () => Change[], text: string];

const BAD_ACTION =
  "Invalid XML ; cvc-enumeration-valid: Value 'REPLACE' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. " +
  'It must be a value from the enumeration.';
const POLICIES = '[Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]';
const CONTENTS = '[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
const at = (name: string, id: string | null = null): string =>
  `in Change with [Action=CREATE, Name=${name}.example.com, Type=A, SetIdentifier=${id}]`;

export const requestFaults = (): readonly RequestFault[] => [
  [
    'a policy without a set identifier',
    () => create(set('new', { Weight: 1 })),
    `Invalid request: Missing field 'SetIdentifier' ${at('new')}`,
  ],
  [
    'a set identifier without a policy',
    () => create(set('new', { SetIdentifier: 's' })),
    `Invalid request: Expected exactly one of ${POLICIES}, but found none ${at('new', 's')}`,
  ],
  [
    'two policies',
    () => create(set('new', { SetIdentifier: 's', Weight: 1, MultiValueAnswer: true })),
    `Invalid request: Expected exactly one of ${POLICIES}, but found more than one ${at('new', 's')}`,
  ],
  [
    'no value',
    () => create(set('new', { ResourceRecords: undefined })),
    `Invalid request: Expected exactly one of ${CONTENTS}, but found none ${at('new')}`,
  ],
  [
    'values without a TTL',
    () => create(set('new', { TTL: undefined })),
    `Invalid request: Expected exactly one of ${CONTENTS}, but found none ${at('new')}`,
  ],
  [
    'alias and values',
    () => create(set('new', { ...alias('simple.example.com'), TTL: 1, ResourceRecords: [{ Value: '1.2.3.4' }] })),
    `Invalid request: Expected exactly one of ${CONTENTS}, but found more than one ${at('new')}`,
  ],
  [
    'two places in one',
    () => create(set('new', { SetIdentifier: 's', GeoLocation: { ContinentCode: 'EU', CountryCode: 'DE' } })),
    `Invalid request: Expected exactly one of [ContinentCode, or CountryCode] of GeoLocation, but found more than one ${at('new', 's')}`,
  ],
  [
    'no place',
    () => create(set('new', { SetIdentifier: 's', GeoProximityLocation: { Bias: 1 } })),
    `Invalid request: Expected exactly one of [AWSRegion, LocalZoneGroup, or at least one of [Coordinates, or all of [Latitude, and Longitude]]], but found none ${at('new', 's')}`,
  ],
  ['a bad action', () => [change('REPLACE', set('new'))], BAD_ACTION],
  [
    'a weight of 300',
    () => create(set('new', weighted('a', { Weight: 300 }))),
    "1 validation error detected: Value '300' at 'changeBatch.changes.1.member.resourceRecordSet.weight' failed to satisfy constraint: Member must have value less than or equal to 255",
  ],
  [
    'a set identifier of 129 characters',
    () => create(set('new', weighted('x'.repeat(129)))),
    `Invalid XML ; cvc-maxLength-valid: Value '${'x'.repeat(129)}' with length = '129' is not facet-valid with respect to maxLength '128' for type 'SetIdentifier'.`,
  ],
  [
    'no change at all',
    () => [],
    `Invalid XML ; cvc-complex-type.2.4.b: The content of element 'Changes' is not complete. One of '{"https://route53.amazonaws.com/doc/2013-04-01/":Change}' is expected.`,
  ],
];
