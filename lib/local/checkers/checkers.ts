import type { HealthCheckObservation } from '@aws-sdk/client-route-53';
import type { TimeLimits } from '../../rules/health/probe';
import { CHECKER_REGIONS } from '../../rules/limits';
import type { Random } from '../../rules/random';
import type { HealthReports, HealthSource } from '../health';
import { EMPTY_STATE, type State } from '../state';
import type { Store } from '../store';
import type { AddressMap } from './address-map';
import { type Clock, SYSTEM_CLOCK } from './clock';
import { Convergence } from './convergence';
import { EndpointProber } from './endpoint-prober';
import { measure, type Measuring, observe } from './measure';
import type { ProbeEvent } from './probe-loop';
import { ProbePool } from './probe-pool';
import { localResolver, type Resolved } from './resolve';
import { Schedule } from './schedule';
import { Semaphore } from './semaphore';
import { Verdicts } from './verdicts';

export interface CheckersOptions {
  readonly store: Store;
  readonly addressMap: AddressMap;
  /** Hears, once for each, of addresses that are not probed. */
  readonly log?: (line: string) => void;
  /** How many times faster than real time the intervals pass, from 0.01 to 1000; the time limits of a probe always are real time. */
  readonly speed?: number;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Where a check that names no Regions is made from. */
  readonly regions?: readonly string[];
  /** Checkers in each Region. AWS has about two (behaviour 4.4). */
  readonly checkersPerRegion?: number;
  /** Milliseconds for each step of a probe. */
  readonly limits?: TimeLimits;
  /** Probes under way at a time, each with one socket or two. */
  readonly maxProbes?: number;
  /** Whether this machine has a loopback address; by binding to it unless given. */
  readonly hasAddress?: (address: string) => Promise<boolean>;
  /** How the domain names of checks are looked up; from the local zones unless given. Never ask the network. */
  readonly resolve?: (domainName: string) => Resolved;
  /** Hears of every probe as it ends. */
  readonly onProbe?: (event: ProbeEvent) => void;
}

/** Health checkers at work: verdicts for the answer path, observations for the API. What a person overrides is in the state, which they follow. */
export interface Checkers extends HealthSource, HealthReports {
  /** The address or name that keeps a check from being probed, because it is not on this machine. */
  unmappedHostOf(healthCheckId: string): string | undefined;
  speed: number;
  /**
   * Resolves when the verdicts on these checks rest on what the endpoints are now: each checker has made as many like probes since this
   * call as its threshold asks for, at once rather than at its intervals. Checks that are not probed do not hold it up.
   */
  settle(healthCheckIds: readonly string[], signal?: AbortSignal): Promise<void>;
  /** At once: no timer, no socket remains. */
  close(): void;
}

/** Follows `store` from now on. */
export function startCheckers(options: CheckersOptions): Checkers {
  return new RunningCheckers(options);
}

/** Enough for 3,000 checkers whose endpoints all hang in the TLS handshake: 4 s of every 14. */
const DEFAULT_MAX_PROBES = 1000;

class RunningCheckers implements Checkers {
  private readonly clock: Clock;
  private readonly schedule: Schedule;
  private readonly prober: EndpointProber;
  private readonly pool: ProbePool;
  private readonly verdicts: Verdicts;
  private readonly convergence: Convergence;
  /** What the status of a check is made from. */
  private readonly sources: Measuring;
  private readonly unfollow: () => void;

  constructor(private readonly options: CheckersOptions) {
    const { store, random = Math.random, clock = SYSTEM_CLOCK } = options;
    const log = (line: string): void => options.log?.(line);
    this.clock = clock;
    this.schedule = new Schedule(clock, options.speed);
    const resolve = options.resolve ?? localResolver(store, id => this.isHealthy(id), random);
    this.prober = new EndpointProber({ ...options, clock, log, resolve });
    this.pool = new ProbePool({
      schedule: this.schedule,
      semaphore: new Semaphore(options.maxProbes ?? DEFAULT_MAX_PROBES),
      random,
      regions: options.regions ?? CHECKER_REGIONS,
      perRegion: options.checkersPerRegion ?? 1,
      probe: (check, signal) => this.prober.probe(check, signal),
      hurried: checker => this.convergence.awaits(checker),
      fault: ({ healthCheckId }, error) =>
        log(`health check ${healthCheckId}: a probe failed inside the checker: ${String(error)}`),
    });
    this.sources = {
      state: () => store.state,
      checkersOf: id => this.pool.checkersOf(id),
      isHealthy: id => this.isHealthy(id),
    };
    this.verdicts = new Verdicts(check => measure(check, this.sources));
    this.convergence = new Convergence(id => (store.state.forced.has(id) ? [] : this.pool.checkersOf(id)));
    this.pool.onProbe(event => this.verdicts.take(event, clock.date()));
    this.pool.onProbe(event => this.convergence.take(event));
    this.pool.onProbe(event => options.onProbe?.(event));
    this.follow(store.state, EMPTY_STATE);
    this.unfollow = store.onChange((next, previous) => this.follow(next, previous));
  }

  isHealthy(healthCheckId: string): boolean {
    return this.verdicts.isHealthy(healthCheckId);
  }

  onChange(listener: (healthCheckId: string, healthy: boolean) => void): () => void {
    return this.verdicts.onChange(listener);
  }

  observations(healthCheckId: string): readonly HealthCheckObservation[] {
    const check = this.options.store.state.healthChecks.get(healthCheckId);
    return check ? observe(check, this.sources, this.clock.date()) : [];
  }

  lastFailures(healthCheckId: string): readonly HealthCheckObservation[] {
    return this.pool.checkersOf(healthCheckId).flatMap(checker => checker.lastFailure ?? []);
  }

  unmappedHostOf(healthCheckId: string): string | undefined {
    return this.prober.unmappedHostOf(healthCheckId);
  }

  get speed(): number {
    return this.schedule.speed;
  }

  set speed(speed: number) {
    this.schedule.speed = speed;
  }

  settle(healthCheckIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const settled = this.convergence.settle(healthCheckIds, this.pool.begun, signal);
    this.pool.wake(healthCheckIds);
    return settled;
  }

  close(): void {
    this.unfollow();
    this.pool.stop();
    this.schedule.stop();
    this.convergence.close();
  }

  private follow(next: State, previous: State): void {
    const changed = differing(next.healthChecks, previous.healthChecks);
    const forced = differing(next.forced, previous.forced);
    changed.forEach(id => this.pool.assign(id, next.healthChecks.get(id)));
    if (changed.length + forced.length > 0) {
      this.verdicts.setChecks(next.healthChecks, new Set([...changed, ...forced]));
      this.convergence.recount();
      this.pool.wake([...changed, ...forced]);
    }
    if (next.alarms !== previous.alarms) this.verdicts.refreshKind('alarm');
    if (next.routingControls !== previous.routingControls) this.verdicts.refreshKind('routingControl');
  }
}

/** The keys under which two maps hold different things. */
function differing(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return a === b ? [] : [...new Set([...b.keys(), ...a.keys()])].filter(key => a.get(key) !== b.get(key));
}
