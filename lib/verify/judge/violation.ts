import { displayName } from '../../rules/names';
import { laneName, type Lane, type Question } from '../model';
import { RULEBOOK, type Fault, type RuleId } from './rulebook';

/** Faults of one kind from one server over one protocol. */
export interface Violation {
  readonly rule: RuleId;
  /** The rule in words. */
  readonly statement: string;
  readonly name: string;
  readonly type: string;
  /** `all servers` when none differs. */
  readonly server: string;
  /** `udp`, `udp+edns`, `tcp`, `tcp+edns`, or `any` where it makes no difference. */
  readonly protocol: string;
  readonly seen: string;
  readonly allowed: string;
  /** In how many replies. */
  readonly count: number;
}

const EXAMPLES = 3;

/** Gathers faults as they are found, so that a thousand wrong replies of one kind are one violation. */
export class Violations {
  private readonly groups = new Map<string, { head: Omit<Violation, 'seen' | 'count'>; seen: Set<string>; count: number }>();

  constructor(private readonly question: Question) {}

  inReply(fault: Fault, lane: Lane): void {
    this.add(fault, lane.server.name, laneName(lane));
  }

  add(fault: Fault, server: string, protocol: string): void {
    const key = JSON.stringify([fault.rule, server, protocol]);
    const group = this.groups.get(key) ?? { head: this.head(fault, server, protocol), seen: new Set<string>(), count: 0 };
    group.seen.add(fault.seen);
    group.count++;
    this.groups.set(key, group);
  }

  list(): Violation[] {
    return [...this.groups.values()].map(({ head, seen, count }) => {
      const examples = [...seen].slice(0, EXAMPLES).join(' / ');
      return { ...head, seen: seen.size > EXAMPLES ? `${examples} / and ${seen.size - EXAMPLES} more` : examples, count };
    });
  }

  private head(fault: Fault, server: string, protocol: string): Omit<Violation, 'seen' | 'count'> {
    return {
      rule: fault.rule,
      statement: RULEBOOK[fault.rule],
      name: displayName(this.question.name),
      type: this.question.type,
      server,
      protocol,
      allowed: fault.allowed,
    };
  }
}

/** A violation in one line. */
export function describe(v: Violation): string {
  const times = v.count > 1 ? ` (${v.count} times)` : '';
  return `${v.name} ${v.type} from ${v.server} over ${v.protocol}: saw ${v.seen}${times}; allowed: ${v.allowed}; rule ${v.rule}: ${v.statement}`;
}
