import { EDNS_UDP_BYTES, PLAIN_UDP_BYTES } from '../../rules/limits';
import { HEADER_LENGTH } from '../dns/protocol';
import type { Expectation, Lane, Reply } from '../model';
import type { RuleFault } from './rulebook';

const QUESTION_FIXED = 5; // the root label, type and class
const RECORD_FIXED = 12; // a compressed owner, type, class, TTL and length
const OPT = 11;

/** The fault of a UDP reply that was truncated although `whole`, the same answer over TCP, would have fitted. */
export function needlessTruncation(whole: Reply, lane: Lane, expectation: Expectation): RuleFault | undefined {
  const data = expectation.question.type === 'A' ? 4 : expectation.question.type === 'AAAA' ? 16 : undefined;
  if (data === undefined) {
    return undefined; // the least size of other types depends on name compression
  }
  const least =
    HEADER_LENGTH +
    expectation.question.name.length +
    QUESTION_FIXED +
    whole.answerCount * (RECORD_FIXED + data) +
    (lane.edns ? OPT : 0);
  const limit = lane.edns ? EDNS_UDP_BYTES : PLAIN_UDP_BYTES;
  return least <= limit
    ? {
        rule: 'truncation',
        seen: `the TC flag, though ${whole.answerCount} records fit in ${least} bytes`,
        allowed: `a whole answer of up to ${limit} bytes`,
      }
    : undefined;
}
