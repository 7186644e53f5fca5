import { parentName } from '../../rules/routing/zone-index';
import type { HealthSource } from '../health';
import type { HostedZone } from '../state';
import type { Store } from '../store';
import { publishedIndex } from '../zone-indexes';
import { ZoneAnswers } from './zone-answers';

/** The zones that DNS answers from, as the store has them now. A zone is made ready again only when its records changed. */
export class Zones {
  private byName = new Map<string, ZoneAnswers>();
  private ready = new Map<string, { readonly zone: HostedZone; readonly answers: ZoneAnswers }>();
  private stale = true;
  private readonly stopListening: (() => void)[];

  constructor(
    private readonly store: Store,
    private readonly health: HealthSource,
    private readonly answerPrivate: boolean,
  ) {
    this.stopListening = [
      store.onChange((next, previous) => {
        this.stale ||= next.zones !== previous.zones;
      }),
      health.onChange(id => this.ready.forEach(({ answers }) => answers.healthChanged(id))),
    ];
  }

  /** The zone with the longest name that the name lies in. */
  find(name: string): ZoneAnswers | undefined {
    if (this.stale) {
      this.refresh();
    }
    for (let above = name; ; above = parentName(above)) {
      const zone = this.byName.get(above);
      if (zone || above === '.') {
        return zone;
      }
    }
  }

  close(): void {
    this.stopListening.forEach(stop => stop());
  }

  private refresh(): void {
    const before = this.ready;
    this.ready = new Map();
    this.byName = new Map();
    const isHealthy = (id: string): boolean => this.health.isHealthy(id);
    for (const zone of this.answered()) {
      if (!this.byName.has(zone.name)) {
        const known = before.get(zone.id);
        const same = known && known.zone.published === zone.published && known.zone.vpcs === zone.vpcs;
        const answers = same ? known.answers : new ZoneAnswers(publishedIndex(this.store, zone), isPrivate(zone), isHealthy);
        this.ready.set(zone.id, { zone, answers });
        this.byName.set(zone.name, answers);
      }
    }
    this.stale = false;
  }

  /** Of several zones with one name the first here answers: private ones, if they may answer, hide public ones; then the oldest. */
  private answered(): HostedZone[] {
    const zones = [...this.store.state.zones.values()];
    return [...(this.answerPrivate ? zones.filter(isPrivate) : []), ...zones.filter(zone => !isPrivate(zone))];
  }
}

function isPrivate(zone: HostedZone): boolean {
  return zone.vpcs.length > 0;
}
