/** Is one reply what Route 53 may send? Pure: an expectation and a reply to a verdict. The records of the answer are in `answer.ts`. */
import { isAddressType } from '../../rules/record-types';
import { EDNS_UDP_BYTES, PLAIN_UDP_BYTES } from '../../rules/limits';
import { displayName, isInZone } from '../../rules/names';
import type { AnswerRecord, Expectation, Lane, Reply } from '../model';
import { judgeAnswer } from './answer';
import type { RuleFault, RuleId, AnswerVerdict } from './rulebook';
import { listedValues, unique } from './words';

type Way = Pick<Lane, 'protocol' | 'edns'>;

/** What every reply is looked at for, and a reply of a server of the zone besides. */
const OF_ANY: readonly RuleId[] = [
  'reply-id',
  'reply-question',
  'reply-is-response',
  'reply-format',
  'opcode',
  'rcode',
  'truncation',
];
const OF_THE_ZONE: readonly RuleId[] = ['flags', 'lame', 'delegated', 'authoritative', 'recursion-available'];

export function judgeReply(reply: Reply, lane: Way, expectation: Expectation): AnswerVerdict {
  const { authoritative } = expectation;
  const looked: RuleId[] = [
    ...OF_ANY,
    ...(authoritative ? OF_THE_ZONE : []),
    ...(lane.protocol === 'udp' ? (['udp-size'] as const) : []),
  ];
  const flags = judgeFlags(reply, lane, expectation);
  const refusal = whyNoAnswer(reply, expectation);
  if (refusal) {
    return { faults: [...flags, refusal], looked };
  }
  const unauthoritative: RuleFault[] =
    authoritative && !reply.authoritative ? [{ rule: 'authoritative', seen: 'the AA flag is not set', allowed: 'AA set' }] : [];
  const answer = judgeAnswer(reply, expectation);
  const besides = authoritative ? judgeOtherSections(reply, expectation) : { faults: [], looked: [] };
  return {
    faults: [...flags, ...unauthoritative, ...(authoritative ? judgeEdns(reply, lane) : []), ...answer.faults, ...besides.faults],
    looked: [...looked, ...(authoritative ? (['edns'] as const) : []), ...answer.looked, ...besides.looked],
  };
}

function judgeFlags(reply: Reply, lane: Way, { authoritative }: Expectation): RuleFault[] {
  const faults: RuleFault[] = [];
  if (reply.opcode !== 'QUERY') {
    faults.push({ rule: 'opcode', seen: reply.opcode, allowed: 'QUERY' });
  }
  const odd = authoritative ? [...(reply.recursionDesired ? ['RD'] : []), ...reply.otherBits] : [];
  if (odd.length > 0) {
    faults.push({ rule: 'flags', seen: `${odd.join(', ')} set`, allowed: 'not set, as in the query' });
  }
  if (authoritative && reply.recursionAvailable) {
    faults.push({ rule: 'recursion-available', seen: 'the RA flag is set', allowed: 'RA not set' });
  }
  const limit = lane.edns ? EDNS_UDP_BYTES : PLAIN_UDP_BYTES;
  if (lane.protocol === 'udp' && reply.bytes > limit) {
    faults.push({ rule: 'udp-size', seen: `${reply.bytes} bytes`, allowed: `at most ${limit} bytes` });
  }
  if (lane.protocol !== 'udp' && reply.truncated) {
    faults.push({ rule: 'truncation', seen: `the TC flag over ${lane.protocol.toUpperCase()}`, allowed: 'a whole answer' });
  }
  return faults;
}

