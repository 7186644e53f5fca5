/** What preflight knows when it judges: what will be deployed, what is deployed, and what is live. Gathered elsewhere; nothing here asks. */
import { contentsOf, identity } from '../../rules/same-record-set';
import type { ResourceRecordSet } from '../../rules/record-set';
import { locationKey, type Declared, type DeclaredBatch, type ResourceLocation, type ZoneReference } from '../declared';
import type { Zone, ZoneWithServers } from '../../aws/reader';

export interface LiveZone extends ZoneWithServers {
  readonly recordSets: readonly ResourceRecordSet[];
  /** Records it may hold. */
  readonly limit: number;
  /** The account's other zones below its name. */
  readonly zonesBelow: readonly Zone[];
}

/** What one DNS server said of one name and type. */
export interface DnsAnswer {
  readonly zoneId: string;
  readonly name: string;
  readonly type: string;
  readonly server: string;
  /** The values, or why there are none: `NXDOMAIN`, `REFUSED`, `timeout`. */
  readonly answered: readonly string[] | string;
}

export interface PreflightFacts {
  /** The assembly, with what is deployed already filled in. */
  readonly planned: Declared;
  /** The templates that the stacks were last deployed from; stacks that do not exist are not in it. */
  readonly deployed: Declared;
  /** By stack of the assembly. A stack that does not exist has none. */
  readonly stackStatus: ReadonlyMap<string, string>;
  /** The zones that record sets go to, or were deployed to. */
  readonly zones: readonly LiveZone[];
  /** Zones of the account by normalized name, for those that are named or created: their ids. */
  readonly zoneIdsByName: ReadonlyMap<string, readonly string[]>;
  readonly healthChecks: { readonly ids: ReadonlySet<string>; readonly limit: number };
  readonly answers: readonly DnsAnswer[];
}

/** Stable: users filter by them. docs/ids.md says what each means, and a test holds it to this list. */
export const FINDING_IDS = [
  'batch-too-large',
  'below-delegation',
  'changed-by-hand',
  'cname-in-the-way',
  'deleted-by-hand',
  'dns-differs',
  'exists',
  'group-full',
  'group-shared',
  'longer-zone',
  'moved-to-another-stack',
  'no-such-health-check',
  'no-such-zone',
  'not-compared',
  'other-policy',
  'outside-zone',
  'refused-by-route53',
  'refused-tag',
  'renamed-resource',
  'reserved-zone-name',
  'second-zone-of-the-name',
  'set-identifier-taken',
  'several-zones',
  'stack-not-ready',
  'taken-over',
  'too-many-health-checks',
  'values-not-known',
  'zone-full',
] as const;

/** What the deployment would meet, and what to do about it. */
export interface Finding {
  /** `blocked`: the deployment would fail, or destroy what is answered now. */
  readonly level: 'blocked' | 'warning' | 'note';
  readonly id: (typeof FINDING_IDS)[number];
  /** The name and type, zone, stack or account that it is about. */
  readonly subject: string;
  readonly found: string;
  readonly steps: readonly string[];
}

/** The live zone that a declared record set goes to. */
export function liveZone(facts: PreflightFacts, { id, name }: ZoneReference): LiveZone | undefined {
  const wanted = id ?? (name === undefined ? undefined : facts.zoneIdsByName.get(name)?.[0]);
  return facts.zones.find(zone => zone.id === wanted);
}

/** Which deployed resource wrote a live record set. */
export class Owners {
  private readonly places = new Map<string, ResourceLocation>();

  constructor(facts: PreflightFacts) {
    for (const recordSet of facts.deployed.batches.flatMap(batch => batch.recordSets)) {
      const zone = liveZone(facts, recordSet.zone);
      if (zone) this.places.set(`${zone.id} ${identity(recordSet.set)}`, recordSet.batch);
    }
  }

  of(zone: LiveZone, set: ResourceRecordSet): ResourceLocation | undefined {
    return this.places.get(`${zone.id} ${identity(set)}`);
  }
}

export const sameLocation = (a: ResourceLocation | undefined, b: ResourceLocation): boolean =>
  a !== undefined && locationKey(a) === locationKey(b);

export const batchAt = (declared: Declared, location: ResourceLocation): DeclaredBatch | undefined =>
  declared.batches.find(batch => sameLocation(batch.location, location));

/** Whether two batches put the same record sets into the same zone. A resource that stays as it is sends nothing. */
export function sameBatch(a: DeclaredBatch, b: DeclaredBatch | undefined): boolean {
  return b !== undefined && contentOf(a) === contentOf(b);
}

const contentOf = ({ zone, recordSets }: DeclaredBatch): string =>
  JSON.stringify([zone.id ?? zone.key, recordSets.map(({ set }) => JSON.stringify([identity(set), contentsOf(set)])).sort()]);

export function isUnchanged(batch: DeclaredBatch, facts: PreflightFacts): boolean {
  return sameBatch(batch, batchAt(facts.deployed, batch.location));
}
