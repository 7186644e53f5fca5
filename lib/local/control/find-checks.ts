import { listed } from '../../text/words';
import { ipVersion, canonicalAddress } from '../../rules/addresses';
import { tagged } from '../../rules/ids';
import { sameName } from '../../rules/names';
import type { HealthCheck, State } from '../state';
import { ControlError } from './errors';

/** The `Name` tag of a health check, which is how people know it. */
export function healthCheckName(state: State, healthCheckId: string): string | undefined {
  return state.tags.get(tagged('healthcheck', healthCheckId))?.find(tag => tag.Key === 'Name')?.Value;
}

/**
 * The health checks that a text means, trying in this order: an id; a `Name` tag; an IP address or domain name that is checked; the set
 * identifier of a record set; the name of record sets, for all their checks.
 *
 * @throws ControlError when there is none
 */
export function findChecks(state: State, text: string): readonly HealthCheck[] {
  for (const means of MEANINGS) {
    const found = [...state.healthChecks.values()].filter(means(state, text));
    if (found.length > 0) {
      return found;
    }
  }
  throw new ControlError(`'${text}' is not a health check, endpoint or record set; ${whatThereIs(state)}`, 404);
}

type Meaning = (state: State, text: string) => (check: HealthCheck) => boolean;

const MEANINGS: readonly Meaning[] = [
  (_, text) => check => check.id === text,
  (state, text) => check => healthCheckName(state, check.id) === text,
  (_, text) =>
    ({ config }) =>
      config.IPAddress === undefined
        ? config.FullyQualifiedDomainName !== undefined && sameName(config.FullyQualifiedDomainName, text)
        : sameAddress(config.IPAddress, text),
  (state, text) => isCheckOf(state, set => set.SetIdentifier === text),
  (state, text) => isCheckOf(state, set => sameName(set.Name, text)),
];

function isCheckOf(
  state: State,
  wanted: (set: { Name: string; SetIdentifier?: string }) => boolean,
): (check: HealthCheck) => boolean {
  const sets = [...state.zones.values()].flatMap(zone => zone.recordSets.filter(wanted));
  const ids = new Set(sets.map(set => set.HealthCheckId));
  return check => ids.has(check.id);
}

function sameAddress(a: string, b: string): boolean {
  return ipVersion(b) !== undefined && canonicalAddress(a) === canonicalAddress(b);
}

const MOST_LISTED = 10;

function whatThereIs(state: State): string {
  const names = [...new Set([...state.healthChecks.keys()].map(id => healthCheckName(state, id) ?? id))]; // A and AAAA may share one
  if (names.length === 0) {
    return 'there are no health checks';
  }
  return `there are ${listed(names, MOST_LISTED)}`;
}
