/** One way after another in which a DNS server can break the rules, and what the verifier must say of it. */
import { encode, type Answer, type Packet, type StringAnswer } from 'dns-packet';
import type { RuleId } from '../../../lib/verify/judge/rulebook';
import { replyTo, type Ask, type Responder } from './dns';
import { addressOf, honestValues, multiValueFleet, type Fleet } from './fleet';

export interface Misbehaviour {
  /** Completes the sentence "a server that …". */
  readonly what: string;
  readonly fleet?: Fleet;
  /** What the server sends instead of the honest reply. */
  readonly instead: (honest: Packet, ask: Ask, random: () => number) => Packet | Buffer | undefined;
  readonly rule: RuleId;
  /** What else is broken with it, and nothing more. */
  readonly also?: readonly RuleId[];
  readonly seen: RegExp;
  readonly server?: RegExp;
  readonly protocol?: RegExp;
}

const TWELVE = multiValueFleet(12);
const TEN_OF_TWELVE = multiValueFleet(12, [3, 7]);
const NONE_OF_TWELVE = multiValueFleet(
  12,
  TWELVE.sets.map((_, at) => at + 1),
);

type Data = StringAnswer;
const answersOf = (packet: Packet): Data[] => (packet.answers ?? []) as Data[];
const withAnswers = (packet: Packet, change: (answers: Data[]) => Data[]): Packet => ({
  ...packet,
  answers: change(answersOf(packet)),
});
const record = (packet: Packet, member: number): Data => ({ ...answersOf(packet)[0], data: addressOf(member) });
const flags = (packet: Packet, set: number, clear = 0): Packet => ({ ...packet, flags: ((packet.flags ?? 0) | set) & ~clear });
const rcode = (packet: Packet, code: number): Packet => ({ ...packet, flags: (packet.flags ?? 0) | code, answers: [] });
const has = (packet: Packet, member: number): boolean => answersOf(packet).some(a => a.data === addressOf(member));
/** The honest reply with another member in the place of `member`. */
const without = (packet: Packet, member: number, of: number): Packet => {
  if (!has(packet, member)) {
    return packet;
  }
  const spare = Array.from({ length: of }, (_, at) => at + 1).find(n => n !== member && !has(packet, n))!;
  return withAnswers(packet, answers => answers.map(a => (a.data === addressOf(member) ? { ...a, data: addressOf(spare) } : a)));
};
const [AA, TC, RA] = [1 << 10, 1 << 9, 1 << 7];

