/** An NS record set between the zone and the name, which hides the name from everybody. */
import { encode, type Answer } from 'dns-packet';
import type { ResourceRecordSet } from '../../lib/rules/record-set';
import type { Report } from '../../lib/verify/report/model';
import { inMemory, replyTo, type Ask } from './support/dns';
import { apiOf, honestValues, multiValueFleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { verifyWith } from './support/run';

const NAME = 'api.shop.example.com.';
const FLEET = { ...multiValueFleet(3), name: NAME, sets: multiValueFleet(3).sets.map(set => ({ ...set, Name: NAME })) };
const cut = (Name: string): ResourceRecordSet => ({
  Name,
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns-7.example.net' }, { Value: 'ns-8.example.org.' }],
});

function verifyHidden(sets: ResourceRecordSet[], respond: (ask: Ask) => Buffer): Promise<Report> {
  const api = apiOf({ ...FLEET, sets: [...FLEET.sets, ...sets] });
  return verifyWith(
    api,
    inMemory(ask => [respond(ask)]),
    {},
    [{ name: NAME, type: 'A' }],
  );
}

const referral =
  (name: string) =>
  ({ query }: Ask): Buffer =>
    encode({
      type: 'response',
      id: query.id,
      questions: query.questions,
      authorities: ['ns-7.example.net', 'ns-8.example.org'].map((data): Answer => ({ type: 'NS', name, ttl: 300, data })),
      additionals: query.additionals,
    });
const denial =
  (code: number) =>
  ({ query }: Ask): Buffer =>
    encode({ type: 'response', id: query.id, flags: 0x400 | code, questions: query.questions, additionals: query.additionals });

test.each([
  { at: 'the name', cutAt: 'api.shop.example.com' },
  { at: 'a name above it', cutAt: 'shop.example.com' },
])('an NS record set at $at is named, with its zone and its servers, once for all servers', async ({ cutAt }) => {
  const report = await verifyHidden([cut(`${cutAt}.`)], referral(cutAt));
  expect(report.names[0].violations).toMatchObject([
    {
      rule: 'delegated',
      server: 'all 4 servers',
      protocol: 'tcp, tcp+edns, udp, udp+edns',
      seen: `a referral: ${cutAt} NS, in hosted zone Z0123456789ABCDEFGHIJ, delegates the name to ns-7.example.net, ns-8.example.org`,
    },
  ]);
});

test.each([
  { said: 'NXDOMAIN', code: 3 },
  { said: 'REFUSED', code: 5 },
  { said: 'no records', code: 0 },
])('it is named when the answer is $said, too', async ({ said, code }) => {
  const report = await verifyHidden([cut('shop.example.com.')], denial(code));
  expect(report.names[0].violations).toMatchObject([
    { rule: 'delegated', seen: expect.stringMatching(new RegExp(`^${said}: shop\\.example\\.com NS, in hosted zone`)) },
  ]);
});

test('of several the highest is named, where resolvers turn off', async () => {
  const report = await verifyHidden([cut('shop.example.com.'), cut(NAME)], referral('shop.example.com'));
  expect(report.names[0].violations[0].seen).toMatch(/^a referral: shop\.example\.com NS, in hosted zone/);
});

test('a referral that the zone knows nothing of is told as the servers tell it', async () => {
  const report = await verifyHidden([], referral('shop.example.com'));
  expect(report.names[0].violations).toMatchObject([
    { rule: 'delegated', seen: 'a referral: shop.example.com NS delegates the name to ns-7.example.net, ns-8.example.org' },
  ]);
});

test('a referral to the servers of the zone itself, or above it, is lame', async () => {
  for (const apex of ['example.com', 'com']) {
    const report = await verifyHidden([], referral(apex));
    expect(report.names[0].violations.map(v => v.rule)).toEqual(['lame']);
  }
});

test('who answers is judged by the answer, whatever NS record sets there are', async () => {
  const random = seededRandom(1);
  const report = await verifyHidden([cut('shop.example.com.')], ask => encode(replyTo(ask, FLEET, honestValues(FLEET, random))));
  expect(report.verdict).toBe('holds');
});

test('the NS records of the zone may stand beside an answer: those of its delegation set and those at its apex', async () => {
  const random = seededRandom(1);
  const besides = (data: string) => (ask: Ask) =>
    encode({
      ...replyTo(ask, FLEET, honestValues(FLEET, random)),
      authorities: [{ type: 'NS', name: 'example.com', ttl: 172_800, data }],
    });
  const apex = { ...cut('example.com.'), ResourceRecords: [{ Value: 'ns.vanity.example.org' }] };
  expect((await verifyHidden([apex], besides('ns-1.example.net'))).verdict).toBe('holds');
  expect((await verifyHidden([apex], besides('ns.vanity.example.org'))).verdict).toBe('holds');
  expect((await verifyHidden([], besides('ns.vanity.example.org'))).names[0].violations.map(v => v.rule)).toEqual(['authority']);
});
