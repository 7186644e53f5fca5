/**
 * What only many replies together can show: members that never come, from anywhere, over one way of asking, or from one server.
 *
 * That is a matter of chance only if chance decides each answer. AWS writes that different resolvers get different combinations, and not
 * whether one resolver gets another with its next query (behaviour 1.1): so a server that gives this machine one and the same set all the time
 * may do so by the rule, and what it leaves out proves nothing.
 */
import { groupBy } from '../../rules/group-by';
import type { Allowed, Reply } from '../model';
import { ACCEPTED_MISS_PROBABILITY, missProbability } from '../sample-size';
import { ANY_PROTOCOL, isWithin, protocolsName, serversName, slicesOf, type Slice, type WithLane } from '../slices';
import type { RuleFault, RuleId } from './rulebook';
import { listedValues } from './words';

/** The answers of one lane that hold what they may hold. */
export interface LaneAnswers extends WithLane {
  readonly answers: readonly Reply[];
}

export interface Coverage {
  readonly faults: readonly { readonly fault: RuleFault; readonly lanes: readonly WithLane[]; readonly count: number }[];
  readonly looked: readonly RuleId[];
  /** Why a rule was not looked at. */
  readonly notJudged: Partial<Record<RuleId, string>>;
  readonly notes: readonly string[];
  /** An upper bound for the chance that a member is left out, by a server or over a way of asking, and this does not show. */
  readonly missProbability: number;
  /** Whether chance decides each answer, as far as can be seen. */
  readonly random: boolean;
}

export function judgeCoverage(lanes: readonly LaneAnswers[], allowed: Allowed): Coverage {
  const byServer = [...groupBy(lanes, ({ lane }) => lane.server.name).values()];
  const fixed = byServer.filter(ofServer => isFixed(ofServer, allowed));
  const chanced = lanes.filter(lane => !fixed.some(ofServer => ofServer.includes(lane)));
  const slices = slicesOf(chanced, COVERED_BY).map(slice => countIn(slice, allowed));
  const isTelling = ({ missed }: Counted): boolean => missed < ACCEPTED_MISS_PROBABILITY / slices.length;
  const planned = slices.filter(isPlanned);
  const [ofServers, ofWays] = [true, false].map(server => planned.filter(({ by }) => by.includes('server') === server));
  const why = {
    coverage: whyNotCoverage(
      ofWays,
      ofWays.find(slice => !isTelling(slice)),
      lanes,
    ),
    'servers-agree': whyNotServers(
      byServer.length,
      fixed,
      ofServers.find(slice => !isTelling(slice)),
    ),
  };
  return {
    faults: absences(slices.filter(isTelling), allowed),
    looked: (['coverage', 'servers-agree'] as const).filter(rule => why[rule] === undefined),
    notJudged: why,
    notes: fixed.length === 0 ? [] : [fixedNote(fixed.flat(), lanes, allowed)],
    missProbability: fixed.length > 0 ? 1 : Math.max(0, ...planned.map(({ missed }) => missed)),
    random: fixed.length === 0,
  };
}

/** What members may be missing from. */
export const COVERED_BY = ['server', 'protocol', 'edns'] as const;

/** Whether as many queries are asked as it takes: of each server over each protocol, and over each way of asking (`sample-size.ts`). */
function isPlanned({ by }: Pick<Counted, 'by'>): boolean {
  return !(by.includes('server') && by.includes('edns'));
}

interface Counted extends Slice<LaneAnswers> {
  readonly answered: number;
  readonly values: ReadonlySet<string>;
  /** The chance that chance alone leaves a member out of so many answers. */
  readonly missed: number;
}

function countIn(slice: Slice<LaneAnswers>, { pool, size }: Allowed): Counted {
  const answers = slice.items.flatMap(lane => lane.answers);
  return {
    ...slice,
    answered: answers.length,
    values: new Set(answers.flatMap(reply => reply.answers.map(({ value }) => value))),
    missed: missProbability(pool.length, size, answers.length),
  };
}

/** One set of several that could be, in all of some answers. */
function isFixed(lanes: readonly LaneAnswers[], { pool, size }: Allowed): boolean {
  const answers = lanes.flatMap(lane => lane.answers);
  const sets = new Set(
    answers.map(reply =>
      reply.answers
        .map(({ value }) => value)
        .sort()
        .join('\n'),
    ),
  );
  return size < pool.length && answers.length > 1 && sets.size === 1;
}

/** For each slice the members that it lacks and no wider one does. */
function absences(slices: readonly Counted[], { pool }: Allowed): Coverage['faults'] {
  const found: { slice: Counted; missing: string[] }[] = [];
  for (const slice of slices) {
    const wider = found.filter(other => isWithin(slice.items, other.slice.items));
    const missing = pool
      .map(({ value }) => value)
      .filter(value => !slice.values.has(value) && !wider.some(other => other.missing.includes(value)));
    if (missing.length > 0) {
      found.push({ slice, missing });
    }
  }
  return found.map(({ slice: { by, items, answered }, missing }) => {
    const seen = `${listedValues(missing)} in none of ${answered} answers`;
    const fault: RuleFault = by.includes('server')
      ? { rule: 'servers-agree', seen: `${seen}, but in answers of other servers`, allowed: 'the same members from all servers' }
      : { rule: 'coverage', seen, allowed: `each of ${listedValues(pool.map(({ value }) => value))}` };
    return { fault, lanes: items, count: answered };
  });
}

function whyNotCoverage(
  ofWays: readonly Counted[],
  untold: Counted | undefined,
  lanes: readonly LaneAnswers[],
): string | undefined {
  return ofWays.length === 0
    ? 'each server gave one and the same set of members'
    : untold && tooFew(untold, protocolsName(untold.items, lanes));
}

function whyNotServers(servers: number, fixed: readonly LaneAnswers[][], untold: Counted | undefined): string | undefined {
  return servers < 2
    ? 'only one server was asked'
    : fixed.length > 0
      ? 'a server gave one and the same set of members'
      : untold && tooFew(untold, untold.items[0].lane.server.name);
}

function tooFew({ answered }: Counted, where: string): string {
  return `${answered} answers${where === ANY_PROTOCOL ? '' : ` (${where})`} are too few to tell a missing member from a rare one`;
}

function fixedNote(fixed: readonly LaneAnswers[], all: readonly LaneAnswers[], { pool, size }: Allowed): string {
  const who = serversName(fixed, all);
  return (
    `${who} gave one and the same ${size} of the ${pool.length} members in every answer: they may be chosen per resolver ` +
    '(AWS does not say), so what is missing there proves nothing'
  );
}
