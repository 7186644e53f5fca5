import type { Duration } from 'aws-cdk-lib';
import { ipVersion, uncheckableRange } from '../../rules/addresses';
import { defaultPort } from '../../rules/health/types';
import {
  CHECKER_REGIONS,
  FAILURE_THRESHOLD,
  MAX_DOMAIN_NAME_LENGTH,
  MAX_RESOURCE_PATH_LENGTH,
  MAX_SEARCH_STRING_LENGTH,
  MIN_CHECKER_REGIONS,
  PORT,
  REQUEST_INTERVALS,
} from '../../rules/limits';
import { InvalidNameError, parseName } from '../../rules/names';
import type { Endpoint } from '../endpoint';
import { absolutePath, probedHostName } from './health-check-config';
import type { ProbeSpec } from './health-check-spec';
import { checkIsText, checkText, checkWhole, type Refuse, shown } from './invalid';
import { isNotLookedUp, isToken } from './tokens';

/** Refuses what Route 53 refuses of a probe's settings (behaviour 4.2, 6.2). `prop` is its name in the caller's props. */
export function checkProbe(spec: ProbeSpec, prop: string, refuse: Refuse): void {
  if (spec.port === undefined && defaultPort(spec.protocol) === undefined) {
    refuse(`${prop}.port must be given for a check by ${spec.protocol}, got none`);
  }
  checkWhole(spec.port, PORT, `${prop}.port`, refuse);
  checkWhole(spec.failureThreshold, FAILURE_THRESHOLD, `${prop}.failureThreshold`, refuse);
  checkInterval(spec, prop, refuse);
  checkPath(spec.path, `${prop}.path`, refuse);
  checkText(spec.searchString, MAX_SEARCH_STRING_LENGTH, `${prop}.searchString`, refuse);
  checkHostName(spec.hostName, `${prop}.hostName`, refuse);
  checkRegions(spec.regions, `${prop}.regions`, refuse);
}

/**
 * Refuses an endpoint that checkers cannot connect to, or do not (behaviour 4.5). `prop` and `specProp` are the names of the endpoint and of its
 * check in the caller's props.
 */
export function checkProbeTarget(endpoint: Endpoint, spec: ProbeSpec, prop: string, specProp: string, refuse: Refuse): void {
  const { address, hostName } = endpoint;
  if (spec.enableSni === true && probedHostName(endpoint, spec) === undefined) {
    refuse(`${specProp}.enableSni must go with a hostName, which is the name that is sent, got enableSni alone`);
  }
  if (address !== undefined) return checkAddress(address, prop, refuse);
  checkHostName(hostName, `${prop}.hostName`, refuse);
  if (hostName === undefined && spec.hostName === undefined) {
    refuse(`${prop} must have an address or a hostName to probe, or a health check that needs none, got neither`);
  }
  if (hostName !== undefined && spec.hostName !== undefined && spec.hostName !== hostName) {
    refuse(`${prop} must be checked by its own hostName ${shown(hostName)}, as it has no address, got ${shown(spec.hostName)}`);
  }
}

function checkAddress(address: string, prop: string, refuse: Refuse): void {
  if (isToken(address) || isNotLookedUp(address)) return;
  if (ipVersion(address) === undefined) refuse(`${prop}.address must be an IPv4 or IPv6 address, got ${shown(address)}`);
  const forbidden = uncheckableRange(address);
  if (forbidden !== undefined) {
    refuse(
      `${prop} must have an address that Route 53 can check, got '${address}', which is in ${forbidden.range} (${forbidden.purpose})`,
    );
  }
}

function checkPath(path: string | undefined, prop: string, refuse: Refuse): void {
  if (path === undefined) return;
  checkIsText(path, prop, refuse);
  checkText(path && absolutePath(path), MAX_RESOURCE_PATH_LENGTH, prop, refuse);
}

function checkInterval({ interval }: ProbeSpec, prop: string, refuse: Refuse): void {
  if (interval === undefined) return;
  if (typeof (interval as Partial<Duration> | null)?.isUnresolved !== 'function') {
    refuse(`${prop}.interval must be a Duration, such as Duration.seconds(10), got ${shown(interval)}`);
  }
  if (interval.isUnresolved()) return;
  if (!REQUEST_INTERVALS.includes(interval.toMilliseconds() / 1000)) {
    refuse(`${prop}.interval must be ${REQUEST_INTERVALS.join(' or ')} seconds, got ${interval.toHumanString()}`);
  }
}

function checkHostName(hostName: string | undefined, prop: string, refuse: Refuse): void {
  checkText(hostName, MAX_DOMAIN_NAME_LENGTH, prop, refuse);
  if (hostName === undefined || isToken(hostName)) return;
  try {
    parseName(hostName);
  } catch (error) {
    if (!(error instanceof InvalidNameError)) throw error;
    refuse(`${prop} must be a domain name, got ${shown(hostName)} (${error.message})`);
  }
}

function checkRegions(regions: string[] | undefined, prop: string, refuse: Refuse): void {
  if (regions === undefined || isToken(regions)) return;
  if (!Array.isArray(regions)) refuse(`${prop} must be a list of Regions, got ${shown(regions)}`);
  if (regions.some(region => isToken(region))) return;
  const stranger = regions.find(region => !CHECKER_REGIONS.includes(region));
  if (stranger !== undefined) refuse(`${prop} must be among ${CHECKER_REGIONS.join(', ')}, got ${shown(stranger)}`);
  const count = new Set(regions).size;
  if (count < MIN_CHECKER_REGIONS) refuse(`${prop} must name at least ${MIN_CHECKER_REGIONS} different Regions, got ${count}`);
  if (count < regions.length) refuse(`${prop} must name each Region once, got ${regions.join(', ')}`);
}
