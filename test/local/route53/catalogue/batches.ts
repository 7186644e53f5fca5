/** What a change batch is refused for when it is looked at beside its zone (behaviour 6.1), with the whole text. */
import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { alias, change, check, create, local, mva, set, weighted, zone } from './world';

export type BatchFault = readonly [situation: string, changes: () => Change[], text: () => string];

const COLLECTION = '00000000-0000-4000-8000-000000000000';
const values = (count: number, length = 7): { Value: string }[] =>
  Array.from({ length: count }, (_, i) => ({ Value: `"${String(i).padStart(length - 2, '0')}"` }));

export const batchFaults = (): readonly BatchFault[] => [
  [
    'CREATE of an existing set',
    () => create(set('simple')),
    () => "Tried to create resource record set [name='simple.example.com.', type='A'] but it already exists",
  ],
  [
    'CREATE of an existing policy set',
    () => create(set('mva', mva('a'))),
    () => "Tried to create resource record set [name='mva.example.com.', type='A', set-identifier='a'] but it already exists",
  ],
  [
    'DELETE of a missing set',
    () => [change('DELETE', set('none'))],
    () => "Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found",
  ],
  [
    'DELETE of a missing policy set',
    () => [change('DELETE', set('mva', mva('none')))],
    () => "Tried to delete resource record set [name='mva.example.com.', type='A', set-identifier='none'] but it was not found",
  ],
  [
    'DELETE with other values',
    () => [change('DELETE', set('simple', { TTL: 61 }))],
    () =>
      "Tried to delete resource record set [name='simple.example.com.', type='A'] but the values provided do not match the current values",
  ],
  [
    'the same set twice',
    () => create(set('new'), set('NEW')),
    () => "The request contains an invalid set of changes for a resource record set 'A new.example.com.'",
  ],
  [
    'DELETE of a set twice',
    () => [change('DELETE', set('simple')), change('DELETE', set('simple'))],
    () => "The request contains an invalid set of changes for a resource record set 'A simple.example.com.'",
  ],
  [
    'multivalue into a simple group',
    () => create(set('simple', mva('b'))),
    () =>
      'RRSet with DNS name simple.example.com., type A, SetIdentifier b cannot be created because a non multivalue answer rrset exists with the same name and type.',
  ],
  [
    'simple into a policy group',
    () => create(set('mva')),
    () => 'RRSet with DNS name mva.example.com., type A cannot be created as other RRSets exist with the same name and type.',
  ],
  [
    'weighted into another group',
    () => create(set('mva', weighted('b'))),
    () =>
      'RRSet with DNS name mva.example.com., type A, SetIdentifier b cannot be created as a non-weighted set exists with the same name and type.',
  ],
  [
    'latency into another group',
    () => create(set('weighted', { SetIdentifier: 'b', Region: 'us-east-1' })),
    () =>
      'RRSet with DNS name weighted.example.com., type A, SetIdentifier b, and Region Name=us-east-1 cannot be created because a non-latency RRSet with the same name and type already exists.',
  ],
  [
    'failover into another group',
    () => create(set('weighted', { SetIdentifier: 'b', Failover: 'PRIMARY', HealthCheckId: check })),
    () =>
      'RRSet with DNS name weighted.example.com., type A, SetIdentifier b marked as primary cannot be created because a non-failover RRSet with the same name and type already exists',
  ],
  [
    'a multivalue alias',
    () => create(set('new', { ...alias('simple.example.com'), ...mva('a') })),
    () => 'Multivalue answer rrset should not be an alias rrset. No changes made.',
  ],
  [
    'a multivalue CNAME',
    () => create(set('new', mva('a', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] }))),
    () =>
      'RRSet with DNS name new.example.com., type CNAME, SetIdentifier a cannot be created because this type of RRSet is not supported.',
  ],
  [
    'a weighted NS',
    () => create(set('new', weighted('a', { Type: 'NS', ResourceRecords: [{ Value: 'a.b' }] }))),
    () =>
      'RRSet with DNS name new.example.com., type NS, SetIdentifier a cannot be created because this type of RRSet is not supported.',
  ],
  [
    'a failover SOA',
    () =>
      create({
        ...set('x', { Type: 'SOA', SetIdentifier: 's', Failover: 'SECONDARY' }),
        Name: 'example.com',
        ResourceRecords: [{ Value: 'ns-1.awsdns-01.com. hostmaster.example.com. 1 7200 900 1209600 86400' }],
      }),
    () =>
      'RRSet with DNS name example.com., type SOA, SetIdentifier s cannot be created because this type of RRSet is not supported.',
  ],
  [
    'another TTL in a weighted group',
    () => create(set('weighted', weighted('b', { TTL: 61 }))),
    () =>
      'RRSet with DNS name weighted.example.com., type A, SetIdentifier b cannot be created as weighted sets must contain the same TTL.',
  ],
  [
    'the 101st weighted set',
    () => create(set('full', weighted('x'))),
    () => 'Exceeded limit on number of weighted RRSets for full.example.com., type A in this zone.',
  ],
  [
    '401 values',
    () => create(set('new', { Type: 'TXT', ResourceRecords: values(401) })),
    () => 'Cannot have more than 400 records in a RRSet.',
  ],
  [
    '1001 values in a batch',
    () => [1, 2, 3].flatMap(n => create(set(`new${n}`, { Type: 'TXT', ResourceRecords: values(n === 3 ? 201 : 400) }))),
    () => 'Number of records limit of 1000 exceeded.',
  ],
  [
    '1001 aliases in a batch',
    () => create(...Array.from({ length: 1001 }, (_, n) => set(`alias${n}`, alias('simple.example.com')))),
    () => 'Number of records limit of 1000 exceeded.',
  ],
  [
    '501 values in a batch of UPSERTs',
    () => [1, 2].map(n => change('UPSERT', set(`new${n}`, { Type: 'TXT', ResourceRecords: values(n === 1 ? 400 : 101) }))),
    () => 'Number of records limit of 1000 exceeded.',
  ],
  [
    '32001 characters in a batch',
    () => create(set('new', { Type: 'TXT', ResourceRecords: [...values(319, 100), { Value: `"${'x'.repeat(99)}"` }] })),
    () => 'RDATA character limit of 32000 exceeded.',
  ],
  [
    '16001 characters in a batch of UPSERTs',
    () => [
      change('UPSERT', set('new', { Type: 'TXT', ResourceRecords: [...values(159, 100), { Value: `"${'x'.repeat(99)}"` }] })),
    ],
    () => 'RDATA character limit of 32000 exceeded.',
  ],
  [
    'a health check on a simple set',
    () => create(set('new', { HealthCheckId: check })),
    () =>
      'DNS name must have alternate ResourceRecordSet responses configured via a routing policy (e.g., Weight, Region, etc.) if a health check is attached. No changes made.',
  ],
  [
    'a primary without a health check',
    () => create(set('new', { SetIdentifier: 'p', Failover: 'PRIMARY' })),
    () => 'A non-alias primary ResourceRecordSet must have an associated health check. No changes made.',
  ],
  [
    'an alias primary that never fails',
    () => create(set('new', { ...alias('simple.example.com', false), SetIdentifier: 'p', Failover: 'PRIMARY' })),
    () =>
      'RRSet with DNS name new.example.com., type A, SetIdentifier p cannot be a primary without EvaluateTargetHealth set to true or an associated health check as a secondary would never be returned.',
  ],
  [
    'an alias to nothing',
    () => create(set('new', alias('none.example.com'))),
    () => `Tried to create an alias that targets none.example.com., type A in zone ${zone}, but that target was not found`,
  ],
  [
    'an alias out of the zone',
    () => create(set('new', alias('www.example.org'))),
    () =>
      `Tried to create an alias that targets www.example.org., type A in zone ${zone}, but the alias target name does not lie within the target zone`,
  ],
  [
    'A beside a CNAME',
    () => create(set('cname')),
    () =>
      'RRSet of type A with DNS name cname.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
  ],
  [
    'a CNAME beside others',
    () => create(set('simple', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] })),
    () =>
      'RRSet of type CNAME with DNS name simple.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
  ],
  [
    'a name outside the zone',
    () => create({ ...set('x'), Name: 'www.example.org' }),
    () => 'RRSet with DNS name www.example.org. is not permitted in zone example.com.',
  ],
  [
    'a bad IPv4 address',
    () => create(set('new', { ResourceRecords: [{ Value: '1.2.3.999' }] })),
    () =>
      "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '1.2.3.999''",
  ],
  [
    'a bad IPv6 address',
    () => create(set('new', { Type: 'AAAA', ResourceRecords: [{ Value: '1::2::3' }] })),
    () =>
      "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '1::2::3''",
  ],
  [
    'a bad character in a name',
    () => create({ ...set('x'), Name: 'a b.example.com' }),
    () => "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
  ],
  [
    'an empty label in a name',
    () => create({ ...set('x'), Name: 'a..example.com' }),
    () => "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.com'",
  ],
  // Texts of ours where none is recorded (docs/fidelity.md)
  [
    "the loss of the zone's SOA",
    () => [change('DELETE', local.store.state.zones.get(zone)!.recordSets.find(s => s.Type === 'SOA') as ResourceRecordSet)],
    () => 'A HostedZone must contain exactly one SOA record.',
  ],
  [
    "the loss of the zone's NS",
    () => [change('DELETE', local.store.state.zones.get(zone)!.recordSets.find(s => s.Type === 'NS') as ResourceRecordSet)],
    () => 'A HostedZone must contain at least one NS record for the zone itself.',
  ],
  [
    'a CNAME at the apex',
    () => create({ ...set('x', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.b' }] }), Name: 'example.com' }),
    () => 'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
  ],
  [
    'the 101st multivalue set',
    () => create(...Array.from({ length: 101 }, (_, i) => set('many', mva(`m${i}`)))),
    () => 'Exceeded limit on number of multivalue answer RRSets for many.example.com., type A in this zone.',
  ],
  [
    'the 101st IP-based set',
    () =>
      create(
        ...Array.from({ length: 101 }, (_, i) =>
          set('many', { SetIdentifier: `s${i}`, CidrRoutingConfig: { CollectionId: COLLECTION, LocationName: `at${i}` } }),
        ),
      ),
    () => 'Exceeded limit on number of IP-based RRSets for many.example.com., type A in this zone.',
  ],
  [
    'the 31st geoproximity set',
    () =>
      create(
        ...Array.from({ length: 31 }, (_, i) =>
          set('many', {
            SetIdentifier: `s${i}`,
            GeoProximityLocation: { Coordinates: { Latitude: `${i}`, Longitude: '0' } },
          }),
        ),
      ),
    () => 'Exceeded limit on number of geo-proximity RRSets for many.example.com., type A in this zone.',
  ],
  [
    'a value twice',
    () => create(set('new', { ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.1' }] })),
    () => "Duplicate Resource Record: '192.0.2.1'",
  ],
  [
    'a second primary',
    () => create(...['a', 'b'].map(id => set('new', { SetIdentifier: id, Failover: 'PRIMARY', HealthCheckId: check }))),
    () =>
      'RRSet with DNS name new.example.com., type A, SetIdentifier b cannot be created because another RRSet with the same name, type and Failover=PRIMARY already exists.',
  ],
];
