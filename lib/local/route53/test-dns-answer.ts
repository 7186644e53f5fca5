/** TestDNSAnswer: what DNS would answer now, by the same rule (behaviour 5.7). */
import { ipVersion } from '../../rules/addresses';
import { outside, validationErrors, violation } from '../../rules/api/words';
import { InvalidNameError, isInZone, normalizeName } from '../../rules/names';
import { isRecordType } from '../../rules/record-types';
import { testAnswer } from '../dns/test-answer';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import type { Operations } from './operations';

/** Bits of an address, and of the client subnet when no mask is given (behaviour 5.7). */
const BITS = { 4: 32, 6: 128 } as const;
const DEFAULT_MASK = { 4: 24, 6: 64 } as const;

export function testDnsAnswerOperations(context: AccountContext): Operations<'TestDNSAnswer'> {
  const { own } = context;
  return {
    TestDNSAnswer({ HostedZoneId, RecordName = '', RecordType, ResolverIP, EDNS0ClientSubnetIP, EDNS0ClientSubnetMask }) {
      const zone = own.zone(HostedZoneId);
      if (zone.vpcs.length > 0) {
        throw invalidInput(`The hosted zone ${zone.id} is private; only public zones can be tested`);
      }
      const type = String(RecordType);
      if (!isRecordType(type)) {
        throw invalidInput(`There is no record type '${type}'`);
      }
      const name = nameOf(RecordName);
      if (!isInZone(name, zone.name)) {
        throw invalidInput(`${name} is not in the hosted zone ${zone.name}`);
      }
      const subnet = clientSubnet(EDNS0ClientSubnetIP, EDNS0ClientSubnetMask);
      const resolver =
        ResolverIP === undefined ? undefined : { address: ResolverIP, prefixLength: BITS[version(ResolverIP, 'resolverip')] };
      const { responseCode, rrsets } = testAnswer(
        { zone, name, type, client: subnet ?? resolver },
        { locations: [], clientLocation: {}, ...context },
      );
      return {
        Nameserver: zone.nameServers[0],
        RecordName: name,
        RecordType: type,
        RecordData: rrsets.flatMap(rrset => rrset.records),
        ResponseCode: responseCode,
        Protocol: 'UDP',
      };
    },
  };
}

function clientSubnet(
  address: string | undefined,
  mask: string | undefined,
): { address: string; prefixLength: number } | undefined {
  if (address === undefined) {
    if (mask !== undefined) {
      throw invalidInput('edns0clientsubnetmask is given without edns0clientsubnetip');
    }
    return undefined;
  }
  const family = version(address, 'edns0clientsubnetip');
  const bits = mask === undefined ? DEFAULT_MASK[family] : Number(mask);
  const faults = Number.isInteger(bits)
    ? outside(bits, { min: 0, max: BITS[family] }, 'edns0clientsubnetmask', 'value')
    : [violation(`'${mask}'`, 'edns0clientsubnetmask', 'Member must be a whole number')];
  if (faults.length > 0) {
    throw invalidInput(validationErrors(faults));
  }
  return { address, prefixLength: bits };
}

function version(address: string, parameter: string): 4 | 6 {
  const found = ipVersion(address);
  if (found === undefined) {
    throw invalidInput(`${parameter} must be an IPv4 or IPv6 address, got '${address}'`);
  }
  return found;
}

function nameOf(text: string): string {
  try {
    return normalizeName(text);
  } catch (error) {
    if (error instanceof InvalidNameError) {
      throw invalidInput(`recordname is not a domain name: ${error.message}`);
    }
    throw error;
  }
}