export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  {
    what: 'answers with nine records',
    instead: p =>
      withAnswers(p, a => [
        ...a,
        record(
          p,
          [...Array(12).keys()].map(n => n + 1).find(n => !has(p, n))!,
        ),
      ]),
    rule: 'maximum',
    seen: /^9 records: /,
  },
  { what: 'answers with seven of twelve', instead: p => withAnswers(p, a => a.slice(1)), rule: 'count', seen: /^7 records: / },
  {
    what: 'leaves one of three out',
    fleet: multiValueFleet(3),
    instead: p => withAnswers(p, a => a.slice(1)),
    rule: 'count',
    seen: /^2 records: /,
  },
  { what: 'answers with nothing', instead: p => withAnswers(p, () => []), rule: 'count', seen: /^0 records$/ },
  {
    what: 'answers with all twelve',
    instead: p => withAnswers(p, () => TWELVE.sets.map((_, at) => record(p, at + 1))),
    rule: 'maximum',
    seen: /^12 records: /,
  },
  {
    what: 'answers with one record twice',
    instead: p => withAnswers(p, a => [...a.slice(1), a[1]]),
    rule: 'distinct',
    seen: /more than once/,
  },
  {
    what: 'answers with an unhealthy record among healthy ones',
    fleet: TEN_OF_TWELVE,
    instead: p => withAnswers(p, a => [record(p, 3), ...a.slice(1)]),
    rule: 'healthy',
    seen: /^198\.51\.100\.3, which is unhealthy$/,
  },
  {
    what: 'answers with the unhealthy records alone',
    fleet: TEN_OF_TWELVE,
    instead: p => withAnswers(p, () => [record(p, 3), record(p, 7)]),
    rule: 'healthy',
    also: ['count', 'coverage'],
    seen: /^198\.51\.100\.3, which is unhealthy \/ 198\.51\.100\.7, which is unhealthy$/,
  },
  {
    what: 'goes on answering with a record whose last check went bad, once in twenty answers',
    fleet: TEN_OF_TWELVE,
    instead: (p, _, random) => (random() < 0.05 ? withAnswers(p, a => [record(p, 7), ...a.slice(1)]) : p),
    rule: 'healthy',
    seen: /^198\.51\.100\.7, which is unhealthy$/,
  },
  {
    what: 'answers with nothing when all are unhealthy',
    fleet: NONE_OF_TWELVE,
    instead: p => withAnswers(p, () => []),
    rule: 'count',
    seen: /^0 records$/,
  },
  {
    what: 'answers with all twelve when all are unhealthy',
    fleet: NONE_OF_TWELVE,
    instead: p => withAnswers(p, () => NONE_OF_TWELVE.sets.map((_, at) => record(p, at + 1))),
    rule: 'maximum',
    seen: /^12 records: /,
  },
  {
    what: 'answers with an address that is not in the set',
    instead: p => withAnswers(p, a => [{ ...a[0], data: '203.0.113.99' }, ...a.slice(1)]),
    rule: 'member',
    seen: /^203\.0\.113\.99$/,
  },
  {
    what: 'answers with another TTL',
    instead: p => withAnswers(p, a => a.map(r => ({ ...r, ttl: 59 }))),
    rule: 'ttl',
    seen: /^59 s$/,
  },
  {
    what: 'answers with two TTLs',
    instead: p => withAnswers(p, ([first, ...rest]) => [{ ...first, ttl: 30 }, ...rest]),
    rule: 'one-ttl',
    seen: /^30 s and 60 s$/,
  },
  { what: 'does not set AA', instead: p => flags(p, 0, AA), rule: 'authoritative', seen: /AA flag is not set/ },
  { what: 'sets RA', instead: p => flags(p, RA), rule: 'recursion-available', seen: /RA flag is set/ },
  { what: 'replies with another id', instead: p => ({ ...p, id: (p.id! + 1) % 65536 }), rule: 'reply-id', seen: /another id/ },
  {
    what: 'replies to a question for another name',
    instead: p => ({ ...p, questions: [{ ...p.questions![0], name: 'www.example.org' }] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  {
    what: 'replies to a question for another type',
    instead: p => ({ ...p, questions: [{ ...p.questions![0], type: 'AAAA' }] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  {
    what: 'replies without a question',
    instead: p => ({ ...p, questions: [] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  { what: 'echoes the query', instead: (_, ask) => ask.bytes, rule: 'reply-is-response', seen: /QR flag not set/ },
  { what: 'sends bytes that are no message', instead: () => Buffer.from('?'), rule: 'reply-format', seen: /no DNS message/ },
  {
    what: 'sends a message that ends inside a record',
    instead: p => encode(p).subarray(0, 70),
    rule: 'reply-format',
    seen: /no DNS message/,
  },
  {
    what: 'truncates over UDP and is silent over TCP',
    instead: (p, { protocol }) =>
      protocol === 'udp'
        ? flags(
            withAnswers(p, () => []),
            TC,
          )
        : undefined,
    rule: 'tcp-fallback',
    also: ['reachable'],
    seen: /a truncated UDP reply, and over TCP no reply/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'truncates what fits',
    instead: (p, { protocol }) =>
      protocol === 'udp'
        ? flags(
            withAnswers(p, a => a.slice(4)),
            TC,
          )
        : p,
    rule: 'truncation',
    seen: /the TC flag, though 8 records fit in \d+ bytes/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'truncates over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? flags(p, TC) : p),
    rule: 'truncation',
    seen: /the TC flag over TCP/,
    protocol: /^tcp, tcp\+edns$/,
  },
  { what: 'refuses', instead: p => flags(rcode(p, 5), 0, AA), rule: 'lame', seen: /^REFUSED/ },
  {
    what: 'refers to other servers',
    instead: p =>
      flags({ ...p, answers: [], authorities: [{ type: 'NS', name: 'example.com', ttl: 60, data: 'ns.example.org' }] }, 0, AA),
    rule: 'lame',
    seen: /refers elsewhere/,
  },
  {
    what: 'is one of four to which the zone was delegated in error',
    instead: (p, { server }) => (server === 'ns-3.example.net' ? flags(rcode(p, 5), 0, AA) : p),
    rule: 'lame',
    also: ['servers-agree'],
    seen: /^REFUSED/,
    server: /^ns-3/,
  },
  { what: 'fails', instead: p => rcode(p, 2), rule: 'rcode', seen: /^SERVFAIL$/ },
  { what: 'denies the name', instead: p => rcode(p, 3), rule: 'rcode', seen: /^NXDOMAIN$/ },
  {
    what: 'does not understand EDNS',
    instead: p => ((p.additionals ?? []).length > 0 ? rcode(p, 1) : p),
    rule: 'rcode',
    seen: /^FORMERR$/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'is silent over UDP',
    instead: (p, { protocol }) => (protocol === 'udp' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply after 2 attempts$/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'is silent over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'is one of four and silent',
    instead: (p, { server }) => (server === 'ns-4.example.net' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply/,
    server: /^ns-4/,
  },
  {
    what: 'adds an OPT record unasked',
    instead: p => ({ ...p, additionals: [OPT] }),
    rule: 'edns',
    seen: /though the query had none/,
    protocol: /^tcp, udp$/,
  },
  {
    what: 'drops the OPT record',
    instead: p => ({ ...p, additionals: [] }),
    rule: 'edns',
    seen: /though the query had one/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'sends more than 512 bytes over UDP',
    instead: p => ({ ...p, authorities: Array(40).fill({ type: 'NS', name: 'example.com', ttl: 60, data: 'ns-1.example.net' }) }),
    rule: 'udp-size',
    seen: /^\d{4} bytes$/,
    protocol: /^udp$/,
  },
  {
    what: 'answers for another name than the one asked for',
    instead: p => withAnswers(p, a => a.map(r => ({ ...r, name: 'origin.example.com' }))),
    rule: 'owner',
    seen: /^origin\.example\.com$/,
  },
  {
    what: 'answers with a CNAME',
    instead: p => withAnswers(p, () => [{ ...answersOf(p)[0], type: 'CNAME', data: 'origin.example.com' }]),
    rule: 'type',
    also: ['member', 'count', 'coverage'],
    seen: /^CNAME origin\.example\.com\.$/,
  },
  {
    what: 'answers in another class',
    instead: p => withAnswers(p, a => a.map(r => ({ ...r, class: 'CH' as 'IN' }))),
    rule: 'class',
    seen: /^CH$/,
  },
  {
    what: 'never answers with one member',
    instead: p => without(p, 5, 12),
    rule: 'coverage',
    seen: /^198\.51\.100\.5 in none of \d+ answers$/,
    server: /^all servers$/,
  },
  {
    what: 'always picks the same eight',
    instead: p => withAnswers(p, () => [1, 2, 3, 4, 5, 6, 7, 8].map(n => record(p, n))),
    rule: 'coverage',
    seen: /^198\.51\.100\.9, 198\.51\.100\.10, 198\.51\.100\.11, 198\.51\.100\.12 in none/,
  },
  {
    what: 'has not heard of a new member, one of four servers',
    instead: (p, { server }) => (server === 'ns-2.example.net' ? without(p, 12, 12) : p),
    rule: 'servers-agree',
    also: ['coverage'],
    seen: /^198\.51\.100\.12 from ns-1\.example\.net, ns-3\.example\.net, ns-4\.example\.net but not from ns-2\.example\.net$/,
  },
  {
    what: 'still has a deleted member, one of four servers',
    instead: (p, { server }) =>
      server === 'ns-2.example.net' ? withAnswers(p, a => [{ ...a[0], data: '198.51.100.77' }, ...a.slice(1)]) : p,
    rule: 'member',
    also: ['servers-agree'],
    seen: /^198\.51\.100\.77$/,
    server: /^ns-2/,
  },
  {
    what: 'has another TTL, one of four servers',
    instead: (p, { server }) => (server === 'ns-1.example.net' ? withAnswers(p, a => a.map(r => ({ ...r, ttl: 5 }))) : p),
    rule: 'servers-agree',
    also: ['ttl'],
    seen: /^TTL 5 s from ns-1\.example\.net but not from/,
  },
  {
    what: 'knows more over UDP than over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? without(p, 1, 12) : p),
    rule: 'protocols-agree',
    also: ['coverage'],
    seen: /^198\.51\.100\.1 from udp but not from tcp$/,
    protocol: /^any$/,
  },
];

const OPT = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 4096,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
} as const satisfies Answer;

export const fleetOf = (misbehaviour: Misbehaviour): Fleet => misbehaviour.fleet ?? TWELVE;

export function misbehaving(misbehaviour: Misbehaviour, random: () => number): Responder {
  const fleet = fleetOf(misbehaviour);
  return ask => {
    const sent = misbehaviour.instead(replyTo(ask, fleet, honestValues(fleet, random)), ask, random);
    return sent === undefined ? [] : [Buffer.isBuffer(sent) ? sent : encode(sent)];
  };
}
