/** Are the records of an answer those that may be answered? */
import { plural } from '../../text/words';
import { MAX_ANSWER_RECORDS } from '../../rules/limits';
import { displayName } from '../../rules/names';
import type { Allowed, AnswerRecord, Expectation, Reply } from '../model';
import type { RuleFault, RuleId, AnswerVerdict } from './rulebook';
import { listedValues, ordered, unique } from './words';

/** Faults of what an answer holds: such an answer says nothing about what others leave out. */
export const OF_CONTENT: ReadonlySet<RuleId> = new Set<RuleId>([
  'owner',
  'type',
  'class',
  'member',
  'distinct',
  'healthy',
  'selection',
  'maximum',
  'count',
]);
/** Whatever records there are. */
const OF_ANY: readonly RuleId[] = ['count', 'maximum'];
const OF_RECORDS: readonly RuleId[] = ['owner', 'type', 'class', 'member', 'distinct', 'healthy', 'selection'];
/** A resolver counts the TTL down, and some raise it: that is its own affair. */
const OF_TTL: readonly RuleId[] = ['ttl', 'one-ttl'];

export function judgeAnswer(reply: Reply, expectation: Expectation): AnswerVerdict {
  const strangers = judgeStrangers(reply.answers, expectation);
  // A record of another name, type or class is wrong for that alone, whatever its value.
  const own = reply.answers.filter(record => isOwn(record, expectation));
  const verdicts = expectation.alternatives.map(allowed => judgeAgainst(own, reply, allowed, expectation));
  return {
    faults: [...strangers, ...verdicts.reduce((best, next) => (next.length < best.length ? next : best))],
    looked: [
      ...(reply.truncated ? [] : OF_ANY),
      ...(reply.answers.length > 0 ? [...OF_RECORDS, ...(expectation.authoritative ? OF_TTL : [])] : []),
    ],
  };
}

function isOwn({ name, type, class: of }: AnswerRecord, { question }: Expectation): boolean {
  return name === question.name && type === question.type && of === 'IN';
}

function judgeStrangers(records: readonly AnswerRecord[], { question }: Expectation): RuleFault[] {
  const strange = (rule: RuleId, of: (r: AnswerRecord) => string | undefined, allowed: string): RuleFault[] => {
    const seen = unique(records.flatMap(r => of(r) ?? []));
    return seen.length === 0 ? [] : [{ rule, seen: listedValues(seen), allowed }];
  };
  return [
    ...strange('owner', r => (r.name === question.name ? undefined : displayName(r.name)), displayName(question.name)),
    ...strange('type', r => (r.type === question.type ? undefined : `${r.type} ${r.value}`), question.type),
    ...strange('class', r => (r.class === 'IN' ? undefined : r.class), 'IN'),
  ];
}

/** The faults of an answer if `allowed` were the only way to answer. */
function judgeAgainst(own: readonly AnswerRecord[], reply: Reply, allowed: Allowed, expectation: Expectation): RuleFault[] {
  const values = unique(own.map(r => r.value));
  const pool = poolOf(allowed);
  const outside = values.filter(value => !pool.has(value));
  return [
    ...judgeTwice(own),
    ...outside.map(value => judgeOutside(value, pool, expectation)),
    ...judgeCount(values.length - outside.length, own, reply, allowed),
    ...(expectation.authoritative ? judgeTtl(own, allowed.ttl) : []),
  ];
}

function judgeTwice(own: readonly AnswerRecord[]): RuleFault[] {
  const once = new Set<string>();
  const twice = new Set<string>();
  own.forEach(({ value }) => (once.has(value) ? twice : once).add(value));
  return twice.size === 0
    ? []
    : [{ rule: 'distinct', seen: `${listedValues([...twice])} more than once`, allowed: 'each value once' }];
}

function judgeOutside(value: string, pool: ReadonlySet<string>, { members }: Expectation): RuleFault {
  const known = members.filter(m => m.value === value);
  if (known.length === 0) {
    return { rule: 'member', seen: value, allowed: listedValues(members.map(m => m.value)) };
  }
  return known.every(m => m.healthy === false)
    ? { rule: 'healthy', seen: `${value}, which is unhealthy`, allowed: listedValues([...pool]) }
    : { rule: 'selection', seen: value, allowed: listedValues([...pool]) };
}

/** Too many are too many of the pool, so that one who does not belong is not one too many besides; too few are too few of anything. */
function judgeCount(eligible: number, own: readonly AnswerRecord[], reply: Reply, allowed: Allowed): RuleFault[] {
  const { answerCount: count, truncated } = reply;
  const tooMany = eligible > allowed.size;
  const tooFew = count < allowed.size && own.length === reply.answers.length && !truncated;
  if (!tooMany && !tooFew) {
    return [];
  }
  const pool = listedValues(allowed.pool.map(m => m.value));
  const shown = count > 0 ? `: ${listedValues(ordered(own.map(r => r.value)))}` : '';
  const seen = plural(count, 'record') + shown;
  if (count > MAX_ANSWER_RECORDS && allowed.size <= MAX_ANSWER_RECORDS && allowed.pool.length > allowed.size) {
    return [{ rule: 'maximum', seen, allowed: `${allowed.size} of ${pool}` }];
  }
  const whole = allowed.size === allowed.pool.length;
  return [
    {
      rule: 'count',
      seen,
      allowed: `${whole ? `all ${allowed.size} of` : `${allowed.size} of the ${allowed.pool.length}`} ${pool}`,
    },
  ];
}

const pools = new WeakMap<Allowed, ReadonlySet<string>>();

/** The values of the pool; made once, because thousands of replies are held against it. */
function poolOf(allowed: Allowed): ReadonlySet<string> {
  const pool = pools.get(allowed) ?? new Set(allowed.pool.map(m => m.value));
  pools.set(allowed, pool);
  return pool;
}

function judgeTtl(own: readonly AnswerRecord[], ttl: number): RuleFault[] {
  const seen = unique(own.map(r => r.ttl));
  if (seen.length > 1) {
    return [
      {
        rule: 'one-ttl',
        seen: seen
          .slice(0, 10)
          .map(t => `${t} s`)
          .join(' and '),
        allowed: `${ttl} s for all`,
      },
    ];
  }
  return seen.filter(t => t !== ttl).map(t => ({ rule: 'ttl', seen: `${t} s`, allowed: `${ttl} s` }));
}
