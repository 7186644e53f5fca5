/** What is wrong with the records of an answer. */
import { encode, type Packet } from 'dns-packet';
import { multiValueFleet } from '../fleet';
import { answersOf, has, record, TWELVE, withAnswers, type Misbehaviour } from './kit';

const TEN_OF_TWELVE = multiValueFleet(12, [3, 7]);
const NONE_OF_TWELVE = multiValueFleet(
  12,
  TWELVE.sets.map((_, at) => at + 1),
);

export const WRONG_ANSWERS: readonly Misbehaviour[] = [
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
    also: ['count'],
    seen: /^198\.51\.100\.3, which is unhealthy \/ 198\.51\.100\.7, which is unhealthy$/,
  },
  {
    what: 'goes on answering with a record whose last check went bad, once in twenty answers',
    fleet: TEN_OF_TWELVE,
    instead: (p, _, random) => (random() < 0.05 ? withAnswers(p, a => [record(p, 7), ...a.slice(1)]) : p),
    rule: 'healthy',
    seen: /^198\.51\.100\.7, which is unhealthy$/,
    server: /^ns-/,
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
    seen: /^CNAME origin\.example\.com\.$/,
  },
  {
    what: 'answers in another class',
    instead: p => withAnswers(p, a => a.map(r => ({ ...r, class: 'CH' as 'IN' }))),
    rule: 'class',
    seen: /^CH$/,
  },
  {
    what: 'answers for a name whose first label contains a dot',
    instead: (p: Packet): Buffer => {
      const message = encode(p);
      const at = message.readUInt16BE(6) === 0 ? -1 : message.indexOf(Buffer.from([3]), 12 + 21); // behind the question
      message[at] = 11; // `www` and `example` become one label
      message[at + 4] = 0x2e;
      return message;
    },
    rule: 'owner',
    seen: /^www\\056example\.com$/,
  },
  {
    what: 'sets the uppermost bit of the class, as mDNS does',
    instead: p => withAnswers(p, a => a.map(r => ({ ...r, flush: true }))),
    rule: 'class',
    seen: /^CLASS32769$/,
  },
  {
    what: 'adds a record of another type',
    instead: p => ({ ...p, answers: [...p.answers!, { type: 'TXT', name: answersOf(p)[0].name, ttl: 60, data: 'hello' }] }),
    rule: 'type',
    seen: /^TXT "hello"$/,
  },
  {
    what: 'adds an address that is not in the set as the ninth',
    instead: p => withAnswers(p, a => [...a, { ...a[0], data: '203.0.113.99' }]),
    rule: 'member',
    seen: /^203\.0\.113\.99$/,
  },
  {
    what: 'adds NS records of a zone that is not its own',
    instead: p => ({ ...p, authorities: [{ type: 'NS', name: 'com', ttl: 60, data: 'ns-1.example.net' }] }),
    rule: 'authority',
    seen: /^com NS ns-1\.example\.net$/,
  },
  {
    what: 'names a server of the zone that is none',
    instead: p => ({ ...p, authorities: [{ type: 'NS', name: 'example.com', ttl: 60, data: 'ns.example.org' }] }),
    rule: 'authority',
    seen: /^example\.com NS ns\.example\.org$/,
  },
  {
    what: 'adds the address of a name that nobody spoke of',
    instead: p => ({
      ...p,
      additionals: [{ type: 'A', name: 'bank.example.org', ttl: 60, data: '203.0.113.9' }, ...p.additionals!],
    }),
    rule: 'additional',
    seen: /^bank\.example\.org A 203\.0\.113\.9$/,
  },
];
