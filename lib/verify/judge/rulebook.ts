import { EDNS_UDP_BYTES, PLAIN_UDP_BYTES } from '../../rules/limits';

/** What a violation can be a violation of, in one sentence each. The key is what `--json` and JUnit call it. */
export const RULEBOOK = {
  reachable: 'every authoritative server answers over UDP and TCP', // behaviour 9
  'reply-id': 'a reply carries the id of its query',
  'reply-question': 'a reply repeats the question it answers',
  'reply-is-response': 'a reply has the QR flag set',
  'reply-format': 'a reply is a well-formed DNS message',
  opcode: 'a reply has the opcode of its query: QUERY',
  flags: 'a reply sets no flag that its query gives no reason for: RD, Z, AD, CD and those of EDNS', // RFC 1035, 4035, 6840, 6891
  rcode: 'a name that has records is answered with NOERROR', // behaviour 9
  lame: 'a server of the delegation set serves the zone', // behaviour 9
  delegated: 'no NS record set at the name, or between it and the zone, delegates it to other servers', // RFC 1034
  authoritative: 'a server of the zone sets the AA flag', // behaviour 9
  'recursion-available': 'a server of the zone offers no recursion: RA is not set', // behaviour 9
  truncation: 'only an answer that does not fit over UDP is truncated', // behaviour 9
  'tcp-fallback': 'a truncated answer can be had over TCP', // behaviour 9
  'udp-size': `a UDP reply has at most ${PLAIN_UDP_BYTES} bytes, or ${EDNS_UDP_BYTES} with EDNS`, // behaviour 9
  edns: 'a reply has an OPT record if, and only if, the query had one', // behaviour 9
  authority: 'beside an answer, the authority section holds the NS records of the zone or nothing', // behaviour 9
  additional: 'the additional section holds addresses of names that the other sections speak of, or nothing', // behaviour 9
  owner: 'answer records carry the name that was asked for', // behaviour 3.2
  type: 'answer records have the type that was asked for',
  class: 'answer records have the class IN',
  member: 'only values of the record sets are answered', // behaviour 1.1
  distinct: 'no value is in an answer twice', // behaviour 1.1
  healthy: 'an unhealthy record is answered only when all are unhealthy', // behaviour 1.1
  maximum: 'a multivalue answer holds at most eight records', // behaviour 1.1
  count: 'an answer holds all eligible records, or eight of them when they are more', // behaviour 1.1
  selection: 'the answer comes from the record set that the routing policy selects', // behaviour 2.2, 3.1
  ttl: 'an answer carries the TTL of the record set', // behaviour 1.5
  'one-ttl': 'all records of an answer carry one TTL', // behaviour 1.5
  coverage: 'every eligible record is answered sooner or later, over UDP and TCP, with EDNS and without', // behaviour 1.1
  'servers-agree': 'what some servers of the zone answer, all do', // behaviour 5.4
} as const;

export type RuleId = keyof typeof RULEBOOK;

/** One thing wrong with what was seen. */
export interface RuleFault {
  readonly rule: RuleId;
  readonly seen: string;
  readonly allowed: string;
}

/** What was found wrong, and by which rules it was looked at: what no rule looked at does not hold by it. */
export interface AnswerVerdict {
  readonly faults: readonly RuleFault[];
  readonly looked: readonly RuleId[];
}
