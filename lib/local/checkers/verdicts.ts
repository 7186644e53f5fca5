import { type CheckKind, checkKind } from '../../rules/health/types';
import { verdict } from '../../rules/health/verdict';
import type { HealthSource } from '../health';
import type { HealthCheck } from '../state';
import { thresholdOf } from './checker';
import type { ProbeEvent } from './probe-loop';

/** The status of every health check, kept ready for the answer path and announced when it changes. */
export class Verdicts implements HealthSource {
  private readonly known = new Map<string, boolean>();
  private readonly listeners = new Set<(healthCheckId: string, healthy: boolean) => void>();
  /** Calculated checks by their children. */
  private parents = new Map<string, string[]>();
  private checks: ReadonlyMap<string, HealthCheck> = new Map();

  /** @param measured what a check of any type measures now; undefined while there is not enough data */
  constructor(private readonly measured: (check: HealthCheck) => boolean | undefined) {}

  isHealthy(healthCheckId: string): boolean {
    return this.known.get(healthCheckId) ?? true;
  }

  onChange(listener: (healthCheckId: string, healthy: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A checker has seen something. */
  take({ checker, check, result }: ProbeEvent, time: Date): void {
    if (result && checker.note({ ...result, time }, thresholdOf(check))) {
      this.refresh(check.id);
    }
  }

  /** The checks there are now; those named in `changed` are judged anew, and those gone are forgotten. */
  setChecks(checks: ReadonlyMap<string, HealthCheck>, changed: Iterable<string>): void {
    this.checks = checks;
    this.parents = parentsIn(checks);
    for (const id of changed) {
      this.refresh(id);
    }
  }

  /** Judges all checks of a kind anew. */
  refreshKind(kind: CheckKind): void {
    [...this.checks.values()].filter(({ config }) => checkKind(config.Type) === kind).forEach(({ id }) => this.refresh(id));
  }

  /** Judges a check anew, and the calculated checks above it, which cannot be children themselves (behaviour 4.1). */
  refresh(healthCheckId: string): void {
    if (!this.judge(healthCheckId)) {
      return;
    }
    const changed = [healthCheckId, ...(this.parents.get(healthCheckId) ?? []).filter(parent => this.judge(parent))];
    changed.forEach(id => this.listeners.forEach(listener => listener(id, this.isHealthy(id))));
  }

  /** Whether the status is another one than before. */
  private judge(id: string): boolean {
    const before = this.isHealthy(id);
    const check = this.checks.get(id);
    if (check) {
      this.known.set(id, verdict(check.config, this.measured(check)));
    } else {
      this.known.delete(id);
    }
    return this.isHealthy(id) !== before;
  }
}

function parentsIn(checks: ReadonlyMap<string, HealthCheck>): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const { id, config } of checks.values()) {
    for (const child of config.ChildHealthChecks ?? []) {
      parents.set(child, [...(parents.get(child) ?? []), id]);
    }
  }
  return parents;
}
