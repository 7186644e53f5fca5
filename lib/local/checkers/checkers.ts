import type { AlarmIdentifier, HealthCheckObservation } from '@aws-sdk/client-route-53';
import { checkKind, type CheckKind } from '../../rules/health/types';
import { judgeProbe, type ProbeResult, TIME_LIMITS, type TimeLimits } from '../../rules/health/probe';
import type { AlarmState, RoutingControlState } from '../../rules/health/other-types';
import { CHECKER_REGIONS, DEFAULT_FAILURE_THRESHOLD } from '../../rules/limits';
import type { Random } from '../../rules/random';
import type { HealthReports, HealthSource } from '../health';
import { EMPTY_STATE, type Force, type HealthCheck, type State } from '../state';
import type { Store } from '../store';
import { AbsentAddressNotice } from './absent-address';
import type { AddressMap } from './address-map';
import { type Aim, aimAt } from './aim';
import { withAlarm, withForce, withRoutingControl } from './overrides';
import type { Checker } from './checker';
import { type Clock, SYSTEM_CLOCK } from './clock';
import { ProbePool } from './probe-pool';
import { Semaphore } from './semaphore';
import { measure, type Measuring, observe } from './measure';
import { probe, searchStringOf } from './probe';
import { localResolver, type Resolved } from './resolve';
import { Schedule } from './schedule';
import { Convergence } from './convergence';
import { UnmappedNotices } from './unmapped';
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

export interface ProbeEvent {
  readonly healthCheckId: string;
  readonly region: string;
  /** Undefined when the endpoint is not on this machine, so that nothing was sent. */
  readonly result: ProbeResult | undefined;
  /** Milliseconds of the schedule between when it was due and when it began. */
  readonly late: number;
}

/** Health checkers at work: verdicts for the answer path, observations for the API, levers for tests and demos. */
export interface Checkers extends HealthSource, HealthReports {
  /** Overrides what the checkers of a check report. */
  force(healthCheckId: string, force: Force | 'auto'): void;
  forceOf(healthCheckId: string): Force | undefined;
  /** The address or name that keeps a check from being probed, because it is not on this machine. */
  unmappedHostOf(healthCheckId: string): string | undefined;
  setAlarm(alarm: AlarmIdentifier, state: AlarmState): void;
  setRoutingControl(arn: string, state: RoutingControlState): void;
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

class RunningCheckers implements Checkers, Measuring {
  private readonly clock: Clock;
  private readonly schedule: Schedule;
  private readonly semaphore: Semaphore;
  private readonly pool: ProbePool;
  private readonly verdicts = new Verdicts(check => measure(check, this));
  private readonly convergence: Convergence;
  private readonly unmapped: UnmappedNotices;
  private readonly absent: AbsentAddressNotice;
  private readonly resolve: (domainName: string) => Resolved;
  private readonly unfollow: () => void;

  constructor(private readonly options: CheckersOptions) {
    const { store, random = Math.random } = options;
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.schedule = new Schedule(this.clock, options.speed);
    this.semaphore = new Semaphore(options.maxProbes ?? DEFAULT_MAX_PROBES);
    this.pool = new ProbePool({
      schedule: this.schedule,
      random,
      regions: options.regions ?? CHECKER_REGIONS,
      perRegion: options.checkersPerRegion ?? 1,
      run: (checker, due, signal) => this.semaphore.through(() => this.check(checker, due, signal)),
      hurried: checker => this.convergence.awaits(checker),
      fault: ({ healthCheckId }, error) =>
        this.log(`health check ${healthCheckId}: a probe failed inside the checker: ${String(error)}`),
    });
    this.convergence = new Convergence(id => this.checkersThatProbe(id));
    this.unmapped = new UnmappedNotices(line => this.log(line));
    this.absent = new AbsentAddressNotice(line => this.log(line), options.hasAddress);
    this.resolve = options.resolve ?? localResolver(store, id => this.isHealthy(id), random);
    this.follow(store.state, EMPTY_STATE);
    this.unfollow = store.onChange((next, previous) => this.follow(next, previous));
  }

  isHealthy(healthCheckId: string): boolean {
    return this.verdicts.isHealthy(healthCheckId);
  }

  onChange(listener: (healthCheckId: string, healthy: boolean) => void): () => void {
    return this.verdicts.onChange(listener);
  }

  checkersOf(healthCheckId: string): readonly Checker[] {
    return this.pool.checkersOf(healthCheckId);
  }

