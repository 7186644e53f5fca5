/** The health of checks as the API tells it: what was measured, and the verdict by the rules of `rules/health`. */
import type { HealthCheckConfig } from '../../rules/health-check-config';
import { calculatedHealthy } from '../../rules/health/other-types';
import { checkKind, type CheckKind } from '../../rules/health/types';
import { reportsHealthy } from '../../rules/health/status-text';
import { endpointHealthy, verdict } from '../../rules/health/verdict';
import type { Route53Reader } from '../../aws/reader';

/** What one checker reports. */
export interface CheckerReport {
  readonly region: string;
  readonly address: string;
  readonly healthy: boolean;
  readonly status: string;
  readonly checkedAt?: Date;
}

export interface CheckHealth {
  readonly id: string;
  /** `HTTP`, …; `missing` when the health check was deleted. */
  readonly type: string;
  /** Undefined when the API does not tell: then only DNS can (see `note`). */
  readonly healthy: boolean | undefined;
  readonly reports: readonly CheckerReport[];
  /** What is special about it, e.g. `inverted`. */
  readonly note?: string;
}

/** The kinds of health check whose state is kept elsewhere: in CloudWatch, and in Application Recovery Controller. */
const KEPT_ELSEWHERE: Partial<Record<CheckKind | 'unknown', string>> = {
  alarm: 'follows a CloudWatch alarm',
  routingControl: 'follows a routing control',
};

/** Reads each check once, however many records share it. Settings are kept from reading to reading, measurements are not. */
export class HealthReader {
  private readonly configs = new Map<string, Promise<HealthCheckConfig | undefined>>();

  constructor(private readonly api: Pick<Route53Reader, 'healthCheck' | 'observations'>) {}

  async read(ids: Iterable<string>): Promise<Map<string, CheckHealth>> {
    const reading = new Map<string, Promise<CheckHealth>>();
    const once = (id: string): Promise<CheckHealth> => {
      const found = reading.get(id) ?? this.readOne(id, once);
      reading.set(id, found);
      return found;
    };
    await Promise.all([...new Set(ids)].map(once));
    return new Map(await Promise.all([...reading].map(async ([id, health]) => [id, await health] as const)));
  }

  private async readOne(id: string, child: (id: string) => Promise<CheckHealth>): Promise<CheckHealth> {
    const config = await this.config(id);
    if (!config) {
      return { id, type: 'missing', healthy: undefined, reports: [], note: 'deleted: its records are in an unpredictable state' };
    }
    const type = config.Type ?? 'unknown';
    const note = noteOn(config);
    if (config.Disabled === true) {
      return { id, type, healthy: verdict(config, undefined), reports: [], note };
    }
    const kind = checkKind(type) ?? 'unknown';
    if (KEPT_ELSEWHERE[kind] !== undefined) {
      return { id, type, healthy: undefined, reports: [], note };
    }
    if (kind === 'calculated') {
      const children = await Promise.all((config.ChildHealthChecks ?? []).map(child));
      return { id, type, healthy: calculatedVerdict(config, children), reports: [], note };
    }
    const reports = (await this.api.observations(id)).map(({ Region, IPAddress, StatusReport }): CheckerReport => ({
      region: Region ?? 'unknown',
      address: IPAddress ?? 'unknown',
      healthy: reportsHealthy(StatusReport?.Status ?? ''),
      status: StatusReport?.Status ?? '',
      checkedAt: StatusReport?.CheckedTime,
    }));
    return { id, type, healthy: verdict(config, endpointHealthy(reports.map(r => r.status))), reports, note };
  }

  private config(id: string): Promise<HealthCheckConfig | undefined> {
    const found = this.configs.get(id) ?? this.api.healthCheck(id);
    this.configs.set(id, found);
    return found;
  }
}

/** Undefined when the verdict hangs on a child that the API tells nothing about. */
function calculatedVerdict(config: HealthCheckConfig, children: readonly CheckHealth[]): boolean | undefined {
  const assuming = (unknown: boolean): boolean =>
    verdict(
      config,
      calculatedHealthy(
        children.map(c => c.healthy ?? unknown),
        config.HealthThreshold,
      ),
    );
  return assuming(true) === assuming(false) ? assuming(true) : undefined;
}

function noteOn(config: HealthCheckConfig): string | undefined {
  const notes = [
    ...(config.Disabled ? ['disabled: counts as healthy'] : []),
    ...(config.Inverted ? ['inverted'] : []),
    ...(config.Disabled ? [] : [KEPT_ELSEWHERE[checkKind(config.Type) ?? 'unknown']].filter(note => note !== undefined)),
  ];
  return notes.length > 0 ? notes.join(', ') : undefined;
}

/** Checks whose verdict differs between two readings, in words. */
export function healthChanges(before: ReadonlyMap<string, CheckHealth>, after: ReadonlyMap<string, CheckHealth>): string[] {
  const word = (healthy: boolean | undefined): string => (healthy === undefined ? 'unknown' : healthy ? 'healthy' : 'unhealthy');
  return [...after].flatMap(([id, now]) => {
    const was = before.get(id);
    return was?.healthy === now.healthy ? [] : [`health check ${id}: ${word(was?.healthy)}, then ${word(now.healthy)}`];
  });
}
