/** What of the state is an account's own. No call finds anything else, so no account can see or change what another has. */
import { bareId } from '../../rules/ids';
import { userArn } from '../aws/accounts';
import { ServiceError } from '../aws/errors';
import type { Change, DelegationSet, HealthCheck, HostedZone, QueryLoggingConfig, State } from '../state';
import type { Store } from '../store';
import { noSuchDelegationSet, noSuchHealthCheck, noSuchHostedZone, noSuchQueryLoggingConfig } from './errors';

type Referenced = 'healthcheck' | 'hostedzone';

export class AccountResources {
  constructor(
    private readonly store: Store,
    readonly accountId: string,
  ) {}

  /** By id. */
  zones(): HostedZone[] {
    return this.sorted(this.store.state.zones);
  }

  findZone(id: string | undefined): HostedZone | undefined {
    return this.find(this.store.state.zones, id);
  }

  /** @throws ServiceError AccessDenied for a zone of another account, as the service answers it */
  zone(id: string | undefined): HostedZone {
    const zone = this.findZone(id);
    if (zone) {
      return zone;
    }
    throw this.store.state.zones.has(bareId(id)) ? this.accessDenied() : noSuchHostedZone(bareId(id));
  }

  /** What the service answers to a call for what another account has. */
  accessDenied(): ServiceError {
    const message = `User: ${userArn(this.accountId)} is not authorized to access this resource`;
    return new ServiceError('AccessDenied', message, { status: 403 });
  }

  /** By id. */
  healthChecks(): HealthCheck[] {
    return this.sorted(this.store.state.healthChecks);
  }

  findHealthCheck(id: string | undefined): HealthCheck | undefined {
    return this.find(this.store.state.healthChecks, id);
  }

  /** @throws ServiceError NoSuchHealthCheck */
  healthCheck(id: string | undefined): HealthCheck {
    const check = this.findHealthCheck(id);
    if (!check) {
      throw noSuchHealthCheck(bareId(id));
    }
    return check;
  }

  /** By id. */
  delegationSets(): DelegationSet[] {
    return this.sorted(this.store.state.delegationSets);
  }

  /** @throws ServiceError NoSuchDelegationSet */
  delegationSet(id: string | undefined): DelegationSet {
    const set = this.find(this.store.state.delegationSets, id);
    if (!set) {
      throw noSuchDelegationSet(bareId(id));
    }
    return set;
  }

  /** By id. */
  queryLoggingConfigs(): QueryLoggingConfig[] {
    return this.sorted(this.store.state.queryLoggingConfigs);
  }

  /** @throws ServiceError NoSuchQueryLoggingConfig */
  queryLoggingConfig(id: string | undefined): QueryLoggingConfig {
    const config = this.find(this.store.state.queryLoggingConfigs, id);
    if (!config) {
      throw noSuchQueryLoggingConfig(bareId(id));
    }
    return config;
  }

  findChange(id: string | undefined): Change | undefined {
    return this.find(this.store.state.changes, id);
  }

  /** The id that a caller reference was spent on, be it of something that is gone. */
  madeBy(type: Referenced, reference: string): string | undefined {
    return this.store.state.spentReferences.get(this.keyOf(type, reference));
  }

  /** The spent references of `state`, and one more. */
  spend({ spentReferences }: State, type: Referenced, reference: string, id: string): State['spentReferences'] {
    return new Map(spentReferences).set(this.keyOf(type, reference), id);
  }

  private keyOf(type: Referenced, reference: string): string {
    return `${this.accountId}/${type}/${reference}`;
  }

  private find<T extends { readonly accountId: string }>(all: ReadonlyMap<string, T>, id: string | undefined): T | undefined {
    const found = all.get(bareId(id));
    return found?.accountId === this.accountId ? found : undefined;
  }

  private sorted<T extends { readonly id: string; readonly accountId: string }>(all: ReadonlyMap<string, T>): T[] {
    return [...all.values()].filter(one => one.accountId === this.accountId).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
