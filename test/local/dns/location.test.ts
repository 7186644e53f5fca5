/** Answers by the client's place, taken from the EDNS client subnet (behaviour 9, RFC 7871). */
import { decode } from 'dns-packet';
import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import { locationTable } from '../../../lib/local/dns/location-table';
import { testAnswer } from '../../../lib/local/dns/test-answer';
import { addresses, alias, multiValue, records } from '../../rules/routing/zone';
import { dnsOptions, hostedZone, inMemory, question, read, type World } from './world';

const ZONE = hostedZone('example.com.', [
  ...multiValue('www.example.com.', addresses(3)),
  records('geo.example.com.', 'A', ['10.0.0.1'], { SetIdentifier: 'default', GeoLocation: { CountryCode: '*' } }),
  records('geo.example.com.', 'A', ['10.0.0.2'], { SetIdentifier: 'de', GeoLocation: { CountryCode: 'DE' } }),
  records('geo.example.com.', 'A', ['10.0.0.3'], { SetIdentifier: 'fr', GeoLocation: { CountryCode: 'FR' } }),
  records('office.example.com.', 'A', ['10.0.1.1'], {
    SetIdentifier: '*',
    CidrRoutingConfig: { CollectionId: 'c', LocationName: '*' },
  }),
  records('office.example.com.', 'A', ['10.0.1.2'], {
    SetIdentifier: 'o',
    CidrRoutingConfig: { CollectionId: 'c', LocationName: 'office' },
  }),
  alias('tree.example.com.', 'A', 'geo.example.com.'),
]);
const WORLD: World = {
  zones: [ZONE],
  locations: [
    { prefix: '198.51.0.0/16', location: { country: 'FR', continent: 'EU' } },
    { prefix: '198.51.100.0/24', location: { country: 'DE', continent: 'EU', cidrLocation: 'office' } },
    { prefix: '2001:db8::/32', location: { country: 'DE' } },
  ],
};

function ask(
  name: string,
  subnet: string | undefined,
  world: Partial<World> = {},
): { answer: string | undefined; scope: number | undefined } {
  const reply = inMemory(dnsOptions({ ...WORLD, ...world })).respond(question(name, 'A', { subnet }), 'udp') ?? Buffer.alloc(0);
  const opt = decode(reply).additionals?.find(record => record.type === 'OPT') as unknown as {
    options: { scopePrefixLength: number }[];
  };
  return { answer: read(reply).answer[0]?.split(' ')[3], scope: opt?.options[0]?.scopePrefixLength };
}

test.each([
  { title: 'the entry with the longest prefix', subnet: '198.51.100.0/24', answer: '10.0.0.2', scope: 24 },
  { title: 'an address within it', subnet: '198.51.100.77/32', answer: '10.0.0.2', scope: 24 },
  { title: 'a subnet that no entry but the wider holds whole', subnet: '198.51.100.0/22', answer: '10.0.0.3', scope: 16 },
  { title: 'a subnet wider than any entry', subnet: '198.0.0.0/8', answer: '10.0.0.1', scope: 8 },
  { title: 'a subnet in no entry', subnet: '203.0.113.0/24', answer: '10.0.0.1', scope: 24 },
  { title: 'IPv6', subnet: '2001:db8:1::/48', answer: '10.0.0.2', scope: 32 },
  { title: 'no subnet', subnet: undefined, answer: '10.0.0.1', scope: undefined },
])('geolocation: $title', ({ subnet, answer, scope }) => {
  expect(ask('geo.example.com', subnet)).toEqual({ answer, scope });
  expect(ask('tree.example.com', subnet)).toEqual({ answer, scope });
});

test('IP-based: the location of the collection that the table gives the subnet', () => {
  expect(ask('office.example.com', '198.51.100.0/24')).toEqual({ answer: '10.0.1.2', scope: 24 });
  expect(ask('office.example.com', '198.51.101.0/24')).toEqual({ answer: '10.0.1.1', scope: 16 });
});

test('an answer that does not depend on the place says so with scope 0', () => {
  expect(ask('www.example.com', '198.51.100.0/24').scope).toBe(0);
});

test('the option comes back as it was sent, but for the scope', () => {
  const sent = question('geo.example.com', 'A', { subnet: '198.51.100.0/24' });
  const reply = inMemory(dnsOptions(WORLD)).respond(sent, 'udp') ?? Buffer.alloc(0);
  expect(reply.subarray(-11)).toEqual(Buffer.of(0, 8, 0, 7, 0, 1, 24, 24, 198, 51, 100));
});