  observations(healthCheckId: string): readonly HealthCheckObservation[] {
    const check = this.checks.get(healthCheckId);
    return check ? observe(check, this, this.clock.date()) : [];
  }

  lastFailures(healthCheckId: string): readonly HealthCheckObservation[] {
    return this.checkersOf(healthCheckId).flatMap(checker => checker.lastFailure ?? []);
  }

  force(healthCheckId: string, force: Force | 'auto'): void {
    this.options.store.update(state => withForce(state, healthCheckId, force));
  }

  forceOf(healthCheckId: string): Force | undefined {
    return this.state.forced.get(healthCheckId);
  }

  unmappedHostOf(healthCheckId: string): string | undefined {
    const check = this.checks.get(healthCheckId);
    const aim = check && this.checkersOf(healthCheckId).length > 0 ? this.aim(check) : undefined;
    return aim?.kind === 'unmapped' ? aim.host : undefined;
  }

  setAlarm(alarm: AlarmIdentifier, state: AlarmState): void {
    this.options.store.update(all => withAlarm(all, alarm, state));
  }

  setRoutingControl(arn: string, state: RoutingControlState): void {
    this.options.store.update(all => withRoutingControl(all, arn, state));
  }

  get speed(): number {
    return this.schedule.speed;
  }

  set speed(speed: number) {
    this.schedule.speed = speed;
  }

  settle(healthCheckIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const settled = this.convergence.settle(healthCheckIds, signal);
    this.pool.wake(healthCheckIds);
    return settled;
  }

  close(): void {
    this.unfollow();
    this.pool.stop();
    this.schedule.stop();
    this.convergence.close();
  }

  private log(line: string): void {
    this.options.log?.(line);
  }

  get state(): State {
    return this.options.store.state;
  }

  private get checks(): State['healthChecks'] {
    return this.state.healthChecks;
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
    if (next.alarms !== previous.alarms) this.refreshKind('alarm');
    if (next.routingControls !== previous.routingControls) this.refreshKind('routingControl');
  }

  private refreshKind(kind: CheckKind): void {
    [...this.checks.values()]
      .filter(check => checkKind(check.config.Type) === kind)
      .forEach(check => this.verdicts.refresh(check.id));
  }

  private checkersThatProbe(healthCheckId: string): readonly Checker[] {
    return this.forceOf(healthCheckId) === undefined ? this.checkersOf(healthCheckId) : [];
  }

  /** One probe by one checker, from taking aim to the verdict. */
  private async check(checker: Checker, due: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted(); // it may have waited at the gate
    const late = this.schedule.now() - due;
    const mark = this.convergence.begin();
    const check = this.checks.get(checker.healthCheckId);
    if (!check) {
      return;
    }
    const result = await this.probe(check, signal);
    if (this.checks.get(check.id) !== check) {
      return; // updated meanwhile: the result may be of another endpoint
    }
    const threshold = check.config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD;
    if (result && checker.note({ ...result, time: this.clock.date() }, threshold)) {
      this.verdicts.refresh(check.id);
    }
    this.convergence.end(checker, mark, result?.success, threshold);
    this.options.onProbe?.({ healthCheckId: check.id, region: checker.region, result, late });
  }

  private aim({ config }: HealthCheck): Aim {
    return aimAt(config, this.options.addressMap, this.resolve);
  }

  private unmappedHosts(): string[] {
    return [...this.checks.keys()].flatMap(id => this.unmappedHostOf(id) ?? []);
  }

  private async probe(check: HealthCheck, signal: AbortSignal): Promise<ProbeResult | undefined> {
    const { id, config } = check;
    const aim = this.aim(check);
    switch (aim.kind) {
      case 'unmapped':
        this.unmapped.tell(aim.host, id, () => this.unmappedHosts());
        return undefined;
      case 'failed':
        return judgeProbe(aim, undefined, aim.resolved);
      case 'target': {
        const env = { clock: this.clock, limits: this.options.limits ?? TIME_LIMITS, signal };
        const outcome = await probe({ healthCheckId: id, config, address: aim.address, target: aim.target }, env);
        if (outcome.kind === 'failed') void this.absent.look(aim.target.address);
        return judgeProbe(outcome, searchStringOf(config), aim.resolved);
      }
    }
  }
}

/** The keys under which two maps hold different things. */
function differing(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return a === b ? [] : [...new Set([...b.keys(), ...a.keys()])].filter(key => a.get(key) !== b.get(key));
}
