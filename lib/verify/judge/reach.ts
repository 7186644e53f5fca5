/** Is every server there, over every way of asking? A packet gets lost now and then, and the network of this machine is not Route 53. */
import { plural } from '../../text/words';
import { groupBy } from '../../rules/group-by';
import { comparisonsIn, countLanes, isProven, lossOf, percent, silencesIn, type LaneCount, type Loss } from '../loss';
import type { Observation } from '../model';
import { protocolsName, serversName, type Slice, type WithLane } from '../slices';
import type { RuleFault } from './rulebook';

export interface Reach {
  readonly faults: readonly { readonly fault: RuleFault; readonly lanes: readonly WithLane[]; readonly count: number }[];
  readonly notes: readonly string[];
  /** Why it cannot be said of all servers that they answer. */
  readonly notJudged?: string;
}

export function judgeReach(observations: readonly Observation[]): Reach {
  const counts = countLanes(observations);
  const comparisons = comparisonsIn(counts);
  const heard = counts.filter(lane => lane.heard);
  const { shared, own } = silencesIn(counts);
  const proven = own.filter(({ items }) => isProven(lossOf(items), lossOf(heard), comparisons));
  const unproven = [...shared, ...own.filter(slice => !proven.includes(slice))];
  const lossy = lossyServers(heard, comparisons);
  return {
    faults: [...proven.map(silenceFault), ...lossy.map(server => lossFault(server, heard))],
    notes: [...unproven.map(slice => unprovenNote(slice, counts, lossOf(heard))), ...lossNotes(heard)],
    ...(unproven.length > 0 && {
      notJudged: unproven.map(slice => `nothing was heard ${where(slice.items, counts)}`).join('; '),
    }),
  };
}

/** Servers that lose more than the others do, taken together, and more than the best of them. */
function lossyServers(heard: readonly LaneCount[], comparisons: number): LaneCount[][] {
  const servers = [...groupBy(heard, ({ lane }) => lane.server.name).values()];
  return servers.filter(lanes => {
    const others = servers.filter(other => other !== lanes).map(lossOf);
    const all = others.reduce(plus, { attempts: 0, lost: 0 });
    const best = [...others].sort((a, b) => rate(a) - rate(b))[0] ?? all;
    return [all, best].some(
      base => rate(base) < rate(lossOf(lanes)) && isProven(lossOf(lanes), base, comparisons * servers.length),
    );
  });
}

const plus = (a: Loss, b: Loss): Loss => ({ attempts: a.attempts + b.attempts, lost: a.lost + b.lost });
const rate = ({ attempts, lost }: Loss): number => (attempts === 0 ? 0 : lost / attempts);

function silenceFault({ items }: Slice<LaneCount>): Reach['faults'][number] {
  const { attempts } = lossOf(items);
  const queries = items.reduce((sum, lane) => sum + lane.queries, 0);
  const errors = [...new Set(items.flatMap(lane => lane.errors))].join(', ');
  const seen = `no reply to ${plural(queries, 'query', 'queries')}, sent ${attempts} times${errors && ` (${errors})`}`;
  return { fault: { rule: 'reachable', seen, allowed: 'a reply' }, lanes: items, count: queries };
}

function lossFault(lanes: readonly LaneCount[], heard: readonly LaneCount[]): Reach['faults'][number] {
  const [own, others] = [lossOf(lanes), lossOf(heard.filter(lane => !lanes.includes(lane)))];
  const seen = `no reply to ${own.lost} of ${own.attempts} packets, while other servers left ${others.lost} of ${others.attempts} unanswered`;
  return {
    fault: { rule: 'reachable', seen, allowed: 'as few as from the others' },
    lanes: lanes.filter(lane => lane.lost > 0),
    count: own.lost,
  };
}

function unprovenNote(slice: Slice<LaneCount>, all: readonly LaneCount[], loss: Loss): string {
  const { attempts } = lossOf(slice.items);
  return `no reply to ${attempts} packets ${where(slice.items, all)}, while ${percent(loss)} of the others got none either: no proof that it is the server`;
}

function where(lanes: readonly LaneCount[], all: readonly LaneCount[]): string {
  const protocols = protocolsName(lanes, all);
  return `from ${serversName(lanes, all)}${protocols === 'any' ? '' : ` over ${protocols}`}`;
}

function lossNotes(heard: readonly LaneCount[]): string[] {
  const loss = lossOf(heard);
  const never = unanswered(heard);
  if (loss.lost === 0) {
    return [];
  }
  const rest = never === 0 ? 'and was heard when sent again' : `and ${plural(never, 'query', 'queries')} got no reply at all`;
  return [`${loss.lost} of ${loss.attempts} packets got no reply (${percent(loss)}), ${rest}`];
}

function unanswered(lanes: readonly LaneCount[]): number {
  return lanes.reduce((sum, lane) => sum + lane.unanswered, 0);
}
