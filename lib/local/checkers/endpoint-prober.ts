import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { uncheckableRange } from '../../rules/addresses';
import { judgeProbe, type ProbeResult, TIME_LIMITS, type TimeLimits } from '../../rules/health/probe';
import type { ProbeFailure } from '../../rules/health/status-text';
import type { HealthCheck, State } from '../state';
import type { Store } from '../store';
import { AbsentAddressNotice } from './absent-address';
import type { AddressMap, Target } from './address-map';
import type { Clock } from './clock';
import { portOf, probe, searchStringOf } from './probe';
import { isProbed } from './probe-pool';
import type { Resolved } from './resolve';
import { UnmappedNotices } from './unmapped';

export interface EndpointProberOptions {
  readonly store: Store;
  readonly addressMap: AddressMap;
  readonly clock: Clock;
  readonly resolve: (domainName: string) => Resolved;
  readonly log: (line: string) => void;
  readonly limits?: TimeLimits;
  readonly hasAddress?: (address: string) => Promise<boolean>;
}

/** From a health check to what its endpoint says now: where to ask, asking, and what to make of it. */
export class EndpointProber {
  private readonly unmapped: UnmappedNotices;
  private readonly absent: AbsentAddressNotice;

  constructor(private readonly options: EndpointProberOptions) {
    this.unmapped = new UnmappedNotices(options.log);
    this.absent = new AbsentAddressNotice(options.log, options.hasAddress);
  }

  /** Undefined when the endpoint is not on this machine. Rejects only when aborted. */
  async probe({ id, config }: HealthCheck, signal: AbortSignal): Promise<ProbeResult | undefined> {
    const aim = this.aim(config);
    switch (aim.kind) {
      case 'unmapped':
        this.unmapped.tell(aim.host, id, () => [...this.checks.keys()].flatMap(other => this.unmappedHostOf(other) ?? []));
        return undefined;
      case 'failed':
        return judgeProbe(aim, undefined, aim.resolved);
      case 'target': {
        const env = { clock: this.options.clock, limits: this.options.limits ?? TIME_LIMITS, signal };
        const outcome = await probe({ healthCheckId: id, config, address: aim.address, target: aim.target }, env);
        if (outcome.kind === 'failed') void this.absent.look(aim.target.address);
        return judgeProbe(outcome, searchStringOf(config), aim.resolved);
      }
    }
  }

  /** The address or name that keeps a check from being probed, because it is not on this machine. */
  unmappedHostOf(healthCheckId: string): string | undefined {
    const config = this.checks.get(healthCheckId)?.config;
    const aim = config && isProbed(config) ? this.aim(config) : undefined;
    return aim?.kind === 'unmapped' ? aim.host : undefined;
  }

  private get checks(): State['healthChecks'] {
    return this.options.store.state.healthChecks;
  }

  private aim(config: HealthCheckConfig): Aim {
    return aimAt(config, this.options.addressMap, this.options.resolve);
  }
}

/** Where a check's next probe goes. */
type Aim =
  /** `resolved` is the address that a check by domain name came to. */
  | { readonly kind: 'target'; readonly address: string; readonly target: Target; readonly resolved?: string }
  | { readonly kind: 'failed'; readonly failure: ProbeFailure; readonly resolved?: string }
  /** Not on this machine, so it is not probed. `host` is the address or name that would have to be mapped. */
  | { readonly kind: 'unmapped'; readonly host: string; readonly port: number };

/** By the check's address, or else by its domain name, which is looked up anew for each probe (behaviour 4.3). */
function aimAt(config: HealthCheckConfig, map: AddressMap, resolve: (domainName: string) => Resolved): Aim {
  const port = portOf(config);
  if (config.IPAddress !== undefined) {
    const target = map.target(config.IPAddress, port);
    return target ? { kind: 'target', address: config.IPAddress, target } : { kind: 'unmapped', host: config.IPAddress, port };
  }
  const name = config.FullyQualifiedDomainName ?? '';
  const mapped = map.target(name, port);
  if (mapped) {
    return { kind: 'target', address: mapped.address, target: mapped, resolved: mapped.address };
  }
  const found = resolve(name);
  switch (found.kind) {
    case 'nothing':
      return { kind: 'failed', failure: 'nameNotResolved' };
    case 'notLocal':
      return { kind: 'unmapped', host: name, port };
    case 'address': {
      const { address } = found;
      const target = map.target(address, port);
      if (target) {
        return { kind: 'target', address, target, resolved: address };
      }
      return uncheckableRange(address) // at AWS the check exists, and every probe fails (behaviour 4.5)
        ? { kind: 'failed', failure: 'restrictedAddress', resolved: address }
        : { kind: 'unmapped', host: address, port };
    }
  }
}
