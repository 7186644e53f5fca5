import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { checkerAddress } from '../../rules/health/checker-addresses';
import { checkKind } from '../../rules/health/types';
import { DEFAULT_REQUEST_INTERVAL } from '../../rules/limits';
import type { Random } from '../../rules/random';
import type { HealthCheck } from '../state';
import { Checker } from './checker';
import { type ProbeEvent, ProbeLoop, type ProbeLoopContext } from './probe-loop';

export interface ProbePoolOptions extends Omit<ProbeLoopContext, 'begin' | 'emit'> {
  readonly random: Random;
  /** Of a check that names none. */
  readonly regions: readonly string[];
  readonly perRegion: number;
}

/** The probe loops of all health checks: which there are follows from the checks. */
export class ProbePool {
  private readonly loops = new Map<string, readonly ProbeLoop[]>();
  private readonly listeners: ((event: ProbeEvent) => void)[] = [];
  private readonly context: ProbeLoopContext;
  private count = 0;

  constructor(private readonly options: ProbePoolOptions) {
    this.context = { ...options, begin: () => ++this.count, emit: event => this.listeners.forEach(listener => listener(event)) };
  }

  /** Calls `listener` as each probe ends, after those who asked before. */
  onProbe(listener: (event: ProbeEvent) => void): void {
    this.listeners.push(listener);
  }

  /** How many probes have begun. */
  get begun(): number {
    return this.count;
  }

  checkersOf(healthCheckId: string): readonly Checker[] {
    return (this.loops.get(healthCheckId) ?? []).map(loop => loop.checker);
  }

  /** Starts the loops that the check wants and stops the rest. Checkers that stay keep what they have seen. */
  assign(id: string, check: HealthCheck | undefined): void {
    const present = this.loops.get(id) ?? [];
    const wanted = check ? this.placesOf(check.config) : [];
    const isWanted = (loop: ProbeLoop): boolean => wanted.some(place => place.address === loop.checker.address);
    present.filter(loop => !isWanted(loop)).forEach(loop => loop.stop());
    if (!check || wanted.length === 0) {
      this.loops.delete(id);
      return;
    }
    const interval = intervalOf(check);
    const loops = wanted.map(({ region, address }, i) => {
      const running = present.find(loop => loop.checker.address === address);
      const firstProbeIn = running ? 0 : interval * ((i + this.options.random()) / wanted.length);
      return running ?? new ProbeLoop(new Checker(id, region, address), check, this.context, interval, firstProbeIn);
    });
    loops.forEach(loop => (loop.check = check));
    this.loops.set(id, loops);
  }

  /** Has checkers that someone waits for probe at once. */
  wake(healthCheckIds: readonly string[]): void {
    healthCheckIds.forEach(id => this.loops.get(id)?.forEach(loop => loop.wake()));
  }

  stop(): void {
    this.loops.forEach(loops => loops.forEach(loop => loop.stop()));
    this.loops.clear();
  }

  private placesOf(config: HealthCheckConfig): { region: string; address: string }[] {
    const regions = config.Regions?.length ? config.Regions : this.options.regions;
    return (isProbed(config) ? regions : []).flatMap(region =>
      Array.from({ length: this.options.perRegion }, (_, n) => ({ region, address: checkerAddress(region, n) })),
    );
  }
}

export function isProbed({ Type, Disabled }: HealthCheckConfig): boolean {
  return Disabled !== true && checkKind(Type) === 'probe';
}

/** It cannot be changed once the check exists (behaviour 4.2). */
function intervalOf({ config }: HealthCheck): number {
  return (config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL) * 1000;
}