/** Why there is no answer to judge, if that is so. */
function whyNoAnswer(reply: Reply, expectation: Expectation): RuleFault | undefined {
  const answered = reply.rcode === 'NOERROR' && reply.answerCount > 0;
  const { authoritative } = expectation;
  const delegation = answered || !authoritative ? undefined : delegationIn(reply, expectation);
  if (delegation) {
    return { rule: 'delegated', seen: delegation, allowed: 'no NS record set at the name or between it and the zone' };
  }
  if (reply.rcode === 'REFUSED' && authoritative) {
    return { rule: 'lame', seen: 'REFUSED: the server does not serve the zone', allowed: 'NOERROR' };
  }
  if (reply.rcode !== 'NOERROR') {
    return { rule: 'rcode', seen: reply.rcode, allowed: 'NOERROR' };
  }
  return authoritative && !reply.authoritative && !answered
    ? { rule: 'lame', seen: 'no answer and no AA flag: the server refers elsewhere', allowed: 'an authoritative answer' }
    : undefined;
}

/** The NS record set that hides the name, as the API tells of it or as the referral itself does. */
function delegationIn(reply: Reply, { question, zone, delegation }: Expectation): string | undefined {
  if (delegation) {
    return `${wordOf(reply)}: ${displayName(delegation.name)} NS, in hosted zone ${delegation.zoneId}, delegates the name to ${listedValues(delegation.servers.map(displayName))}`;
  }
  const cut = reply.authority.filter(
    ({ type, name }) => type === 'NS' && name !== zone.name && isInZone(name, zone.name) && isInZone(question.name, name),
  );
  return reply.authoritative || cut.length === 0
    ? undefined
    : `${wordOf(reply)}: ${displayName(cut[0].name)} NS delegates the name to ${listedValues(unique(cut.map(({ value }) => displayName(value))))}`;
}

function wordOf(reply: Reply): string {
  return reply.rcode !== 'NOERROR' ? reply.rcode : reply.authoritative ? 'no records' : 'a referral';
}

function judgeEdns(reply: Reply, { edns }: Way): RuleFault[] {
  return reply.edns === edns
    ? []
    : [
        {
          rule: 'edns',
          seen: reply.edns ? 'an OPT record though the query had none' : 'no OPT record though the query had one',
          allowed: edns ? 'an OPT record' : 'no OPT record',
        },
      ];
}

/** Only beside an answer: a denial brings the SOA record. */
function judgeOtherSections({ answers, authority, additional }: Reply, { zone }: Expectation): AnswerVerdict {
  if (answers.length === 0) {
    return { faults: [], looked: [] };
  }
  const servers = new Set(zone.nameServers);
  const isOfZone = ({ type, name, value, class: of }: AnswerRecord): boolean =>
    type === 'NS' && of === 'IN' && name === zone.name && (servers.size === 0 || servers.has(value));
  const spoken = new Set([...answers, ...authority].flatMap(targetsOf));
  const isAddress = ({ type, name, class: of }: AnswerRecord): boolean => isAddressType(type) && of === 'IN' && spoken.has(name);
  const strange = (rule: RuleId, records: readonly AnswerRecord[], allowed: string): RuleFault[] =>
    records.length === 0 ? [] : [{ rule, seen: listedValues(unique(records.map(recordText))), allowed }];
  return {
    faults: [
      ...strange(
        'authority',
        authority.filter(record => !isOfZone(record)),
        `NS records of ${displayName(zone.name)}, or nothing`,
      ),
      ...strange(
        'additional',
        additional.filter(record => !isAddress(record)),
        'addresses of names in the other sections, or nothing',
      ),
    ],
    looked: ['authority', 'additional'],
  };
}

/** Where in the value of a record of such a type a host is named. */
const HOST_AT: Readonly<Record<string, number>> = { CNAME: 0, HTTPS: 1, MX: 1, NS: 0, SRV: 3, SVCB: 1 };

/** The host that a record names; `.` in a service record means its own name. */
function targetsOf({ type, name, value }: AnswerRecord): string[] {
  const host = type in HOST_AT ? value.split(' ')[HOST_AT[type]] : undefined;
  return host === undefined ? [] : [host === '.' ? name : host];
}

function recordText({ name, type, value, class: of }: AnswerRecord): string {
  return `${displayName(name)} ${of === 'IN' ? '' : `${of} `}${type} ${displayName(value)}`;
}
