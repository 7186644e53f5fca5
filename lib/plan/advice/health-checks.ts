/** Advice on one health check. */
import { ipVersion, uncheckableRange } from '../../rules/addresses';
import { checkKind } from '../../rules/health/types';
import { DEFAULT_FAILURE_THRESHOLD, DEFAULT_REQUEST_INTERVAL, FAST_REQUEST_INTERVAL } from '../../rules/limits';
import { displayName, sameName } from '../../rules/names';
import { isAddressType } from '../../rules/record-types';
import { optionsOf } from '../cost';
import type { Declared, DeclaredHealthCheck } from '../declared';
import type { DeclaredName } from '../names';
import { PRICES } from '../prices';
import { equalProbes, priceOf } from '../traffic';
import type { Remark, RemarkOn } from './advice';

interface Case {
  readonly check: DeclaredHealthCheck;
  readonly declared: Declared;
  /** The health checks that ask for the same, itself included. */
  readonly alike: readonly DeclaredHealthCheck[];
  /** The names with a record set that it watches. */
  readonly watchedNames: readonly DeclaredName[];
}
type Rule = (given: Case) => Remark | undefined;

const RULES: readonly Rule[] = [
  function forbiddenAddress({ check }) {
    const address = check.config.IPAddress;
    const range = address !== undefined && ipVersion(address) ? uncheckableRange(address) : undefined;
    if (!range) return undefined;
    return {
      level: 'refused',
      id: 'uncheckable-address',
      advice: 'check a public address, or follow a CloudWatch alarm instead',
      reason: `${address} is in ${range.range} (${range.purpose}), which Route 53 does not check`,
    };
  },

  function probesItsOwnName({ check, watchedNames }) {
    const host = check.config.FullyQualifiedDomainName;
    const own = watchedNames.find(
      ({ name }) => host !== undefined && check.config.IPAddress === undefined && sameName(host, name),
    );
    if (!own) return undefined;
    return {
      level: 'risk',
      id: 'probes-own-name',
      advice: `probe the endpoint's own address or name, not ${displayName(own.name)}`,
      reason: 'the check would resolve the very answer it decides, which AWS calls unpredictable',
    };
  },

  function probesAnotherAddress({ check, watchedNames }) {
    const probed = check.config.IPAddress;
    const answered = watchedNames
      .filter(({ type }) => isAddressType(type))
      .flatMap(({ members }) => members.filter(({ recordSet }) => recordSet.healthCheck === check.key))
      .flatMap(({ recordSet }) => recordSet.set.ResourceRecords ?? [])
      .map(({ Value }) => Value);
    const known = [probed, ...answered].every(value => value !== undefined && ipVersion(value) !== undefined);
    if (probed === undefined || answered.length === 0 || !known || answered.includes(probed)) return undefined;
    return {
      level: 'risk',
      id: 'probes-another-address',
      advice: `probe ${answered.join(', ')} instead of ${probed}`,
      reason: 'Route 53 probes only the address in the health check, never the one in the record',
    };
  },

  function inverted({ check }) {
    if (check.config.Inverted !== true) return undefined;
    return {
      level: 'risk',
      id: 'inverted',
      advice: 'make sure this is intended: Route 53 returns the endpoint while its probes fail',
      reason: 'an inverted health check is healthy when its probes fail, and unhealthy until it has data',
    };
  },

  function followsAnything({ check }) {
    const { Type, HealthThreshold } = check.config;
    if (checkKind(Type) !== 'calculated' || HealthThreshold === undefined) return undefined;
    if (HealthThreshold > 0 && HealthThreshold <= check.children.length) return undefined;
    return {
      level: 'risk',
      id: 'threshold-decides-nothing',
      advice: `set the threshold to between 1 and ${check.children.length} healthy children, not ${HealthThreshold}`,
      reason: `with ${check.children.length} children the check is always ${HealthThreshold === 0 ? 'healthy' : 'unhealthy'}`,
    };
  },

  function forgotten({ check, declared, watchedNames }) {
    const isChild = declared.healthChecks.some(other => other.children.includes(check.key));
    if (watchedNames.length > 0 || isChild) return undefined;
    return {
      level: 'hint',
      id: 'check-without-record',
      advice: 'remove it, unless a drained endpoint, an alarm or another app needs it',
      reason: 'no record set of the app uses it, and AWS charges for it every month',
    };
  },

  function couldBeFaster({ check, watchedNames }) {
    const interval = check.config.RequestInterval ?? DEFAULT_REQUEST_INTERVAL;
    const threshold = check.config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD;
    const probes = check.config.IPAddress !== undefined || check.config.FullyQualifiedDomainName !== undefined;
    if (!probes || watchedNames.length === 0 || interval !== DEFAULT_REQUEST_INTERVAL || threshold < DEFAULT_FAILURE_THRESHOLD) {
      return undefined;
    }
    const { aws, other } = PRICES.healthCheck;
    return {
      level: 'hint',
      id: 'slow-to-notice',
      advice: `use a ${FAST_REQUEST_INTERVAL}-second interval to detect a failed endpoint in about ${FAST_REQUEST_INTERVAL * threshold} instead of ${interval * threshold} seconds`,
      reason: `it costs $${aws.option.toFixed(2)} more a month (AWS endpoint) or $${other.option.toFixed(2)} (other), and an existing check is replaced`,
    };
  },

  function equalToOthers({ check, alike }) {
    if (alike.length < 2) return undefined;
    return {
      level: 'hint',
      id: 'equal-health-checks',
      advice:
        'let one health check serve all of them: use the same Endpoint object within a stack, ' +
        'or EndpointHealthCheck.fromHealthCheck with the ID of the other',
      reason: `these ${alike.length} probe the same endpoint in the same way; each costs $${priceOf(check).toFixed(2)} a month and adds requests to the endpoint`,
    };
  },

  function costlyOptions({ check }) {
    const options = optionsOf(check.config);
    if (options.length < 3) return undefined;
    return {
      level: 'hint',
      id: 'many-options',
      advice: 'keep only the options you need',
      reason: `AWS charges for each of ${options.join(', ')}`,
    };
  },
];

export function adviseOnHealthChecks(declared: Declared, names: readonly DeclaredName[]): RemarkOn[] {
  const alikeOf = equalProbes(declared.healthChecks);
  return declared.healthChecks.flatMap(check => {
    const watchedNames = names.filter(({ members }) => members.some(({ recordSet }) => recordSet.healthCheck === check.key));
    return RULES.flatMap(rule => {
      const found = rule({ check, declared, alike: alikeOf.get(check)!, watchedNames });
      return found ? [{ ...found, subject: `health check ${check.name}` }] : [];
    });
  });
}
