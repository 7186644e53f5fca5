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

/** Enough for 3,000 checkers whose endpoints all hang in the TLS handshake: 4 s of every 14. */
const DEFAULT_MAX_PROBES = 1000;

/** Follows `store` from now on. */
export function startCheckers(options: CheckersOptions): Checkers {
  const { store, random = Math.random, clock = SYSTEM_CLOCK } = options;
  const log = (line: string): void => options.log?.(line);
  const isHealthy = (id: string): boolean => verdicts.isHealthy(id);
  const sources: Measuring = { state: () => store.state, checkersOf: id => pool.checkersOf(id), isHealthy };
  const schedule = new Schedule(clock, options.speed);
  const resolve = options.resolve ?? localResolver(store, isHealthy, random);
  const prober = new EndpointProber({ ...options, clock, log, resolve });
  const verdicts: Verdicts = new Verdicts(check => measure(check, sources));
  const convergence: Convergence = new Convergence(id => (store.state.forced.has(id) ? [] : pool.checkersOf(id)));
  const pool: ProbePool = new ProbePool({
    schedule,
    semaphore: new Semaphore(options.maxProbes ?? DEFAULT_MAX_PROBES),
    random,
    regions: options.regions ?? CHECKER_REGIONS,
    perRegion: options.checkersPerRegion ?? 1,
    probe: (check, signal) => prober.probe(check, signal),
    hurried: checker => convergence.awaits(checker),
    fault: ({ healthCheckId }, error) =>
      log(`health check ${healthCheckId}: a probe failed inside the checker: ${String(error)}`),
  });
  pool.onProbe(event => verdicts.take(event, clock.date()));
  pool.onProbe(event => convergence.take(event));
  pool.onProbe(event => options.onProbe?.(event));

  const follow = (next: State, previous: State): void => {
    const changed = differing(next.healthChecks, previous.healthChecks);
    const forced = differing(next.forced, previous.forced);
    changed.forEach(id => pool.assign(id, next.healthChecks.get(id)));
    if (changed.length + forced.length > 0) {
      verdicts.setChecks(next.healthChecks, new Set([...changed, ...forced]));
      convergence.recount();
      pool.wake([...changed, ...forced]);
    }
    if (next.alarms !== previous.alarms) verdicts.refreshKind('alarm');
    if (next.routingControls !== previous.routingControls) verdicts.refreshKind('routingControl');
  };
  follow(store.state, EMPTY_STATE);
  const unfollow = store.onChange(follow);

  return {
    isHealthy,
    onChange: listener => verdicts.onChange(listener),
    observations(id) {
      const check = store.state.healthChecks.get(id);
      return check ? observe(check, sources, clock.date()) : [];
    },
    lastFailures: id => pool.checkersOf(id).flatMap(checker => checker.lastFailure ?? []),
    unmappedHostOf: id => prober.unmappedHostOf(id),
    get speed() {
      return schedule.speed;
    },
    set speed(speed) {
      schedule.speed = speed;
    },
    settle(healthCheckIds, signal) {
      const settled = convergence.settle(healthCheckIds, pool.begun, signal);
      pool.wake(healthCheckIds);
      return settled;
    },
    close() {
      unfollow();
      pool.stop();
      schedule.stop();
      convergence.close();
    },
  };
}

/** The keys under which two maps hold different things. */
function differing(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return a === b ? [] : [...new Set([...b.keys(), ...a.keys()])].filter(key => a.get(key) !== b.get(key));
}
