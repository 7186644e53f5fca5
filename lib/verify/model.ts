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
  /** How a resolver is asked that does not take plain DNS; the host that its certificate must name, and for HTTPS the path. */
  readonly secure?: { readonly protocol: 'tls' | 'https'; readonly host: string; readonly path?: string };
}

/** Plain DNS, and what resolvers offer besides: DNS over TLS (RFC 7858) and over HTTPS (RFC 8484). */
export type Protocol = 'udp' | 'tcp' | 'tls' | 'https';

/** One way of asking one server. */
export interface Lane {
  readonly server: Server;
  readonly protocol: Protocol;
  readonly edns: boolean;
}

/** A resource record of a reply; `value` is in the one spelling that `dns/values.ts` gives it. */
export interface AnswerRecord {
  /** Normalized. */
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly ttl: number;
  readonly value: string;
}

export interface Reply {
  readonly kind: 'reply';
  /** The upper bits that EDNS adds included. */
  readonly rcode: string;
  readonly opcode: string;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  /** Bits that are set though no query of ours brings them about, e.g. `AD`. */
  readonly otherBits: readonly string[];
  readonly edns: boolean;
  /** Whether the question came back in the same mix of upper and lower case (0x20). */
  readonly caseKept: boolean;
  readonly bytes: number;
  /** The records of the answer section; of very many, the first. */
  readonly answers: readonly AnswerRecord[];
  /** How many there were. */
  readonly answerCount: number;
  readonly authority: readonly AnswerRecord[];
  /** Without the OPT record. */
  readonly additional: readonly AnswerRecord[];
}

/** No reply that belongs to the query: what came instead, if anything did. */
export interface NoReply {
  readonly kind: 'none';
  /** The messages that did come. */
  readonly strays: readonly Stray[];
  /** The network's own word, e.g. `ECONNREFUSED`. */
  readonly error?: string;
}

/** A message that was not taken for the reply. */
export interface Stray {
  readonly reason: StrayReason;
  /** What is wrong with it, where the reason does not say. */
  readonly why?: string;
  /** Whether it belongs to the query all the same, so that no other message will. */
  readonly ours?: boolean;
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
  readonly zone: {
    /** Normalized, as all names here. */
    readonly name: string;
    /** What the NS records at its apex may hold; none when that is not known. */
    readonly nameServers: readonly string[];
  };
  /** The NS record set of the zone that hides the name. */
  readonly delegation?: Delegation;
}

export interface Delegation {
  readonly name: string;
  readonly zoneId: string;
  readonly servers: readonly string[];
}

export function laneName(lane: Lane): string {
  return `${lane.protocol}${lane.edns ? '+edns' : ''}`;
}

export function endpointName(server: Pick<Server, 'address' | 'port'>): string {
  return hostAndPort(server.address, server.port);
}
