import { checkKind } from '../../rules/health/types';
import { DEFAULT_REQUEST_INTERVAL } from '../../rules/limits';
import { checkerAddress } from '../../rules/health/checker-addresses';
import type { Random } from '../../rules/random';
import type { HealthCheck } from '../state';
import { Checker } from './checker';
import { type Duty, Watch } from './watch';

export interface FleetOptions extends Omit<Duty, 'interval'> {
  readonly random: Random;
  /** Of a check that names none. */
  readonly regions: readonly string[];
  readonly perRegion: number;
}

/** All checkers of all health checks: which there are follows from the checks. */
export class Fleet {
  private readonly watches = new Map<string, readonly Watch[]>();

  constructor(private readonly options: FleetOptions) {}

  checkersOf(healthCheckId: string): readonly Checker[] {
    return (this.watches.get(healthCheckId) ?? []).map(watch => watch.checker);
  }

  /** Sends out the checkers that the check wants and calls back the rest. Those that stay keep what they have seen. */
  assign(id: string, check: HealthCheck | undefined): void {
    const present = this.watches.get(id) ?? [];
    const wanted = check ? this.placesOf(check) : [];
    const isWanted = (watch: Watch): boolean => wanted.some(place => place.address === watch.checker.address);
    present.filter(watch => !isWanted(watch)).forEach(watch => watch.stop());
    if (!check || wanted.length === 0) {
      this.watches.delete(id);
      return;
    }
    const duty = { ...this.options, interval: intervalOf(check) };
    const watches = wanted.map(
      ({ region, address }, i) =>
        present.find(watch => watch.checker.address === address) ??
        new Watch(new Checker(id, region, address), duty, duty.interval * ((i + this.options.random()) / wanted.length)),
    );
    this.watches.set(id, watches);
  }

  /** Has checkers that someone waits for probe at once. */
  wake(healthCheckIds: readonly string[]): void {
    healthCheckIds.forEach(id => this.watches.get(id)?.forEach(watch => watch.wake()));
  }

  stop(): void {
    this.watches.forEach(watches => watches.forEach(watch => watch.stop()));
    this.watches.clear();
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
