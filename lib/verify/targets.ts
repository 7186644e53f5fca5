/** Which record sets make a name: its zone, its types, and what its aliases lead to. */
import { domainToASCII } from 'node:url';
import { bareId } from '../rules/ids';
import { displayName, formatName, isInZone, isWildcard, normalizeName, parseName, withoutWildcard } from '../rules/names';
import type { ResourceRecordSet } from '../rules/record-set';
import { isApexType } from '../rules/record-types';
import { canonicalValue } from '../rules/record-values';
import type { Route53Reader, Zone, ZoneWithServers } from '../aws/reader';
import { VerifyError } from './errors';
import type { NameRecords } from './expectation';
import type { Delegation, Question } from './model';

/** A name to verify. */
export interface VerifyTarget {
  /** As a person writes it. */
  readonly name: string;
  /** All types at the name when not given. */
  readonly type?: string;
  /** The zone with the longest matching name when not given. */
  readonly zoneId?: string;
}

/** The zone of a name. */
export async function findZone(api: Route53Reader, target: VerifyTarget): Promise<ZoneWithServers> {
  const name = parsed(target.name);
  const zone = target.zoneId === undefined ? await longestMatch(api, name) : { id: bareId(target.zoneId) };
  const found = await api.zone(zone.id);
  if (!found) {
    throw new VerifyError(`there is no hosted zone ${zone.id} in this account; list them with: aws route53 list-hosted-zones`);
  }
  if (!isInZone(name, found.name)) {
    throw new VerifyError(`${displayName(name)} does not lie in hosted zone ${found.id}, which is ${displayName(found.name)}`);
  }
  return found;
}

async function longestMatch(api: Route53Reader, name: string): Promise<Zone> {
  const labels = parseName(name);
  for (let from = 0; from < labels.length; from++) {
    const zones = await api.zonesNamed(formatName(labels.slice(from)));
    const zone = zones.length > 1 ? onlyPublic(zones) : zones[0];
    if (zone) {
      return zone;
    }
    if (zones.length > 1) {
      const ids = zones.map(z => `${z.id} (${z.isPrivate ? 'private' : 'public'})`).join(', ');
      throw new VerifyError(`several hosted zones are named ${displayName(zones[0].name)}: ${ids}; choose one with --zone-id`);
    }
  }
  throw new VerifyError(
    `no hosted zone of this account contains ${displayName(name)}; ` +
      'check the name and the account (aws sts get-caller-identity), or name the zone with --zone-id',
  );
}

function onlyPublic(zones: readonly Zone[]): Zone | undefined {
  const open = zones.filter(zone => !zone.isPrivate);
  return open.length === 1 ? open[0] : undefined;
}

/** The name servers of a zone: those of its delegation set, and those that the NS record set at its apex names instead. */
export async function nameServersOf(api: Route53Reader, zone: ZoneWithServers): Promise<string[]> {
  const apex = zone.isPrivate ? [] : (await api.recordSets(zone.id, zone.name, 'NS')).flatMap(serversIn);
  return [...new Set([...zone.nameServers.map(normalizeName), ...apex])];
}

/**
 * The NS record set that hides a name of the zone: at the name or between it and the apex, the highest, because that is where a resolver
 * turns off. None hides a DS record set at the same name, which the zone itself answers.
 */
export async function delegationOf(api: Route53Reader, zone: Zone, question: Question): Promise<Delegation | undefined> {
  const labels = parseName(question.name);
  const lowest = question.type === 'DS' || question.wildcard !== undefined ? 1 : 0;
  for (let from = labels.length - parseName(zone.name).length - 1; from >= lowest; from--) {
    const at = formatName(labels.slice(from));
    const servers = (await api.recordSets(zone.id, at, 'NS')).flatMap(serversIn);
    if (servers.length > 0) {
      return { name: at, zoneId: zone.id, servers };
    }
  }
  return undefined;
}

function serversIn({ Type, ResourceRecords = [] }: ResourceRecordSet): string[] {
  return Type === 'NS' ? ResourceRecords.map(({ Value }) => canonicalValue('NS', Value)) : [];
}

/**
 * The record sets of a target, one entry for each type.
 *
 * @param label makes a label to put in the place of a wildcard
 */
export async function readRecords(
  api: Route53Reader,
  zone: Zone,
  target: VerifyTarget,
  label: () => string,
): Promise<Omit<NameRecords, 'nameServers' | 'throughResolver'>[]> {
  const name = parsed(target.name);
  const all = await api.recordSets(zone.id, name, target.type);
  const types = [...new Set(all.map(set => set.Type))].filter(type => target.type !== undefined || !isApexType(type));
  if (types.length === 0) {
    throw await nothingThere(api, zone, name, target.type);
  }
  return Promise.all(
    types.map(async type => {
      const sets = all.filter(set => set.Type === type);
      const covered = isWildcard(name) ? withoutWildcard(name, label()) : name;
      const question = { name: covered, type, ...(covered === name ? {} : { wildcard: name }) };
      return { zone, question, sets, tree: await aliasTree(api, zone, sets) };
    }),
  );
}

async function nothingThere(api: Route53Reader, zone: Zone, name: string, type: string | undefined): Promise<VerifyError> {
  const others = type === undefined ? [] : (await api.recordSets(zone.id, name)).map(set => set.Type);
  const where = `in hosted zone ${zone.id} (${displayName(zone.name)})`;
  return others.length > 0
    ? new VerifyError(
        `${displayName(name)} has no ${type} records ${where}; it has ${[...new Set(others)].join(', ')}: choose with --type`,
      )
    : new VerifyError(
        `${displayName(name)} has no records ${where}; if it was just deployed, wait until the deployment is complete`,
      );
}

/** `sets` and, through any depth of aliases in the zone, the sets they lead to. */
async function aliasTree(api: Route53Reader, zone: Zone, sets: readonly ResourceRecordSet[]): Promise<ResourceRecordSet[]> {
  const tree = [...sets];
  const read = new Set(sets.map(key));
  for (const set of tree) {
    // `tree` grows while it is walked
    const alias = set.AliasTarget;
    if (alias === undefined || bareId(alias.HostedZoneId) !== zone.id) {
      continue;
    }
    const target = { Name: normalizeName(alias.DNSName), Type: set.Type };
    if (!read.has(key(target))) {
      read.add(key(target));
      tree.push(...(await api.recordSets(zone.id, target.Name, target.Type)));
    }
  }
  return tree;
}

function key(set: Pick<ResourceRecordSet, 'Name' | 'Type'>): string {
  return `${normalizeName(set.Name)} ${set.Type}`;
}

function parsed(name: string): string {
  try {
    return normalizeName(name);
  } catch (error) {
    const ascii = domainToASCII(name);
    const hint = ascii === '' || ascii === name.toLowerCase() ? '' : `; DNS has it as ${ascii}`;
    throw new VerifyError(`'${name}' is not a domain name: ${(error as Error).message}${hint}`, { cause: error });
  }
}
