import { laneName, subject, type Lane, type Question } from '../model';
import { RULEBOOK, type Fault, type RuleId } from './rulebook';

/** Faults of one kind from one server. */
export interface Violation {
  readonly rule: RuleId;
  /** The rule in words. */
  readonly statement: string;
  readonly name: string;
  readonly type: string;
  /** `all servers` when none differs. */
  readonly server: string;
  /** Those of `udp`, `udp+edns`, `tcp` and `tcp+edns` it was seen over, or `any` where it makes no difference. */
  readonly protocol: string;
  readonly seen: string;
  readonly allowed: string;
  /** In how many replies. */
  readonly count: number;
}

/** Where it makes no difference over which protocol. */
export const ANY_PROTOCOL = 'any';

const EXAMPLES = 3;

interface Group {
  readonly fault: Fault;
  readonly server: string;
  readonly protocols: Set<string>;
  readonly seen: Set<string>;
  count: number;
}

/** Gathers faults as they are found, so that a thousand wrong replies of one kind are one violation. */
export class Violations {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly question: Question) {}

  inReply(fault: Fault, lane: Lane): void {
    this.add(fault, lane.server.name, laneName(lane));
  }

  add(fault: Fault, server: string, protocol: string): void {
    const key = JSON.stringify([fault.rule, server]);
    const group = this.groups.get(key) ?? { fault, server, protocols: new Set<string>(), seen: new Set<string>(), count: 0 };
    group.protocols.add(protocol);
    group.seen.add(fault.seen);
    group.count++;
    this.groups.set(key, group);
  }

  list(): Violation[] {
    return [...this.groups.values()].map(({ fault, server, protocols, seen, count }) => {
      const examples = [...seen].slice(0, EXAMPLES).join(' / ');
      return {
        rule: fault.rule,
        statement: RULEBOOK[fault.rule],
        name: subject(this.question),
        type: this.question.type,
        server,
        protocol: [...protocols].sort().join(', '),
        seen: seen.size > EXAMPLES ? `${examples} / and ${seen.size - EXAMPLES} more` : examples,
        allowed: fault.allowed,
        count,
      };
    });
  }
}

/** A violation in one line. */
export function describe(v: Violation): string {
  const times = v.count > 1 ? ` (${v.count} times)` : '';
  const over = v.protocol === ANY_PROTOCOL ? '' : ` over ${v.protocol}`;
  return `${v.name} ${v.type} from ${v.server}${over}: saw ${v.seen}${times}; allowed: ${v.allowed}; rule ${v.rule}: ${v.statement}`;
}
