/** Is one reply what Route 53 may answer? Pure: an expectation and a reply to a list of faults. */
import { MAX_ANSWER_RECORDS } from '../../rules/limits';
import { displayName } from '../../rules/names';
import { inNaturalOrder } from '../../rules/natural-order';
import { EDNS_PAYLOAD_SIZE } from '../dns/message';
import type { Allowed, AnswerRecord, Expectation, Lane, Reply } from '../model';
import type { Fault } from './rulebook';

const PLAIN_UDP_SIZE = 512;

export function judgeReply(reply: Reply, lane: Pick<Lane, 'protocol' | 'edns'>, expectation: Expectation): Fault[] {
  const headerFaults = judgeHeader(reply, lane, expectation);
  if (reply.rcode !== 'NOERROR') {
    return headerFaults; // an error has no answer to judge
  }
  return headerFaults.some(fault => fault.rule === 'lame') ? headerFaults : [...headerFaults, ...judgeAnswer(reply, expectation)];
}

function judgeHeader(reply: Reply, lane: Pick<Lane, 'protocol' | 'edns'>, expectation: Expectation): Fault[] {
  const faults: Fault[] = [];
  if (reply.rcode === 'REFUSED') {
    faults.push({ rule: 'lame', seen: 'REFUSED: the server does not serve the zone', allowed: 'NOERROR' });
  } else if (reply.rcode !== 'NOERROR') {
    faults.push({ rule: 'rcode', seen: reply.rcode, allowed: 'NOERROR' });
  } else if (expectation.authoritative && !reply.authoritative) {
    const lame = reply.answers.length === 0;
    faults.push(
      lame
        ? { rule: 'lame', seen: 'no answer and no AA flag: the server refers elsewhere', allowed: 'an authoritative answer' }
        : { rule: 'authoritative', seen: 'the AA flag is not set', allowed: 'AA set' },
    );
  }
  if (expectation.authoritative && reply.recursionAvailable) {
    faults.push({ rule: 'recursion-available', seen: 'the RA flag is set', allowed: 'RA not set' });
  }
  if (reply.edns !== lane.edns && reply.rcode === 'NOERROR') {
    faults.push({
      rule: 'edns',
      seen: reply.edns ? 'an OPT record though the query had none' : 'no OPT record though the query had one',
      allowed: lane.edns ? 'an OPT record' : 'no OPT record',
    });
  }
  const limit = lane.edns ? EDNS_PAYLOAD_SIZE : PLAIN_UDP_SIZE;
  if (lane.protocol === 'udp' && reply.bytes > limit) {
    faults.push({ rule: 'udp-size', seen: `${reply.bytes} bytes`, allowed: `at most ${limit} bytes` });
  }
  if (lane.protocol === 'tcp' && reply.truncated) {
    faults.push({ rule: 'truncation', seen: 'the TC flag over TCP', allowed: 'a whole answer' });
  }
  return faults;
}

function judgeAnswer(reply: Reply, expectation: Expectation): Fault[] {
  const { question } = expectation;
  const records = reply.answers;
  const wanted = displayName(question.name);
  const faults: Fault[] = [];
  const strangers = (rule: Fault['rule'], strange: AnswerRecord[], of: (r: AnswerRecord) => string, allowed: string): void => {
    if (strange.length > 0) {
      faults.push({ rule, seen: unique(strange.map(of)).join(', '), allowed });
    }
  };
  const owner = wanted.toLowerCase();
  strangers('owner', [...records.filter(r => displayOwner(r.name) !== owner)], r => displayOwner(r.name), wanted);
  strangers('type', [...records.filter(r => r.type !== question.type)], r => `${r.type} ${r.value}`, question.type);
  strangers('class', [...records.filter(r => r.class !== 'IN')], r => r.class, 'IN');
  const verdicts = expectation.alternatives.map(allowed => judgeAgainst(records, allowed, reply.truncated, expectation));
  return [...faults, ...verdicts.reduce((best, next) => (next.length < best.length ? next : best))];
}

/** The faults of an answer if `allowed` were the only way to answer. */
function judgeAgainst(records: readonly AnswerRecord[], allowed: Allowed, truncated: boolean, expectation: Expectation): Fault[] {
  const faults: Fault[] = [];
  const values = records.map(r => r.value);
  const pool = poolOf(allowed);

  const twice = unique(values.filter((value, at) => values.indexOf(value) !== at));
  if (twice.length > 0) {
    faults.push({ rule: 'distinct', seen: `${twice.join(', ')} more than once`, allowed: 'each value once' });
  }
  const outside = unique(values.filter(value => !pool.has(value)));
  for (const value of outside) {
    const known = expectation.members.filter(m => m.value === value);
    if (known.length === 0) {
      faults.push({ rule: 'member', seen: value, allowed: listed(expectation.members.map(m => m.value)) });
    } else if (known.every(m => m.healthy === false)) {
      faults.push({ rule: 'healthy', seen: `${value}, which is unhealthy`, allowed: listed([...pool]) });
    } else {
      faults.push({ rule: 'selection', seen: value, allowed: listed([...pool]) });
    }
  }
  if (values.length > MAX_ANSWER_RECORDS && allowed.size <= MAX_ANSWER_RECORDS && allowed.pool.length > allowed.size) {
    faults.push({
      rule: 'maximum',
      seen: `${values.length} records: ${listed(ordered(values))}`,
      allowed: `${allowed.size} of ${listed([...pool])}`,
    });
  } else if (values.length > allowed.size || (values.length < allowed.size && !truncated)) {
    const what =
      allowed.size === allowed.pool.length ? `all ${allowed.size} of` : `${allowed.size} of the ${allowed.pool.length}`;
    faults.push({
      rule: 'count',
      seen: `${values.length} record${values.length === 1 ? '' : 's'}${values.length > 0 ? `: ${listed(ordered(values))}` : ''}`,
      allowed: `${what} ${listed([...pool])}`,
    });
  }
  faults.push(...judgeTtl(records, allowed.ttl, expectation.authoritative));
  return faults;
}

const pools = new WeakMap<Allowed, ReadonlySet<string>>();

/** The values of the pool; made once, because thousands of replies are held against it. */
function poolOf(allowed: Allowed): ReadonlySet<string> {
  const pool = pools.get(allowed) ?? new Set(allowed.pool.map(m => m.value));
  pools.set(allowed, pool);
  return pool;
}

function judgeTtl(records: readonly AnswerRecord[], ttl: number, authoritative: boolean): Fault[] {
  const seen = unique(records.map(r => r.ttl));
  if (seen.length > 1) {
    return [{ rule: 'one-ttl', seen: seen.map(t => `${t} s`).join(' and '), allowed: `${ttl} s for all` }];
  }
  // A resolver in between counts the TTL down; a server of the zone does not.
  const wrong = seen.filter(t => (authoritative ? t !== ttl : t > ttl));
  return wrong.map(t => ({ rule: 'ttl', seen: `${t} s`, allowed: authoritative ? `${ttl} s` : `at most ${ttl} s` }));
}

/** Names in answers come from the wire, where `*` and its like stand as they are. */
function displayOwner(name: string): string {
  return name.replace(/\.$/, '');
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** The same values in another order are the same to a reader. */
function ordered(values: readonly string[]): string[] {
  return inNaturalOrder(values, value => value);
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.join(', ');
}