test('clients of whom the table says nothing are where they are said to be', () => {
  const world = { clientLocation: { country: 'FR' } };
  expect(ask('geo.example.com', undefined, world).answer).toBe('10.0.0.3');
  expect(ask('geo.example.com', '203.0.113.0/24', world).answer).toBe('10.0.0.3');
  expect(ask('geo.example.com', '198.51.100.0/24', world).answer).toBe('10.0.0.2');
});

test('private zones do not look at the client subnet (behaviour 9)', () => {
  const zone = { ...ZONE, vpcs: [{ accountId: LOCAL_ACCOUNT, VPCId: 'vpc-1' }] };
  expect(ask('geo.example.com', '198.51.100.0/24', { zones: [zone], answerPrivate: true }).answer).toBe('10.0.0.1');
});

const subnet = (...data: number[]): Buffer => {
  const plain = question('geo.example.com', 'A', { udpBytes: 1232 });
  plain.writeUInt16BE(4 + data.length, plain.length - 2);
  return Buffer.concat([plain, Buffer.of(0, 8, 0, data.length, ...data)]);
};

test.each([
  ['a family that is neither IPv4 nor IPv6', subnet(0, 3, 8, 0, 10)],
  ['a prefix longer than the address', subnet(0, 1, 33, 0, 198, 51, 100, 7, 0)],
  ['fewer bytes than the prefix needs', subnet(0, 1, 24, 0, 198, 51)],
  ['more bytes than the prefix needs', subnet(0, 1, 24, 0, 198, 51, 100, 0)],
  ['bits set beyond the prefix', subnet(0, 1, 20, 0, 198, 51, 0x61)],
  ['a scope in the question', subnet(0, 1, 24, 24, 198, 51, 100)],
  ['no family', subnet(0)],
])('a client subnet with %s gets FORMERR (RFC 7871 section 7.1.2)', (_, packet) => {
  expect(inMemory(dnsOptions(WORLD)).respond(packet, 'udp')?.[3]).toBe(1);
});

test('a client subnet of length 0 is one that tells nothing', () => {
  expect(inMemory(dnsOptions(WORLD)).respond(subnet(0, 1, 0, 0), 'udp')?.[3]).toBe(0);
});

test.each(['198.51.100.0', '198.51.100.0/33', '198.51.100.0/', 'somewhere/8', '198.51.100.0/24/8'])(
  'a location table refuses %p and says what it expected',
  prefix => {
    expect(() => locationTable([{ prefix, location: {} }])).toThrow(
      `location table: expected a prefix such as 198.51.100.0/24, got '${prefix}'`,
    );
  },
);

describe('TestDNSAnswer asks by the same rule (behaviour 5.7)', () => {
  const options = dnsOptions({ ...WORLD, unhealthy: ['10.0.0.2'] });
  const context = {
    store: options.store,
    health: options.health,
    random: () => 0,
    locations: locationTable(WORLD.locations ?? []),
    clientLocation: {},
  };

  test('healthy members of a multivalue group', () => {
    const { responseCode, rrsets } = testAnswer({ zone: ZONE, name: 'WWW.example.com', type: 'A' }, context);
    expect({ responseCode, records: [...rrsets[0].records].sort() }).toEqual({
      responseCode: 'NOERROR',
      records: ['10.0.0.1', '10.0.0.3'],
    });
  });

  test('by the client subnet', () => {
    const client = { address: '198.51.100.0', prefixLength: 24 };
    expect(testAnswer({ zone: ZONE, name: 'geo.example.com', type: 'A', client }, context).rrsets[0].records).toEqual([
      '10.0.0.2',
    ]);
  });

  test('names and types that are not there', () => {
    expect(testAnswer({ zone: ZONE, name: 'nowhere.example.com', type: 'A' }, context)).toEqual({
      responseCode: 'NXDOMAIN',
      rrsets: [],
    });
    expect(testAnswer({ zone: ZONE, name: 'www.example.com', type: 'TXT' }, context)).toEqual({
      responseCode: 'NOERROR',
      rrsets: [],
    });
    expect(testAnswer({ zone: ZONE, name: 'www.example.org', type: 'A' }, context)).toEqual({
      responseCode: 'REFUSED',
      rrsets: [],
    });
  });
});
