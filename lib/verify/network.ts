/**
 * The network between this machine and the name servers, which is not Route 53: ports that are closed, routes to nowhere, and something in
 * between that answers in the servers' place. What all servers share by address family or protocol is taken for its doing.
 */
import { isLoopback } from '../rules/addresses';
import { lossOf, type LaneCount } from './loss';
import { NotAuthoritativeError } from './errors';
import { endpointName, laneName, type Expectation, type Lane, type Observation, type Reply } from './model';
import { familyOf, serversName, slicesOf, widest, type Slice, type WithLane } from './slices';

/** What was found out about the network in the course of one verification. */
export class Network {
  private readonly closed = new Set<string>();
  private readonly told = new Set<string>();

  isOpen(lane: Lane): boolean {
    return !this.closed.has(keyOf(lane));
  }

  close(lanes: readonly WithLane[], why: string): void {
    lanes.forEach(({ lane }) => this.closed.add(keyOf(lane)));
    this.told.add(why);
  }

  /** A sentence for each thing that could not be asked. */
  get limits(): readonly string[] {
    return [...this.told];
  }
}

const keyOf = (lane: Lane): string => `${laneName(lane)} ${endpointName(lane.server)}`;

/** In one sentence: nothing comes back over some of the ways of asking, whichever server is asked. */
export function silenceSentence({ items }: Slice<LaneCount>, all: readonly LaneCount[]): string {
  const { attempts } = lossOf(items);
  const errors = [...new Set(items.flatMap(lane => lane.errors))].join(', ');
  const way = wayOf(items, all);
  const { family, protocol, edns } = sharedBy(items, all);
  const advice =
    protocol !== undefined
      ? `let ${protocol} port ${portsOf(items)} through${edns === undefined ? '' : `, ${edns} too`}`
      : family !== undefined
        ? `check the ${family} connection of this machine`
        : 'check firewalls';
  return (
    `nothing comes back to this machine over ${way} (${errors || 'no reply'} after ${attempts} attempts), while the rest gets through: ` +
    `${way} is left out of the verdict; ${advice}, or verify from another network`
  );
}

/** What some lanes share and the others do not. */
function sharedBy(some: readonly WithLane[], all: readonly WithLane[]): { family?: string; protocol?: string; edns?: string } {
  const own = (value: (lane: Lane) => string): string | undefined => {
    const [first, ...others] = new Set(some.map(({ lane }) => value(lane)));
    return others.length === 0 && all.some(({ lane }) => value(lane) !== first) ? first : undefined;
  };
  return {
    family: own(lane => familyOf(lane.server)),
    protocol: own(lane => lane.protocol.toUpperCase()),
    edns: own(lane => (lane.edns ? 'with EDNS' : 'without EDNS')),
  };
}

/** How a person calls it: `IPv6`, `TCP over IPv6`, `UDP with EDNS`. */
function wayOf(some: readonly WithLane[], all: readonly WithLane[]): string {
  const { family, protocol, edns } = sharedBy(some, all);
  const parts = [protocol, family && protocol ? `over ${family}` : family, edns].filter(part => part !== undefined);
  return parts.length === 0
    ? `the way to ${serversName(some, [])}`
    : protocol || family
      ? parts.join(' ')
      : `DNS ${parts.join(' ')}`;
}

function portsOf(lanes: readonly WithLane[]): string {
  return [...new Set(lanes.map(({ lane }) => lane.server.port))].join(', ');
}

/**
 * Whether a reply looks as if somebody else had sent it: a resolver, which is no authority and offers recursion, or a portal, which answers
 * whatever name with its own address.
 */
function isForeign({ authoritative, recursionAvailable, rcode, answers }: Reply, { members, question }: Expectation): boolean {
  const values = answers.filter(({ type }) => type === question.type).map(({ value }) => value);
  const known = new Set(members.map(({ value }) => value));
  return (
    (!authoritative && (recursionAvailable || rcode !== 'NOERROR')) ||
    (values.length > 0 && !values.some(value => known.has(value)))
  );
}

interface LaneReplies extends WithLane {
  readonly foreign: boolean;
}

/** The lanes that were heard, and whether all their replies look foreign. */
export function foreignLanes(seen: ReadonlyMap<Lane, readonly Observation[]>, expectation: Expectation): LaneReplies[] {
  return [...seen].flatMap(([lane, observations]) => {
    const replies = observations.flatMap(({ outcome }) => (outcome.kind === 'reply' ? [outcome] : []));
    return replies.length === 0 ? [] : [{ lane, foreign: replies.every(reply => isForeign(reply, expectation)) }];
  });
}

/** What looks foreign at all servers over one protocol or address family, while the rest does not. Nothing on this machine: no network lies between. */
export function foreignWays(lanes: readonly LaneReplies[]): Slice<LaneReplies>[] {
  const remote = lanes.filter(({ lane }) => !isLoopback(lane.server.address));
  return remote.every(({ foreign }) => foreign)
    ? []
    : widest(slicesOf(remote, ['family', 'protocol']).filter(({ items }) => items.every(({ foreign }) => foreign)));
}

export function foreignSentence({ items }: Slice<WithLane>, all: readonly WithLane[]): string {
  const way = wayOf(items, all);
  return (
    `something on this network answers over ${way} in place of the name servers, as a transparent DNS proxy or a captive portal does: ` +
    `${way} is left out of the verdict; disable it, or verify from another network`
  );
}

/** A name that no zone of Route 53 holds, and every resolver has an answer to (RFC 6761). */
export const OUTSIDE = 'invalid.';

/** Whether the reply to a question outside every zone is that of a resolver or portal. A name server refuses. */
export function isResolvers({ rcode, recursionAvailable, answerCount }: Reply): boolean {
  return answerCount > 0 || (recursionAvailable && rcode !== 'REFUSED');
}

export function interceptedError(server: string, name: string, reply: Reply): NotAuthoritativeError {
  const values = reply.answers.map(({ value }) => value).join(', ');
  const said =
    reply.answerCount > 0 ? `answers even ${name} with ${values}` : `answers ${name} with ${reply.rcode} instead of refusing it`;
  return new NotAuthoritativeError(
    `what replies as ${server} is not a name server of the zone: it ${said}, as a resolver, a transparent DNS proxy or a captive portal does; ` +
      'verify from a network that lets DNS through, name a server of the zone with --server, or see what clients see with --resolver',
    reply.answerCount === 0,
  );
}
