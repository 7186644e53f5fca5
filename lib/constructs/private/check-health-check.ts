import { Token } from 'aws-cdk-lib';
import { uncheckableRange, ipVersion } from '../../rules/addresses';
import {
  CHECKER_REGIONS,
  FAILURE_THRESHOLD,
  MAX_DOMAIN_NAME_LENGTH,
  MAX_RESOURCE_PATH_LENGTH,
  MAX_SEARCH_STRING_LENGTH,
  MAX_TAG_KEY_LENGTH,
  MAX_TAG_VALUE_LENGTH,
  MAX_TAGS,
  MIN_CHECKER_REGIONS,
  PORT,
  type Range,
  REQUEST_INTERVALS,
  within,
} from '../../rules/limits';
import { InvalidNameError, parseName } from '../../rules/names';
import type { Endpoint } from '../endpoint';
import type { EndpointHealthCheck } from '../endpoint-health-check';
import type { ProbeSpec } from './health-check-spec';
import { absolutePath } from './health-checks';
import type { Refuse } from './invalid';
import { shown } from './invalid';

/** Refuses what Route 53 refuses of a health check's settings (facts 4.2, 6.2). `prop` is its name in the caller's props. */
export function checkProbe(spec: ProbeSpec, prop: string, refuse: Refuse): void {
  checkWhole(spec.port, PORT, `${prop}.port`, refuse);
  checkWhole(spec.failureThreshold, FAILURE_THRESHOLD, `${prop}.failureThreshold`, refuse);
  checkInterval(spec, prop, refuse);
  checkText(spec.path && absolutePath(spec.path), MAX_RESOURCE_PATH_LENGTH, `${prop}.path`, refuse);
  checkText(spec.searchString, MAX_SEARCH_STRING_LENGTH, `${prop}.searchString`, refuse);
  checkHostName(spec.hostName, `${prop}.hostName`, refuse);
  if (spec.enableSni === true && spec.hostName === undefined) {
    refuse(`${prop}.enableSni must go with a hostName, which is the name that is sent, got enableSni alone`);
  }
  checkRegions(spec.regions, `${prop}.regions`, refuse);
  checkTags(spec.tags, `${prop}.tags`, refuse);
}

/** The same for the health check of all endpoints, once. */
export function checkSharedSpec(healthCheck: EndpointHealthCheck | undefined, refuse: Refuse): void {
  if (healthCheck?._spec.kind === 'probe') checkProbe(healthCheck._spec, 'healthCheck', refuse);
}

/** Refuses an endpoint that checkers cannot connect to, or do not (facts 4.5). `prop` is the endpoint's name in the caller's props. */
export function checkProbeTarget({ address, hostName }: Endpoint, spec: ProbeSpec, prop: string, refuse: Refuse): void {
  if (address !== undefined) {
    return checkAddress(address, prop, refuse);
  }
  checkHostName(hostName, `${prop}.hostName`, refuse);
  if (hostName === undefined && spec.hostName === undefined) {
    refuse(`${prop} must have an address or a hostName to probe, or a health check that needs none, got neither`);
  }
  if (hostName !== undefined && spec.hostName !== undefined && spec.hostName !== hostName) {
    refuse(`${prop} must be checked by its own hostName ${shown(hostName)}, as it has no address, got ${shown(spec.hostName)}`);
  }
}

function checkAddress(address: string, prop: string, refuse: Refuse): void {
  if (Token.isUnresolved(address)) return;
  if (ipVersion(address) === undefined) refuse(`${prop}.address must be an IPv4 or IPv6 address, got ${shown(address)}`);
  const forbidden = uncheckableRange(address);
  if (forbidden !== undefined) {
    refuse(
      `${prop} must have an address that Route 53 can check, got '${address}', which is in ${forbidden.range} (${forbidden.purpose})`,
    );
  }
}

function checkWhole(n: number | undefined, range: Range, prop: string, refuse: Refuse): void {
  if (n === undefined || Token.isUnresolved(n) || within(range, n)) return;
  refuse(`${prop} must be a whole number from ${range.min} to ${range.max}, got ${n}`);
}

function checkInterval({ interval }: ProbeSpec, prop: string, refuse: Refuse): void {
  if (interval === undefined || interval.isUnresolved()) return;
  if (!REQUEST_INTERVALS.includes(interval.toMilliseconds() / 1000)) {
    refuse(`${prop}.interval must be ${REQUEST_INTERVALS.join(' or ')} seconds, got ${interval.toHumanString()}`);
  }
}

function checkText(text: string | undefined, max: number, prop: string, refuse: Refuse): void {
  if (text === undefined || Token.isUnresolved(text)) return;
  if (text.length < 1 || text.length > max) refuse(`${prop} must have 1 to ${max} characters, got ${text.length}`);
}

function checkHostName(hostName: string | undefined, prop: string, refuse: Refuse): void {
  checkText(hostName, MAX_DOMAIN_NAME_LENGTH, prop, refuse);
  if (hostName === undefined || Token.isUnresolved(hostName)) return;
  try {
    parseName(hostName);
  } catch (error) {
    if (!(error instanceof InvalidNameError)) throw error;
    refuse(`${prop} must be a domain name, got ${shown(hostName)} (${error.message})`);
  }
}

function checkRegions(regions: string[] | undefined, prop: string, refuse: Refuse): void {
  if (regions === undefined || Token.isUnresolved(regions) || regions.some(region => Token.isUnresolved(region))) return;
  const stranger = regions.find(region => !CHECKER_REGIONS.includes(region));
  if (stranger !== undefined) refuse(`${prop} must be among ${CHECKER_REGIONS.join(', ')}, got ${shown(stranger)}`);
  const count = new Set(regions).size;
  if (count < MIN_CHECKER_REGIONS) refuse(`${prop} must name at least ${MIN_CHECKER_REGIONS} different Regions, got ${count}`);
  if (count < regions.length) refuse(`${prop} must name each Region once, got ${regions.join(', ')}`);
}

function checkTags(tags: Record<string, string> | undefined, prop: string, refuse: Refuse): void {
  const count = Object.keys({ Name: '', ...tags }).length;
  if (count > MAX_TAGS) refuse(`${prop} must hold at most ${MAX_TAGS} tags, Name among them, got ${count}`);
  for (const [key, value] of Object.entries(tags ?? {})) {
    if (key.length < 1 || key.length > MAX_TAG_KEY_LENGTH) {
      refuse(`${prop} must have keys of 1 to ${MAX_TAG_KEY_LENGTH} characters, got ${key.length}`);
    }
    if (!Token.isUnresolved(value) && value.length > MAX_TAG_VALUE_LENGTH) {
      refuse(`${prop}.${key} must have at most ${MAX_TAG_VALUE_LENGTH} characters, got ${value.length}`);
    }
  }
}
