/** What a change batch is refused for because of the alias targets, places and values in it (behaviour 3.2, 3.5, 6.1), with the whole text. */
import type { BatchFault } from './batches';
import { create, set, zone } from './world';

const to = (HostedZoneId: string, DNSName: string, more: object = {}): object => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: false, ...more },
});
const tried = (name: string, id: string, type = 'A'): string =>
  `Tried to create an alias that targets ${name}, type ${type} in zone ${id}, but`;
const OUTSIDE = 'the alias target name does not lie within the target zone';
const MISSING = 'that target was not found';
const CLOUDFRONT = 'Z2FDTNDATAQYW2';
const placed = (more: object): object => ({ SetIdentifier: 's', ...more });
const COLLECTION = '00000000-0000-4000-8000-00000000000';

export const targetFaults = (): readonly BatchFault[] => [
  [
    'an alias of a distribution in the zone of load balancers',
    () => create(set('new', to('Z14GRHDCWA56QT', 'd111111abcdef8.cloudfront.net'))),
    () => `${tried('d111111abcdef8.cloudfront.net.', 'Z14GRHDCWA56QT')} ${OUTSIDE}`,
  ],
  [
    'an alias of a website in the zone of another Region',
    () => create(set('new', to('Z3BJ6K6RIION7M', 's3-website-us-east-1.amazonaws.com'))),
    () => `${tried('s3-website-us-east-1.amazonaws.com.', 'Z3BJ6K6RIION7M')} ${OUTSIDE}`,
  ],
  [
    'an alias of a load balancer in its own zone',
    () => create(set('new', to(zone, 'lb-1.us-east-1.elb.amazonaws.com'))),
    () => `${tried('lb-1.us-east-1.elb.amazonaws.com.', zone)} ${OUTSIDE}`,
  ],
  [
    'an IPv6 alias of a website',
    () => create(set('new', { Type: 'AAAA', ...to('Z3AQBSTGFYJSTF', 's3-website-us-east-1.amazonaws.com') })),
    () => `${tried('s3-website-us-east-1.amazonaws.com.', 'Z3AQBSTGFYJSTF', 'AAAA')} ${MISSING}`,
  ],
  [
    'an alias in a zone that nobody has',
    () => create(set('new', to('ZUNKNOWN', 'www.example.org'))),
    () => `${tried('www.example.org.', 'ZUNKNOWN')} ${MISSING}`,
  ],
  [
    'an alias of nothing',
    () => create(set('new', to(zone, ''))),
    () => "FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''",
  ],
  [
    'no name',
    () => create({ ...set('x'), Name: '' }),
    () => "FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''",
  ],
  [
    'the health of a distribution',
    () => create(set('new', to(CLOUDFRONT, 'd111111abcdef8.cloudfront.net', { EvaluateTargetHealth: true }))),
    () =>
      'RRSet with DNS name new.example.com., type A cannot be created because EvaluateTargetHealth cannot be true for an alias of a CloudFront distribution.',
  ],
  [
    'an alias of a type that has none',
    () => create(set('new', { Type: 'NS', ...to(zone, 'other.example.com') })),
    () => 'RRSet with DNS name new.example.com., type NS contains an alias target, but aliases of that type are forbidden',
  ],
  [
    'a wildcard delegation',
    () => create(set('*', { Type: 'NS', ResourceRecords: [{ Value: 'ns.example.org' }] })),
    () => 'Changing wildcard NS record sets are not supported. No changes made.',
  ],
  [
    'a Region that does not exist',
    () => create(set('new', placed({ Region: 'xx-fake-1' }))),
    () => "Cannot find region 'xx-fake-1'. No changes made.",
  ],
  [
    'a Region for proximity that does not exist',
    () => create(set('new', placed({ GeoProximityLocation: { AWSRegion: 'xx-fake-1' } }))),
    () => 'Cannot find GeoProximityLocation with AWSRegion = xx-fake-1. No changes made.',
  ],
  [
    'a Local Zone group that does not exist',
    () => create(set('new', placed({ GeoProximityLocation: { LocalZoneGroup: 'not-a-zone-group' } }))),
    () => 'Cannot find GeoProximityLocation with LocalZoneGroup = not-a-zone-group. No changes made.',
  ],
  [
    'a continent that does not exist',
    () => create(set('new', placed({ GeoLocation: { ContinentCode: 'XX' } }))),
    () => "Cannot find location: ' continent = XX'. No changes made.",
  ],
  [
    'a country that Route 53 does not list',
    () => create(set('new', placed({ GeoLocation: { CountryCode: 'BV' } }))),
    () => "Cannot find location: 'country = BV'. No changes made.",
  ],
  [
    'a subdivision of a country that has none',
    () => create(set('new', placed({ GeoLocation: { CountryCode: 'CA', SubdivisionCode: 'ON' } }))),
    () => "Cannot find location: 'country = CA subdivision = ON'. No changes made.",
  ],
  [
    'a subdivision of a continent',
    () => create(set('new', placed({ GeoLocation: { ContinentCode: 'NA', SubdivisionCode: 'WA' } }))),
    () => "Cannot find location: ' continent = NA subdivision = WA'. No changes made.",
  ],
  [
    'a Region twice',
    () => create(...['s1', 's2'].map(id => set('new', { SetIdentifier: id, Region: 'us-east-1' }))),
    () =>
      'RRSet with DNS name new.example.com., type A, SetIdentifier s2, and Region Name=us-east-1 cannot be created because a latency RRSet with the same name, type and region already exists.',
  ],
  [
    'two collections in one group',
    () =>
      create(
        ...[1, 2].map(n =>
          set('new', { SetIdentifier: `s${n}`, CidrRoutingConfig: { CollectionId: COLLECTION + n, LocationName: `at${n}` } }),
        ),
      ),
    () =>
      `RRSet with DNS name new.example.com., type A, SetIdentifier s2, and routing to CidrCollectionId=${COLLECTION}2 CidrLocationId=at2 cannot be created because a CIDR RRSets with a different collection id (${COLLECTION}1) already exist`,
  ],
  [
    'a character that no name has',
    () => create({ ...set('x'), Name: 'b\u00fccher.example.com' }),
    () => "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with '?'",
  ],
  [
    'a label of 64 characters, shown as it was sent',
    () => create({ ...set('x'), Name: `${'A'.repeat(64)}.example.com.` }),
    () => `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${'A'.repeat(64)}'`,
  ],
  [
    'a name of 256 characters, shown as it was sent',
    () => create({ ...set('x'), Name: `${'A.'.repeat(122)}example.com` }),
    () => `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with '${'A.'.repeat(122)}example.com'`,
  ],
  [
    'a warning, which is refused too',
    () => create(set('new', { Type: 'NAPTR', ResourceRecords: [{ Value: '100 50 "U" "E2U+sip" "!a!b!" c.example.com.' }] })),
    () =>
      'Invalid Resource Record: \'WARNING problem: NAPTRRRDATARegexpAndReplacementError (NAPTR record can have only one field in regexp and replacement) encountered with \'100 50 "U" "E2U+sip" "!a!b!" c.example.com.\'\'',
  ],
  [
    'a priority of 32768',
    () => create(set('new', { Type: 'SVCB', ResourceRecords: [{ Value: '32768 .' }] })),
    () => 'Unsupported SvcPriority value.',
  ],
];
