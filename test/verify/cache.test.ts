import { cachedFor } from '../../lib/verify/cache';
import type { AnswerRecord, Observation, Reply } from '../../lib/verify/model';

const record = (type: string, ttl: number, value = '52.0.0.1'): AnswerRecord => ({
  name: 'www.shop.test.',
  type,
  class: 'IN',
  ttl,
  value,
});
const seen = (...replies: Partial<Reply>[]): Observation[] =>
  replies.map(reply => ({ outcome: { kind: 'reply', answers: [], authority: [], ...reply } }) as unknown as Observation);
const SOA = 'ns. hostmaster. 1 7200 900 1209600 86400';

test.each<[string, Observation[], number]>([
  ['nothing that was answered', [], 1],
  ['the longest of the TTLs', seen({ answers: [record('A', 3), record('A', 20)] }, { answers: [record('A', 7)] }), 21],
  ['a denial, by the TTL of its SOA record', seen({ authority: [record('SOA', 900, SOA)] }), 901],
  ['a denial, by the minimum where that is less (RFC 2308)', seen({ authority: [record('SOA', 90_000, SOA)] }), 86_401],
  [
    'the NS records beside an answer, which nobody asked for',
    seen({ answers: [record('A', 5)], authority: [record('NS', 172_800)] }),
    6,
  ],
])('a cache holds %s', (_, observations, seconds) => expect(cachedFor(observations)).toBe(seconds));
