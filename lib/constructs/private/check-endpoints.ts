import { ipVersion } from '../../rules/addresses';
import { MAX_RECORD_SETS_PER_NAME_AND_TYPE, SET_IDENTIFIER_LENGTH } from '../../rules/limits';
import { isAddressType, isRecordType, MULTIVALUE_TYPES, RECORD_TYPES, recordTypeRule } from '../../rules/record-types';
import { InvalidValueError, parseValue } from '../../rules/record-values';
import type { Endpoint } from '../endpoint';
import { checkFitsXml, type Refuse, shown } from './invalid';
import { isNotLookedUp, isToken } from './tokens';

/** Refuses what a list of endpoints may not be, whatever the policy. `prop` is the list's name in the caller's props. */
export function checkEndpoints(endpoints: readonly Endpoint[], prop: string, refuse: Refuse): void {
  checkAreEndpoints(endpoints, prop, refuse);
  if (endpoints.length === 0) refuse(`${prop} must hold at least one endpoint, got an empty list`);
  endpoints.forEach((endpoint, index) => checkValue(endpoint, `${prop}[${index}]`, refuse));
  checkTypes(endpoints, prop, refuse);
  checkDifferent(endpoints, prop, refuse, 'recordValue');
  if (endpoints.every(endpoint => endpoint.drained)) {
    refuse(`${prop} must hold at least one endpoint that is not drained, got ${endpoints.length} drained`);
  }
}

/** JavaScript, which no compiler keeps from it, may hold an address, or a list that was to be spread. */
function checkAreEndpoints(given: unknown, prop: string, refuse: Refuse): void {
  if (!Array.isArray(given)) return refuse(`${prop} must be a list of endpoints, got ${shown(given)}`);
  given.forEach((endpoint: unknown, index) => {
    checkIsEndpoint(endpoint, `${prop}[${index}]`, refuse, Array.isArray(endpoint) ? 'a list (spread it with ...)' : undefined);
  });
}

export function checkIsEndpoint(given: unknown, prop: string, refuse: Refuse, got = shown(given)): void {
  if (typeof given === 'object' && given !== null && 'recordType' in given) return;
  refuse(`${prop} must be an endpoint, such as Endpoint.ipAddress('52.0.0.1'), got ${got}`);
}

/** Refuses what cannot be the set identifiers of a group (behaviour 1.3), or too many of them (behaviour 1.7). */
export function checkPool(endpoints: readonly Endpoint[], prop: string, refuse: Refuse): void {
  endpoints.forEach((endpoint, index) => {
    checkMultiValueType(endpoint, `${prop}[${index}]`, refuse);
    checkName(endpoint, `${prop}[${index}]`, refuse);
  });
  checkDifferent(endpoints, prop, refuse, 'name');
  checkGroupSize(endpoints, prop, refuse);
}

function checkName({ name }: Endpoint, prop: string, refuse: Refuse): void {
  const { min, max } = SET_IDENTIFIER_LENGTH;
  if (isToken(name)) {
    refuse(`${prop} must have a name that is known at synthesis, because it becomes the set identifier, got ${shown(name)}`);
  }
  checkFitsXml(name, `${prop}.name`, refuse);
  if (name.length < min || name.length > max) {
    refuse(`${prop} must have a name of ${min} to ${max} characters, because it becomes the set identifier, got ${name.length}`);
  }
}

function checkTypes(endpoints: readonly Endpoint[], prop: string, refuse: Refuse): void {
  const types = [...new Set(endpoints.map(endpoint => endpoint.recordType))].sort();
  if (types.length > 1 && types.join() !== 'A,AAAA') {
    refuse(`${prop} must be of one record type, or of A and AAAA, got ${types.join(', ')}`);
  }
}

/** Within one type: an A and an AAAA record may have one name, as the two addresses of one machine. */
function checkDifferent(endpoints: readonly Endpoint[], prop: string, refuse: Refuse, what: 'name' | 'recordValue'): void {
  const seen = new Map<string, number>();
  endpoints.forEach((endpoint, index) => {
    const key = `${endpoint.recordType} ${endpoint[what]}`;
    const before = seen.get(key);
    if (before !== undefined) {
      const word = what === 'name' ? 'name' : isAddressType(endpoint.recordType) ? 'address' : 'value';
      const got = isToken(endpoint[what]) ? `that of ${shown(endpoint.name)}` : shown(endpoint[what]);
      refuse(`${prop}[${index}] must have a different ${word} from ${prop}[${before}], got ${got} for both`);
    }
    seen.set(key, index);
  });
}

function checkGroupSize(endpoints: readonly Endpoint[], prop: string, refuse: Refuse): void {
  const max = MAX_RECORD_SETS_PER_NAME_AND_TYPE;
  for (const type of new Set(endpoints.map(endpoint => endpoint.recordType))) {
    const count = endpoints.filter(endpoint => endpoint.recordType === type && !endpoint.drained).length;
    if (count > max) refuse(`${prop} must hold at most ${max} endpoints of type ${type} that are not drained, got ${count}`);
  }
}

/** Refuses a value that Route 53 would not take for its type. `prop` is the endpoint's name in the caller's props. */
export function checkValue({ recordType, recordValue: value, address, hostName }: Endpoint, prop: string, refuse: Refuse): void {
  if (address !== undefined && hostName !== undefined) {
    const got = `${shown(address)} and ${shown(hostName)}`;
    refuse(`${prop} must have an address or a hostName for checkers to connect to, not both, got ${got}`);
  }
  if (!isRecordType(recordType)) {
    return refuse(`${prop} must be of a record type that Route 53 has (${RECORD_TYPES.join(', ')}), got ${shown(recordType)}`);
  }
  if (isToken(value) || isNotLookedUp(value)) return;
  if (isAddressType(recordType)) return checkAddress(recordType, value, prop, refuse);
  try {
    parseValue(recordType, value);
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    refuse(`${prop} must be a value of type ${recordType}, got ${shown(value)} (${error.reason})`);
  }
}

function checkAddress(recordType: string, value: unknown, prop: string, refuse: Refuse): void {
  const version = typeof value === 'string' ? ipVersion(value) : undefined;
  if (version === undefined) refuse(`${prop} must be an IPv4 or IPv6 address, got ${shown(value)}`);
  if (recordType === 'AAAA' && version !== 6) refuse(`${prop} must be an IPv6 address, got ${shown(value)}`);
}

/** Refuses what no multivalue group may hold (behaviour 1.2). */
function checkMultiValueType({ recordType }: Endpoint, prop: string, refuse: Refuse): void {
  const reason = isRecordType(recordType) ? recordTypeRule(recordType).notMultivalue : undefined;
  if (reason !== undefined) refuse(`${prop} must be of type ${MULTIVALUE_TYPES.join(', ')}, got ${recordType}: ${reason}`);
}

/** Refuses what no failover record may be (behaviour 1.2). */
export function checkFailoverType({ recordType }: Endpoint, prop: string, refuse: Refuse): void {
  if (isRecordType(recordType) && !recordTypeRule(recordType).otherPolicies) {
    refuse(
      `${prop} must be of a type that a routing policy can be used with, got ${recordType}, which is for simple routing only`,
    );
  }
}

/** Refuses what a zone has from its creation (behaviour 5.2). */
export function checkSimpleType({ recordType }: Endpoint, prop: string, refuse: Refuse): void {
  if (recordType === 'SOA') refuse(`${prop} must not be of type SOA: a zone has one SOA record, which is created with it`);
}
