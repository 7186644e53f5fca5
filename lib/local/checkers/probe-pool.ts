import { checkKind } from '../../rules/health/types';
import { DEFAULT_REQUEST_INTERVAL } from '../../rules/limits';
import { checkerAddress } from '../../rules/health/checker-addresses';
import type { Random } from '../../rules/random';
import type { HealthCheck } from '../state';
import { Checker } from './checker';
import { type Duty, ProbeLoop } from './probe-loop';

export interface ProbePoolOptions extends Omit<Duty, 'interval'> {
  readonly random: Random;
  /** Of a check that names none. */
  readonly regions: readonly string[];
  readonly perRegion: number;
}

/** All checkers of all health checks: which there are follows from the checks. */
export class ProbePool {
  private readonly loops = new Map<string, readonly ProbeLoop[]>();

  constructor(private readonly options: ProbePoolOptions) {}

  checkersOf(healthCheckId: string): readonly Checker[] {
    return (this.loops.get(healthCheckId) ?? []).map(loop => loop.checker);
  }

  /** Sends out the checkers that the check wants and calls back the rest. Those that stay keep what they have seen. */
  assign(id: string, check: HealthCheck | undefined): void {
    const present = this.loops.get(id) ?? [];
    const wanted = check ? this.placesOf(check) : [];
    const isWanted = (loop: ProbeLoop): boolean => wanted.some(place => place.address === loop.checker.address);
    present.filter(loop => !isWanted(loop)).forEach(loop => loop.stop());
    if (!check || wanted.length === 0) {
      this.loops.delete(id);
      return;
    }
    const duty = { ...this.options, interval: intervalOf(check) };
    const loops = wanted.map(
      ({ region, address }, i) =>
        present.find(loop => loop.checker.address === address) ??
        new ProbeLoop(new Checker(id, region, address), duty, duty.interval * ((i + this.options.random()) / wanted.length)),
    );
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

  private placesOf({ config }: HealthCheck): { region: string; address: string }[] {
    if (config.Disabled === true || checkKind(config.Type) !== 'probe') {
      return [];
    }
    const regions = config.Regions?.length ? config.Regions : this.options.regions;
    return regions.flatMap(region =>
      Array.from({ length: this.options.perRegion }, (_, n) => ({ region, address: checkerAddress(region, n) })),
    );
  }
}

/** It cannot be changed once the check exists (behaviour 4.2). */
function intervalOf({ config }: HealthCheck): number {
  return (config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL) * 1000;
}
