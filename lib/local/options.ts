/** What `startLocal` takes and gives, in plain data, so that its types need no package of ours. */

/** How a local Route 53 is to be. Everything has a default. */
export interface LocalOptions {
  /**
   * TCP port of the API; 0 picks a free one.
   *
   * @default 0
   */
  readonly port?: number;

  /**
   * UDP and TCP port of the DNS server; 0 picks a free one.
   *
   * @default 0
   */
  readonly dnsPort?: number;

  /**
   * Whether DNS packets are taken and sent many at a time, which answers about twice as many questions a second. For load tests: it needs
   * Linux on x64 or arm64 and the package `koffi`, which is not installed with this one.
   *
   * @default false
   */
  readonly dnsBatches?: boolean;

  /**
   * Address, or name of one, that both listen on. Anyone who can reach it can change everything.
   *
   * @default 127.0.0.1
   */
  readonly host?: string;

  /**
   * Further names that clients may call this machine by, such as that of a container: requests under other names than `host` and those of
   * loopback are refused, because a web page could point a name of its own here.
   *
   * @default - none
   */
  readonly allowHosts?: readonly string[];

  /**
   * Where on this machine the endpoints of health checks are: `52.0.0.0/24=127.0.0.1:8000+` (52.0.0.0 at port 8000, 52.0.0.1 at 8001 …),
   * `52.0.0.7=127.0.0.1:8081`, `origin.shop.example=127.0.0.1:8082`, or, where this machine has all of them, `52.0.0.0/24=127.0.1.0/24`.
   * The more specific entry wins. Endpoints that are not mapped are not probed.
   *
   * @default - none but loopback addresses
   */
  readonly map?: readonly string[];

  /**
   * Makes picks and ids repeat: the same seed and the same calls give the same answers.
   *
   * @default - different each time
   */
  readonly seed?: number;

  /**
   * How many times faster than real time the intervals of health checks pass. Time limits of probes stay real.
   *
   * @default 1
   */
  readonly speed?: number;

  /**
   * A file that keeps zones, records, health checks and stacks over a restart.
   *
   * @default - nothing is kept
   */
  readonly state?: string;

  /**
   * Milliseconds until a change is INSYNC and answered.
   *
   * @default 0
   */
  readonly propagationDelay?: number;

  /**
   * Milliseconds that a change batch is processed; meanwhile another one for the same zone is refused with PriorRequestNotComplete, so that
   * a client's retries can be tried.
   *
   * @default 0
   */
  readonly processingTime?: number;

  /**
   * What the account may hold, where it is not what AWS gives a new account: `{ healthChecks: 500 }`.
   *
   * @default - 500 hosted zones, 10,000 record sets in each, 200 health checks, …
   */
  readonly quotas?: Partial<Quotas>;

  /**
   * Whether health checks may name private, loopback and documentation addresses, which Route 53 refuses.
   *
   * @default false
   */
  readonly allowPrivate?: boolean;

  /**
   * Whether hosted zones of `example.com` and names below it are refused, as AWS refuses them. Otherwise they are created, with a warning,
   * because tests everywhere use them.
   *
   * @default false
   */
  readonly strictNames?: boolean;

  /**
   * Whether names of private hosted zones are answered.
   *
   * @default false
   */
  readonly answerPrivate?: boolean;

  /**
   * Whether calls are throttled as at AWS, so that a client's retries can be tried.
   *
   * @default false
   */
  readonly throttle?: boolean;

  /**
   * Where clients are whose queries carry a client subnet: the location of each network, for the policies that ask.
   *
   * @default - unknown
   */
  readonly locations?: readonly ClientNetwork[];

  /**
   * Where all other clients are.
   *
   * @default - unknown
   */
  readonly clientLocation?: Location;

  /** Hears what a person should know, a line each, such as an address that is not probed. */
  readonly log?: (line: string) => void;

  /** Hears of each API call, a line each. */
  readonly logCall?: (line: string) => void;
}

/** What an account may hold. */
export interface Quotas {
  readonly hostedZones: number;
  readonly recordSetsPerZone: number;
  readonly healthChecks: number;
  readonly delegationSets: number;
  readonly zonesPerDelegationSet: number;
  readonly vpcsPerZone: number;
}

/** The location of a network. */
export interface ClientNetwork {
  /** For example `198.51.100.0/24`. */
  readonly prefix: string;
  readonly location: Location;
}

/** Where a client is; what is missing makes the policy that asks take its default. */
export interface Location {
  /** `AF AN AS EU NA OC SA`. */
  readonly continent?: string;
  /** ISO 3166-1 alpha-2, for example `DE`. */
  readonly country?: string;
  /** Code of a subdivision of the country, for example `CA` in `US`. */
  readonly subdivision?: string;
  /** The AWS Region with the best latency. */
  readonly region?: string;
  readonly coordinates?: { readonly latitude: number; readonly longitude: number };
  /** Name of the location in a CIDR collection. */
  readonly cidrLocation?: string;
}

/** A health check as it is now. */
export interface CheckStatus {
  readonly id: string;
  /** Its `Name` tag. */
  readonly name?: string;
  /** `HTTP`, `TCP`, `CALCULATED` … */
  readonly type: string;
  /** What is checked, for example `52.0.0.7:80/healthz`. */
  readonly endpoint: string;
  readonly healthy: boolean;
  /** What its checkers are made to report. */
  readonly forced?: 'up' | 'down';
  /** Record sets that name it, for example `www.example.com. A blue`. */
  readonly recordSets: readonly string[];
}

/** How long to wait. */
export interface Patience {
  /**
   * Milliseconds.
   *
   * @default 30000
   */
  readonly timeout?: number;

  /**
   * Ends the wait, which then rejects, before its time.
   *
   * @default - none
   */
  readonly signal?: AbortSignal;
}

/** A running local Route 53. */
export interface Local {
  /** For `AWS_ENDPOINT_URL` and the `endpoint` of an SDK client. */
  readonly endpointUrl: string;
  /** `address:port` of the DNS server, for UDP and TCP. */
  readonly dns: string;

  /**
   * Deploys a template, such as `Template.fromStack(stack).toJSON()`, as a stack: creates it, or updates it when there is one. Rejects with
   * the reason of each resource that failed, and has rolled back then. A program of its own deploys with the CDK CLI instead.
   *
   * @param stackName `Stack` unless given
   */
  deploy(template: object, stackName?: string): Promise<void>;

  /** All health checks as they are now. */
  healthChecks(): readonly CheckStatus[];

  /**
   * Makes the checkers report an endpoint as healthy or not, whatever it is, until `auto`.
   *
   * @param target a health check's id or `Name` tag, an address or name that is checked, a set identifier, or the name of record sets
   */
  force(target: string, to: 'up' | 'down' | 'auto'): void;

  /** Sets the state of an alarm that health checks follow. */
  setAlarm(name: string, state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', region?: string): void;

  /** Sets the state of a routing control that health checks follow. */
  setRoutingControl(arn: string, state: 'On' | 'Off'): void;

  /** Resolves when every verdict rests on what the endpoints are now, and every stack operation has ended. */
  settle(patience?: Patience): Promise<void>;

  /** Resolves when all that `target` means has this status. */
  until(target: string, status: 'healthy' | 'unhealthy', patience?: Patience): Promise<void>;

  /** How many times faster than real time the intervals of health checks pass. */
  speed: number;

  /** Ends it at once: no port, timer or socket remains. */
  close(): Promise<void>;
}
