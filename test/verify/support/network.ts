/** Networks for tests: what they drop, and who answers in the servers' place. */
import { encode } from 'dns-packet';
import type { Server } from '../../../lib/verify/model';
import type { Report } from '../../../lib/verify/report/model';
import { inMemory, replyTo, type Ask, type Responder } from './dns';
import { apiOf, honestValues, multiValueFleet, type Fleet } from './fleet';
import { seededRandom } from '../../../lib/rules/random';
import { SERVERS, verifyWith } from './run';

export const TWELVE = multiValueFleet(12);
/** The same servers, over IPv6 too. */
export const BOTH_FAMILIES: readonly Server[] = SERVERS.flatMap(server => [
  { ...server, name: `${server.name} (${server.address})` },
  { ...server, name: `${server.name} (2001:db8::${server.address.at(-1)})`, address: `2001:db8::${server.address.at(-1)}` },
]);

export const isOutside = ({ query }: Ask): boolean => /invalid$/i.test(query.questions![0].name);
export const isEdns = ({ query }: Ask): boolean => (query.additionals ?? []).length > 0;
export const error = ({ query }: Ask, code: number, flags = 0): Buffer[] => [
  encode({ type: 'response', id: query.id, flags: code | flags, questions: query.questions }),
];

/** Route 53: answers for its zone, refuses the rest. */
export function route53(fleet: Fleet, random = seededRandom(3)): Responder {
  return ask => (isOutside(ask) ? error(ask, 5) : [encode(replyTo(ask, fleet, honestValues(fleet, random)))]);
}

export const RA = 1 << 7;
/** A resolver: no authority, recursion, and one answer for as long as its cache holds. */
export function resolver(fleet: Fleet): Responder {
  const cached = honestValues(fleet, seededRandom(9));
  return ask => (isOutside(ask) ? error(ask, 3, RA) : [encode({ ...replyTo(ask, fleet, cached), flags: RA })]);
}

/** A captive portal: its own address, whatever is asked. */
export const portal =
  (flags: number): Responder =>
  ({ query }) => [
    encode({
      type: 'response',
      id: query.id,
      flags,
      questions: query.questions,
      answers: [{ type: 'A', name: query.questions![0].name, ttl: 1, data: '10.1.1.1' }],
    }),
  ];

export const refusing: Responder = ask => error(ask, 5);
export const failing: Responder = ask => error(ask, 2);
export const failingResolver: Responder = ask => error(ask, 2, RA);
/** Of the zone, and yet it knows none of the members. */
export const strangers: Responder = ask =>
  isOutside(ask)
    ? error(ask, 5)
    : [
        encode(
          replyTo(
            ask,
            TWELVE,
            Array.from({ length: 8 }, (_, n) => `203.0.113.${n}`),
          ),
        ),
      ];

export function verifyThrough(respond: Responder, servers = SERVERS, fleet = TWELVE): Promise<Report> {
  return verifyWith(apiOf(fleet), inMemory(respond), { serversOf: () => Promise.resolve(servers), attempts: 3 });
}

export const honest = route53(TWELVE);
export const dropping =
  (drops: (ask: Ask) => boolean, respond = honest): Responder =>
  ask =>
    drops(ask) ? [] : respond(ask);
export const isIPv6 = ({ server }: Ask): boolean => server.includes(':');
