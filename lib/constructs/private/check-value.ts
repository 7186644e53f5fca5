import { ipVersion } from '../../rules/addresses';
import { isAddressType, isRecordType, MULTIVALUE_TYPES, RECORD_TYPES, recordTypeRule } from '../../rules/record-types';
import { InvalidValueError, parseValue } from '../../rules/record-values';
import type { Endpoint } from '../endpoint';
import { type Refuse, shown } from './invalid';
import { isToken } from './is-token';
import { isNotLookedUp } from './not-looked-up';

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
export function checkMultiValueType({ recordType }: Endpoint, prop: string, refuse: Refuse): void {
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
