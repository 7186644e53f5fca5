import { cut } from '../../text/words';
import { groupBy } from '../../rules/group-by';
import { laneName, subject, type Question } from '../model';
import { allServers, ANY_PROTOCOL, protocolsName, serversName, type WithLane } from '../slices';
import { RULEBOOK, type RuleFault, type RuleId } from './rulebook';

/** Faults of one kind from one server, or from all of them. */
export interface Violation {
  readonly rule: RuleId;
  /** The rule in words. */
  readonly statement: string;
  readonly name: string;
  readonly type: string;
  /** `all 4 servers` when none differs. */
  readonly server: string;
  /** Those of `udp`, `udp+edns`, `tcp` and `tcp+edns` it was seen over, or `any` where it makes no difference. */
  readonly protocol: string;
  readonly seen: string;
  readonly allowed: string;
  /** In how many replies; for silence, to how many queries. */
  readonly count: number;
}

const EXAMPLES = 3;
/** A server may send something else each time, and as long as it likes. */
const MOST_DIFFERENT = 1000;
const LONGEST_TEXT = 2000;

interface Group {
  readonly fault: RuleFault;
  readonly server: string;
  readonly protocols: Set<string>;
  readonly seen: Set<string>;
  count: number;
}

/** Gathers faults as they are found, so that a thousand wrong replies of one kind are one violation. */
export class Violations {
  private readonly groups = new Map<string, Group>();

  /** @param all the lanes that were asked */
  constructor(
    private readonly question: Question,
    private readonly all: readonly WithLane[],
  ) {}

  /** The faults of one reply: one that breaks a rule in several ways breaks it once. @param count of as many that are alike */
  inReply(faults: readonly RuleFault[], of: WithLane, count = 1): void {
    faults.forEach((fault, at) => {
      const first = faults.findIndex(({ rule }) => rule === fault.rule) === at;
      this.add({ fault, server: of.lane.server.name, protocols: new Set([laneName(of.lane)]), count: first ? count : 0 });
    });
  }

  /** A fault that the replies of several lanes show together, `count` of them. */
  inLanes(fault: RuleFault, of: readonly WithLane[], count: number): void {
    this.add({ fault, server: serversName(of, this.all), protocols: new Set(protocolsName(of, this.all).split(', ')), count });
  }

  list(): Violation[] {
    return this.folded().map(({ fault, server, protocols, seen, count }) => {
      const examples = [...seen].slice(0, EXAMPLES).join(' / ');
      const others = `${seen.size < MOST_DIFFERENT ? '' : 'at least '}${seen.size - EXAMPLES}`;
      return {
        rule: fault.rule,
        statement: RULEBOOK[fault.rule],
        name: subject(this.question),
        type: this.question.type,
        server,
        protocol: protocols.has(ANY_PROTOCOL) ? ANY_PROTOCOL : [...protocols].sort().join(', '),
        seen: seen.size > EXAMPLES ? `${examples} / and ${others} more` : examples,
        allowed: cut(fault.allowed, LONGEST_TEXT),
        count,
      };
    });
  }

  private add(found: Omit<Group, 'seen'>): void {
    const key = JSON.stringify([found.fault.rule, found.server]);
    const group = this.groups.get(key) ?? { ...found, seen: new Set<string>(), count: 0 };
    this.groups.set(key, group);
    found.protocols.forEach(protocol => group.protocols.add(protocol));
    group.count += found.count;
    if (group.seen.size < MOST_DIFFERENT) {
      group.seen.add(cut(found.fault.seen, LONGEST_TEXT));
    }
  }

  /** What all servers do is one violation, in the place of the first. */
  private folded(): Group[] {
    const servers = new Set(this.all.map(({ lane }) => lane.server.name));
    const ofEach = groupBy(
      [...this.groups.values()].filter(({ server }) => servers.has(server)),
      ({ fault }) => fault.rule,
    );
    return [...this.groups.values()].flatMap(group => {
      const alike = ofEach.get(group.fault.rule) ?? [];
      if (servers.size < 2 || alike.length < servers.size || !alike.includes(group)) {
        return [group];
      }
      return group === alike[0] ? [together(alike, allServers(servers.size))] : [];
    });
  }
}

function together(groups: readonly Group[], server: string): Group {
  return {
    fault: groups[0].fault,
    server,
    protocols: new Set(groups.flatMap(({ protocols }) => [...protocols])),
    seen: new Set(groups.flatMap(({ seen }) => [...seen]).slice(0, MOST_DIFFERENT)),
    count: groups.reduce((sum, { count }) => sum + count, 0),
  };
}

/** A violation in one line. */
export function violationLine(v: Violation): string {
  const times = v.count > 1 ? ` (${v.count} times)` : '';
  const over = v.protocol === ANY_PROTOCOL ? '' : ` over ${v.protocol}`;
  return `${v.name} ${v.type} from ${v.server}${over}: saw ${v.seen}${times}; allowed: ${v.allowed}; rule ${v.rule}: ${v.statement}`;
}
