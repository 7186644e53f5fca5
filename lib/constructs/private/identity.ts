import { hash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { CfnResource, Resource, Stack } from 'aws-cdk-lib';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { displayName, InvalidNameError, isInZone, normalizeName } from '../../rules/names';
import { checkIsText, invalid, type Refuse, shown } from './invalid';
import { isNotLookedUp, isToken } from './tokens';

/**
 * Which record of which stack. Logical IDs are made from this and from nothing else: not the construct's path, not a place in a list, not
 * how the zone was imported. A logical ID that changes makes CloudFormation delete the live record (behaviour 7.3).
 */
export interface RecordIdentity {
  /** Fully qualified, without the trailing dot; `*` as such. Holds a token where zone or record name do. */
  readonly domainName: string;
  /** The same for the same name, however it is spelled. */
  readonly key: string;
  /** Tells apart names that are the same in two zones of one stack. */
  readonly zoneKey: string;
  /** What its logical IDs begin with: the name in words, nothing of a token. */
  readonly readable: string;
  /** Whether it is the zone's own name, as far as that can be seen. */
  readonly isApex: boolean;
}

/** The identity of a record name in a zone; refuses what is no name, or none of this zone. */
export function identityOf(owner: Resource, zone: IHostedZone, recordName = '', zoneKey = '', refuse: Refuse): RecordIdentity {
  checkIsZone(zone, refuse);
  checkIsText(recordName, 'recordName', refuse);
  checkIsText(zoneKey, 'zoneKey', refuse);
  const domainName = qualified(zone, recordName, refuse);
  if (isToken(domainName)) {
    const key = JSON.stringify(owner.stack.resolve(domainName));
    return { domainName, key, zoneKey, readable: '', isApex: recordName === '' };
  }
  const zoneKnown = knownNameOf(zone, refuse);
  const key = normalizedOrRefused(domainName, 'recordName', recordName, refuse);
  if (zoneKnown !== undefined && !isInZone(key, zoneKnown)) {
    return refuse(`recordName must lie in the zone '${displayName(zoneKnown)}', got ${shown(recordName)}`);
  }
  const displayed = displayName(key);
  return { domainName: displayed, key, zoneKey, readable: inWords(displayed), isApex: key === zoneKnown };
}

/** JavaScript, which no compiler keeps from it, may hold the zone's name. */
function checkIsZone(given: unknown, refuse: Refuse): void {
  if (typeof given === 'object' && given !== null && 'hostedZoneId' in given) return;
  refuse(
    `zone must be a hosted zone, such as HostedZone.fromLookup(this, 'Zone', { domainName: 'shop.example' }), got ${shown(given)}`,
  );
}

function qualified(zone: IHostedZone, recordName: string, refuse: Refuse): string {
  if (recordName === '@') {
    refuse(`recordName must be left out for the zone's own name, got '@', which Route 53 takes as a name of its own`);
  }
  if (recordName.endsWith('.')) return isToken(recordName) ? recordName.slice(0, -1) : recordName;
  const zoneName = nameOf(zone)?.replace(/\.$/, '');
  if (zoneName === undefined) {
    return refuse(
      `zone must have a name that is known here, or recordName must be fully qualified with a trailing dot, got a zone imported by its ` +
        `id alone (fromHostedZoneAttributes and fromLookup know the name) and recordName ${shown(recordName)}`,
    );
  }
  if (recordName === '') return zoneName;
  // as aws-cdk-lib reads it: a name that already ends with the zone's is complete
  const complete = `.${recordName}`.toLowerCase().endsWith(`.${zoneName}`.toLowerCase());
  return complete ? recordName : `${recordName}.${zoneName}`;
}

/** Normalized; undefined where it is known only at deployment, or not looked up yet. */
export function knownNameOf(zone: IHostedZone, refuse: Refuse): string | undefined {
  const name = nameOf(zone);
  return name === undefined || isToken(name) || isNotLookedUp(name)
    ? undefined
    : normalizedOrRefused(name, 'zone.zoneName', name, refuse);
}

/** A zone that was imported by its id alone throws when it is asked for its name. */
export function nameOf(zone: IHostedZone): string | undefined {
  try {
    return zone.zoneName;
  } catch {
    return undefined;
  }
}

function normalizedOrRefused(name: string, prop: string, given: string, refuse: Refuse): string {
  try {
    return normalizeName(name);
  } catch (error) {
    if (!(error instanceof InvalidNameError)) throw error;
    const punycode = /[^\0-~]/.test(given) ? domainToASCII(given) : ''; // '' too where there is none
    const hint = punycode === '' ? '' : `; in Punycode it is '${punycode}'`;
    return refuse(`${prop} must be a domain name, got ${shown(given)} (${error.message}${hint})`);
  }
}

/**
 * The logical ID of something that belongs to a record: readable first, then what makes it unique. `hidden` has a part in that only.
 */
export function logicalIdOf(record: RecordIdentity, kind: string, readableParts: string[] = [], hidden: string[] = []): string {
  const readable = inWords([record.readable, ...readableParts.filter(part => !isToken(part))].join(' '));
  const digest = hash('sha256', JSON.stringify([record.key, record.zoneKey, kind, ...readableParts, ...hidden]));
  return `${readable.slice(0, 200)}${kind}${digest.slice(0, 8).toUpperCase()}`;
}

/** The words of a text, each with a capital; `52.0.0.1` stays legible as `52x0x0x1`. */
function inWords(text: string): string {
  return text
    .replace(/\*/g, 'wildcard')
    .replace(/(\d)[^A-Za-z0-9]+(?=\d)/g, '$1x')
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

const OWNERS = new WeakMap<Stack, Map<string, Construct>>();

/** Gives the resource its logical ID, unless another construct of the stack has taken it. */
export function claimLogicalId(resource: CfnResource, logicalId: string, owner: Construct, record: RecordIdentity): void {
  const { stack } = resource;
  const owners = OWNERS.get(stack) ?? new Map<string, Construct>();
  OWNERS.set(stack, owners);
  const other = owners.get(logicalId);
  if (other !== undefined) {
    throw invalid(
      owner,
      `recordName must be unique among the record sets of the stack, got ${shown(record.domainName)}, which [${other.node.path}] ` +
        `also has: give the endpoints to one of them (A and AAAA may be mixed), or set zoneKey if the names lie in different zones`,
    );
  }
  owners.set(logicalId, owner);
  identifyBy(resource, logicalId);
}

/** Also takes the construct's path out of the template, where a moved construct would otherwise be a difference. */
export function identifyBy(resource: CfnResource, logicalId: string): void {
  resource.overrideLogicalId(logicalId);
  delete resource.cfnOptions.metadata?.['aws:cdk:path'];
}
