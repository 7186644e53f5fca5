import type { AlarmState, RoutingControlState } from '../../rules/health/other-types';
import { checkKind } from '../../rules/health/types';
import { AddressMapError, type AddressMap } from '../checkers/address-map';
import type { Checkers } from '../checkers/checkers';
import { NotYetError } from '../checkers/convergence';
import { withAlarm, withForce, withRoutingControl } from '../checkers/overrides';
import { onAbort } from '../on-abort';
import type { HealthCheck } from '../state';
import type { Store } from '../store';
import { ControlError } from './errors';
import { findChecks, healthCheckName } from './find-checks';
import { checkStatuses, type DetailedCheckStatus, type Status, statusOf } from './status';

/**
 * Levers for tests and demos. Where a `target` is asked for, it is a health check's id or `Name` tag, an address or domain name that is
 * checked, a set identifier, or the name of record sets. All of them throw `ControlError` for what they cannot do.
 */
export interface Control {
  status(): Status;
  /**
   * Makes the checkers report an endpoint as healthy or not, whatever it is, until `auto`. Returns the checks as they are now. A
   * calculated check is refused: it follows its children.
   */
  force(target: string, to: 'up' | 'down' | 'auto'): readonly DetailedCheckStatus[];
  /**
   * Has these checks, or all, probed at once, and resolves when their verdicts rest on what their endpoints are now. Rejects when `signal`
   * is aborted.
   */
  settle(targets?: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Resolves when all checks that `target` means have this status. Rejects when `signal` is aborted. */
  until(target: string, status: 'healthy' | 'unhealthy', signal?: AbortSignal): Promise<void>;
  /** Sets the state of the alarm of this name that checks follow; without a Region, of all that have the name. */
  setAlarm(name: string, state: AlarmState, region?: string): void;
  /** Sets the state of a routing control that checks follow. */
  setRoutingControl(arn: string, state: RoutingControlState): void;
  /** How many times faster than real time the intervals of checkers pass: from 0.01 to 1000. */
  speed: number;
  /** One more entry of the address map, e.g. `52.0.0.7=127.0.0.1:8081`. */
  map(entry: string): void;
}

export function createControl(store: Store, checkers: Checkers, addressMap: AddressMap): Control {
  const configs = (): HealthCheck['config'][] => [...store.state.healthChecks.values()].map(({ config }) => config);
  const idsOf = (targets: readonly string[]): string[] => targets.flatMap(t => findChecks(store.state, t).map(check => check.id));

  return {
    status: () => statusOf(store.state, checkers),

    force(target, to) {
      const checks = findChecks(store.state, target);
      const calculated = checks.find(check => checkKind(check.config.Type) === 'calculated');
      if (calculated) {
        const known = (id: string): string => healthCheckName(store.state, id) ?? id;
        const children = calculated.config.ChildHealthChecks?.map(known).join(', ') ?? '';
        throw new ControlError(
          `health check ${known(calculated.id)} is calculated and follows its children; force those: ${children}`,
        );
      }
      checks.forEach(check => store.update(all => withForce(all, check.id, to)));
      return checkStatuses(checks, store.state, checkers);
    },

    async settle(targets, signal) {
      await checkers.settle(targets ? idsOf(targets) : [...store.state.healthChecks.keys()], signal);
    },

    async until(target, status, signal) {
      await untilAll(checkers, idsOf([target]), status === 'healthy', signal);
    },

    setAlarm(name, state, region) {
      const alarms = configs().flatMap(config => config.AlarmIdentifier ?? []);
      const meant = alarms.filter(alarm => alarm.Name === name && (region === undefined || alarm.Region === region));
      if (meant.length === 0) {
        const known = alarms.map(alarm => `${alarm.Name} in ${alarm.Region}`).join(', ');
        throw new ControlError(
          `no health check follows an alarm '${name}'${region ? ` in ${region}` : ''}; there are ${known || 'none'}`,
          404,
        );
      }
      meant.forEach(alarm => store.update(all => withAlarm(all, alarm, state)));
    },

    setRoutingControl(arn, state) {
      const known = configs().flatMap(config => config.RoutingControlArn ?? []);
      if (!known.includes(arn)) {
        throw new ControlError(
          `no health check follows a routing control '${arn}'; there are ${known.join(', ') || 'none'}`,
          404,
        );
      }
      store.update(all => withRoutingControl(all, arn, state));
    },

    get speed() {
      return checkers.speed;
    },

    set speed(speed) {
      try {
        checkers.speed = speed;
      } catch (error) {
        throw error instanceof RangeError ? new ControlError(error.message) : error;
      }
    },

    map(entry) {
      try {
        addressMap.add(entry);
      } catch (error) {
        throw error instanceof AddressMapError ? new ControlError(error.message) : error;
      }
    },
  };
}

function untilAll(checkers: Checkers, ids: readonly string[], healthy: boolean, signal?: AbortSignal): Promise<void> {
  const others = (): string[] => ids.filter(id => checkers.isHealthy(id) !== healthy);
  return new Promise((resolve, reject) => {
    const stop = checkers.onChange(() => others().length === 0 && end(resolve));
    const abort = (): void => end(() => reject(new NotYetError(healthy ? 'healthy' : 'unhealthy', others(), signal)));
    const end = (how: () => void): void => {
      stop();
      unfollow();
      how();
    };
    const unfollow = onAbort(signal, abort);
    if (others().length === 0) {
      end(resolve);
    } else if (signal?.aborted) {
      abort();
    }
  });
}
