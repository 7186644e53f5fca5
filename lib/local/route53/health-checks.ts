/** Health checks (behaviour 4.2, 5.6). */
import type { HealthCheck as ApiHealthCheck, HealthCheckConfig } from '@aws-sdk/client-route-53';
import { checkKind } from '../../rules/health/types';
import { CHECKER_IP_RANGES } from '../../rules/health/checker-addresses';
import { configFault, type HealthCheckConfig as Config, withDefaults } from '../../rules/health-check-config';
import { locationOf, pathId, tagged } from '../../rules/ids';
import { ServiceError } from '../aws/errors';
import { withForce } from '../checkers/overrides';
import type { HealthCheck } from '../state';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import { newUuid } from './ids';
import type { Operations } from './operations';
import type { AccountResources } from './account-resources';
import { byMarker, page } from './paging';

const MAX_PAGE = 1000;

export function healthCheckOperations(
  context: AccountContext,
): Operations<
  | 'CreateHealthCheck'
  | 'GetHealthCheck'
  | 'UpdateHealthCheck'
  | 'DeleteHealthCheck'
  | 'ListHealthChecks'
  | 'GetHealthCheckCount'
  | 'GetHealthCheckStatus'
  | 'GetHealthCheckLastFailureReason'
  | 'GetCheckerIpRanges'
> {
  const { store, own, random, allowPrivate, health, quotas } = context;
  const accept = (config: HealthCheckConfig): HealthCheckConfig => {
    const fault = configFault(config as Config, { allowPrivate, typeOf: id => own.findHealthCheck(id)?.config.Type });
    if (fault !== undefined) {
      throw invalidInput(fault);
    }
    return withDefaults(config as Config) as HealthCheckConfig;
  };
  const keep = (check: HealthCheck): void => {
    store.update(state => ({ ...state, healthChecks: new Map(state.healthChecks).set(check.id, check) }));
  };
  /** What checkers saw; only checks of endpoints have checkers (behaviour 5.6). */
  const observed = (id: string | undefined): HealthCheck => {
    const check = own.healthCheck(id);
    if (checkKind(check.config.Type) === 'calculated') {
      throw invalidInput(`The health check ${check.id} is calculated from others, so no checker reports on it`);
    }
    return check;
  };
  return {
    CreateHealthCheck({ CallerReference = '', HealthCheckConfig: asked }) {
      const config = accept(asked!);
      const known = previous(own, CallerReference, config);
      const check = known ?? {
        id: newUuid(store.state.healthChecks, random),
        accountId: own.accountId,
        callerReference: CallerReference,
        version: 1,
        config,
      };
      if (!known) {
        if (own.healthChecks().length >= quotas.healthChecks) {
          throw new ServiceError(
            'TooManyHealthChecks',
            `Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER - Cannot create more than ${quotas.healthChecks} health checks.`,
          );
        }
        store.update(state => ({
          ...state,
          healthChecks: new Map(state.healthChecks).set(check.id, check),
          spentReferences: own.spend(state, 'healthcheck', CallerReference, check.id),
        }));
      }
      return { HealthCheck: describe(check), Location: locationOf(pathId('healthcheck', check.id)) };
    },

    GetHealthCheck: ({ HealthCheckId }) => ({ HealthCheck: describe(own.healthCheck(HealthCheckId)) }),

    UpdateHealthCheck({ HealthCheckId, HealthCheckVersion, ResetElements = [], ...members }) {
      const check = own.healthCheck(HealthCheckId);
      if (checkKind(check.config.Type) === 'routingControl') {
        throw invalidInput('Invalid parameter : Update is not supported for this health check type.');
      }
      if (HealthCheckVersion !== undefined && HealthCheckVersion !== check.version) {
        throw new ServiceError(
          'HealthCheckVersionMismatch',
          `The health check ${check.id} has version ${check.version}, got ${HealthCheckVersion}`,
          {
            status: 409,
          },
        );
      }
      if (members.IPAddress !== undefined && check.config.IPAddress === undefined) {
        throw invalidInput('Invalid parameter : An IP address cannot be added to a health check that was created without one.');
      }
      const given = Object.entries(members).filter(([, value]) => value !== undefined);
      const reset = Object.entries(check.config).filter(([name]) => !(ResetElements as string[]).includes(name));
      const config = accept(Object.fromEntries([...reset, ...given]) as unknown as HealthCheckConfig);
      const updated = { ...check, version: check.version + 1, config };
      keep(updated);
      return { HealthCheck: describe(updated) };
    },

    DeleteHealthCheck({ HealthCheckId }) {
      const { id } = own.healthCheck(HealthCheckId);
      store.update(state => {
        const [healthChecks, tags] = [new Map(state.healthChecks), new Map(state.tags)];
        healthChecks.delete(id);
        tags.delete(tagged('healthcheck', id));
        return withForce({ ...state, healthChecks, tags }, id, 'auto'); // what it was forced to goes with it
      });
      return {};
    },

    ListHealthChecks({ Marker, MaxItems }) {
      const start = Marker === undefined ? undefined : (check: HealthCheck) => check.id >= Marker;
      const found = page(own.healthChecks(), start, MaxItems, MAX_PAGE);
      return { HealthChecks: found.items.map(describe), ...byMarker(Marker, found) };
    },

    GetHealthCheckCount: () => ({ HealthCheckCount: own.healthChecks().length }),

    GetHealthCheckStatus: ({ HealthCheckId }) => ({
      HealthCheckObservations: [...health.observations(observed(HealthCheckId).id)],
    }),

    GetHealthCheckLastFailureReason: ({ HealthCheckId }) => ({
      HealthCheckObservations: [...health.lastFailures(observed(HealthCheckId).id)],
    }),

    GetCheckerIpRanges: () => ({ CheckerIpRanges: Object.values(CHECKER_IP_RANGES).flat() }),
  };
}

function describe({ id, callerReference, version, config }: HealthCheck): ApiHealthCheck {
  return { Id: id, CallerReference: callerReference, HealthCheckVersion: version, HealthCheckConfig: config };
}

/** The check that a repeated request means; undefined for a reference that is new. */
function previous(own: AccountResources, callerReference: string, config: HealthCheckConfig): HealthCheck | undefined {
  const id = own.madeBy('healthcheck', callerReference);
  if (id === undefined) {
    return undefined;
  }
  const check = own.findHealthCheck(id);
  if (!check || !sameConfig(check.config, config)) {
    throw new ServiceError(
      'HealthCheckAlreadyExists',
      'A health check has already been created with the specified caller reference.',
      {
        status: 409,
      },
    );
  }
  return check;
}

function sameConfig(a: HealthCheckConfig, b: HealthCheckConfig): boolean {
  const text = (config: HealthCheckConfig): string =>
    JSON.stringify(
      Object.entries(config)
        .filter(([, value]) => value !== undefined)
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return text(a) === text(b);
}
