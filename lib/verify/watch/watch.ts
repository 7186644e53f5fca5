/** The same verification, continuously and gently: one query to each server at a time, and health no faster than AWS likes. */
import { groupBy } from '../../rules/group-by';
import type { PaceClock } from '../../aws/pace';
import { askLane } from '../dns/ask';
import { HealthReader } from '../health/read';
import { subject, type Lane, type Observation } from '../model';
import { readAll, type NameReading, type Reading } from '../reading';
import { lanesOf } from '../servers';
import type { VerifyTarget } from '../targets';
import type { VerifyOptions } from '../verify';
import {
  changesIn,
  silenceBetween,
  violationChange,
  violationsBetween,
  watchedName,
  WINDOW,
  type WatchEvent,
  type WatchedName,
} from './state';

export interface WatchOptions extends Omit<VerifyOptions, 'sleep'> {
  readonly clock: PaceClock;
  /** Milliseconds between two queries to one server. */
  readonly askEvery: number;
  /** Milliseconds between the end of one reading of the API and the next. */
  readonly readEvery: number;
  readonly onState: (state: WatchState) => void;
}

export interface WatchState {
  readonly names: readonly WatchedName[];
  /** Newest last. */
  readonly changes: readonly WatchEvent[];
  readonly violations: number;
}

const CHANGES_KEPT = 200;
/** Settings of health checks are read again after so many readings. */
const SETTINGS_KEPT = 10;

/** Watches until `stop` is aborted; resolves to how many kinds of violation there were. */
export async function watch(targets: readonly VerifyTarget[], options: WatchOptions): Promise<number> {
  const first = await read(targets, new HealthReader(options.api), options);
  const watcher = new Watch(targets, first, options);
  await Promise.all([watcher.ask(), watcher.read()]);
  return watcher.violations;
}

function read(targets: readonly VerifyTarget[], health: HealthReader, options: WatchOptions): Promise<Reading> {
  return readAll(targets, options.api, health, options.random, options);
}

interface Seen {
  /** When, by the clock. */
  readonly at: number;
  readonly observation: Observation;
}

class Watch {
  violations = 0;
  private readonly recent = new Map<string, Seen[]>();
  private readonly unjudged = new Map<string, Observation[]>();
  private readonly reported = new Map<string, number>();
  private changes: WatchEvent[] = [];

  constructor(
    private readonly targets: readonly VerifyTarget[],
    private reading: Reading,
    private readonly options: WatchOptions,
  ) {}

  /** Asks every server of every name once, in another way each time. */
  async ask(): Promise<void> {
    for (let turn = 0; !this.options.stop.aborted; turn++) {
      await Promise.all(this.reading.names.map(records => this.askName(records, turn)));
      this.show();
      await this.options.clock.sleep(this.options.askEvery);
    }
  }

  async read(): Promise<void> {
    let health = new HealthReader(this.options.api);
    for (let turn = 1; !this.options.stop.aborted; turn++) {
      await this.options.clock.sleep(this.options.readEvery);
      health = turn % SETTINGS_KEPT === 0 ? new HealthReader(this.options.api) : health;
      if (this.options.stop.aborted) {
        return;
      }
      try {
        this.take(await read(this.targets, health, this.options));
      } catch (error) {
        if (this.options.stop.aborted) {
          return;
        }
        this.note({ at: this.options.date(), kind: 'worse', text: `the API cannot be read: ${(error as Error).message}` });
      }
      this.show();
    }
  }

  private async askName(records: NameReading, turn: number): Promise<void> {
    const servers = groupBy(lanesOf(await this.options.serversOf(records.zone)), lane => lane.server);
    const lanes = [...servers.values()].map((ways): Lane => ways[turn % ways.length]);
    const seen = (await Promise.all(lanes.map(lane => askLane(records.question, lane, 1, this.options)))).flat();
    const at = this.options.clock.now();
    const key = keyOf(records);
    this.recent.set(key, [...this.recentOf(records), ...seen.map(observation => ({ at, observation }))]);
    this.unjudged.set(key, [...(this.unjudged.get(key) ?? []), ...seen]);
  }

  private take(next: Reading): void {
    const at = this.options.date();
    for (const records of this.reading.names) {
      const after = next.names.find(other => keyOf(other) === keyOf(records));
      const observations = this.unjudged.get(keyOf(records)) ?? [];
      const later = after && { records: after, reading: next };
      const found = violationsBetween(
        { records, reading: this.reading },
        later,
        observations,
        this.recentOf(records).map(seen => seen.observation),
      );
      const news = found.filter(v => this.isNews(`${v.name} ${v.type} ${v.rule} ${v.server}`));
      this.violations += news.length;
      news.forEach(v => this.note(violationChange(v, at)));
      const silence = silenceBetween(observations);
      if (silence !== undefined && this.isNews(`${keyOf(records)} ${silence}`)) {
        this.note({ at, kind: 'worse', text: `${subject(records.question)} ${records.question.type}: ${silence}` });
      }
      const was = watchedName(records, this.reading, observations);
      const changes = after ? changesIn(was, watchedName(after, next, observations), at) : [removed(records, at)];
      changes.forEach(change => this.note(change));
    }
    this.unjudged.clear();
    this.reading = next;
  }

  /** The same is told once a minute. */
  private isNews(key: string): boolean {
    const now = this.options.clock.now();
    const told = this.reported.get(key);
    if (told !== undefined && now - told < WINDOW) {
      return false;
    }
    this.reported.set(key, now);
    return true;
  }

  private note(change: WatchEvent): void {
    this.changes = [...this.changes, change].slice(-CHANGES_KEPT);
  }

  private show(): void {
    const names = this.reading.names.map(records =>
      watchedName(
        records,
        this.reading,
        this.recentOf(records).map(seen => seen.observation),
      ),
    );
    this.options.onState({ names, changes: this.changes, violations: this.violations });
  }

  private recentOf(records: NameReading): Seen[] {
    const since = this.options.clock.now() - WINDOW;
    return (this.recent.get(keyOf(records)) ?? []).filter(seen => seen.at > since);
  }
}

function keyOf({ zone, sets: [set] }: NameReading): string {
  return `${zone.id} ${set.Name} ${set.Type}`;
}

function removed({ question }: NameReading, at: Date): WatchEvent {
  return { at, kind: 'worse', text: `${subject(question)} ${question.type} no longer has any records` };
}
