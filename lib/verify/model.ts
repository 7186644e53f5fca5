/** The words the verifier is written in: what is asked, what came back, what is allowed. Plain data. */
import { hostAndPort } from '../rules/addresses';
import { displayName } from '../rules/names';

/** A question to a name server; the name is normalized (`www.example.com.`). */
export interface Question {
  readonly name: string;
  readonly type: string;
  /** The wildcard that is asked about by `name`, which it covers; normalized. */
  readonly wildcard?: string;
}

/** What a question is about, as a person writes it: a label that stands for a wildcard is another in every run. */
export function subject({ name, wildcard }: Question): string {
  return displayName(wildcard ?? name);
}

export interface Server {
  /** How a person knows it, e.g. `ns-1.awsdns-1.com`. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

export type Protocol = 'udp' | 'tcp';

/** One way of asking one server. */
export interface Lane {
  readonly server: Server;
  readonly protocol: Protocol;
  readonly edns: boolean;
}

/** A resource record of an answer section; `value` is in the one spelling that `dns/values.ts` gives it. */
export interface AnswerRecord {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly ttl: number;
  readonly value: string;
}

export interface Reply {
  readonly kind: 'reply';
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionAvailable: boolean;
  readonly edns: boolean;
  /** Whether the question came back in the same mix of upper and lower case (0x20). */
  readonly caseKept: boolean;
  readonly bytes: number;
  readonly answers: readonly AnswerRecord[];
}

/** No reply that belongs to the query: what came instead, if anything did. */
export interface NoReply {
  readonly kind: 'none';
  /** Why messages that did come were not taken for the reply, e.g. `another id`. */
  readonly strays: readonly StrayReason[];
  /** The network's own word, e.g. `ECONNREFUSED`. */
  readonly error?: string;
}

export type StrayReason = 'another id' | 'another question' | 'not a response' | 'malformed';

export interface Observation {
  readonly lane: Lane;
  /** Milliseconds since the asking began. */
  readonly at: number;
  /** Milliseconds from the last attempt to its outcome. */
  readonly took: number;
  /** How many times the query was sent. */
  readonly attempts: number;
  readonly outcome: Reply | NoReply;
  /** After a truncated UDP reply: whether the same query was answered over TCP. */
  readonly tcpRetry?: Reply | NoReply;
}

/** One value that the name may answer with, and whose it is. */
export interface Member {
  readonly value: string;
  readonly setIdentifier?: string;
  readonly healthCheckId?: string;
  /** Undefined when it has no health check. */
  readonly healthy: boolean | undefined;
}

/** One way Route 53 may answer: any `size` of `pool`, none twice, in any order, each with `ttl`. */
export interface Allowed {
  readonly pool: readonly Member[];
  readonly size: number;
  readonly ttl: number;
}

/** What a name may answer now. */
export interface Expectation {
  readonly question: Question;
  /** How the name is routed, e.g. `multivalue` or `failover alias`. */
  readonly policy: string;
  /** Everything the name could ever answer with, healthy or not. */
  readonly members: readonly Member[];
  /** At least one; most policies have exactly one. */
  readonly alternatives: readonly Allowed[];
  /** Whether the asked servers speak for the zone themselves. A VPC resolver, asked for a private zone, does not. */
  readonly authoritative: boolean;
}

export function laneName(lane: Lane): string {
  return `${lane.protocol}${lane.edns ? '+edns' : ''}`;
}

export function endpointName(server: Pick<Server, 'address' | 'port'>): string {
  return hostAndPort(server.address, server.port);
}
