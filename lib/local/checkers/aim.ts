import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { uncheckableRange } from '../../rules/addresses';
import type { ProbeFailure } from '../../rules/health/status-text';
import type { AddressMap, Target } from './address-map';
import { portOf } from './probe';
import type { Resolved } from './resolve';

/** Where a check's next probe goes. */
export type Aim =
  /** `resolved` is the address that a check by domain name came to. */
  | { readonly kind: 'target'; readonly address: string; readonly target: Target; readonly resolved?: string }
  | { readonly kind: 'failed'; readonly failure: ProbeFailure; readonly resolved?: string }
  /** Not on this machine, so it is not probed. `host` is the address or name that would have to be mapped. */
  | { readonly kind: 'unmapped'; readonly host: string; readonly port: number };

/** By the check's address, or else by its domain name, which is looked up anew for each probe (behaviour 4.3). */
export function aimAt(config: HealthCheckConfig, map: AddressMap, resolve: (domainName: string) => Resolved): Aim {
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
