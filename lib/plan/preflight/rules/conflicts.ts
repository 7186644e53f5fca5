/** What stands where record sets are to go (behaviour 1.6, 1.7, 6.1, 7.2, 7.3). Judged for each batch, name and type together. */
import { identity } from '../../../rules/same-record-set';
import { listed, plural } from '../../../text/words';
import { groupBy } from '../../../rules/group-by';
import { excludeEachOther } from '../../../rules/record-types';
import { displayName } from '../../../rules/names';
import { groupLimit, policyOf, type ResourceRecordSet } from '../../../rules/record-set';
import { locationKey, type DeclaredBatch, type DeclaredRecordSet, type ResourceLocation } from '../../declared';
import { changedProperties } from '../compare';
import { externalDnsOwner, type ExternalDnsOwner } from '../external-dns';
import { batchAt, liveZone, sameLocation, type Finding, type LiveZone, type Owners, type PreflightFacts } from '../facts';

/** The record sets of one batch with one name and type, and what is live at that name but not from this batch. */
interface Arrival {
  readonly facts: PreflightFacts;
  readonly owners: Owners;
  readonly zone: LiveZone;
  readonly batch: DeclaredBatch;
  readonly coming: readonly DeclaredRecordSet[];
  readonly others: readonly ResourceRecordSet[];
  readonly subject: string;
}

export function conflictFindings(facts: PreflightFacts, owners: Owners): Finding[] {
  return facts.planned.batches.flatMap(batch =>
    arrivalsOf(batch, facts, owners).flatMap(arrival => cnameInTheWay(arrival) ?? otherPolicy(arrival) ?? besideOthers(arrival)),
  );
}

function arrivalsOf(batch: DeclaredBatch, facts: PreflightFacts, owners: Owners): Arrival[] {
  const groups = groupBy(batch.recordSets, ({ set }) => `${set.Name} ${set.Type}`);
  return [...groups.values()].flatMap(coming => {
    const [{ set, zone: reference }] = coming;
    const zone = liveZone(facts, reference);
    if (!zone) return []; // created by this deployment, so empty, or missing, which is a finding of its own
    const others = zone.recordSets.filter(live => live.Name === set.Name && !sameLocation(owners.of(zone, live), batch.location));
    return [{ facts, owners, zone, batch, coming, others, subject: `${displayName(set.Name)} ${set.Type}` }];
  });
}

/** A CNAME stands alone at its name (behaviour 6.1). */
function cnameInTheWay({ coming, others, owners, zone, subject }: Arrival): Finding[] | undefined {
  const comesCname = coming[0].set.Type === 'CNAME';
  const inTheWay = others.filter(other => excludeEachOther(other.Type, coming[0].set.Type));
  if (inTheWay.length === 0) return undefined;
  const live = inTheWay.map(other => describe(other, owners.of(zone, other), zone)).join('; ');
  return [
    {
      level: 'blocked',
      id: 'cname-in-the-way',
      subject,
      found: comesCname
        ? `a CNAME cannot coexist with other records of its name, and there is ${live}`
        : `there is ${live}, and a CNAME cannot coexist with other records of its name`,
      steps: comesCname
        ? ['declare an alias record set instead of the CNAME', `or delete ${inTheWay.map(set => set.Type).join(', ')} first`]
        : removalSteps(inTheWay[0], owners.of(zone, inTheWay[0]), zone, 'resolvers keep it in their caches for its TTL'),
    },
  ];
}

/** One name and type has one policy (behaviour 1.6). */
function otherPolicy({ coming, others, owners, zone, batch, subject }: Arrival): Finding[] | undefined {
  const policy = policyOf(coming[0].set);
  const different = others.filter(other => other.Type === coming[0].set.Type && policyOf(other) !== policy);
  if (different.length === 0) return undefined;
  const owner = owners.of(zone, different[0]);
  const inSameStack = owner?.stack === batch.location.stack;
  return [
    {
      level: 'blocked',
      id: 'other-policy',
      subject,
      found: `the new ${policy} record sets conflict with ${listed(
        different.map(set => describe(set, owner, zone)),
        SHOWN,
        '; ',
      )}; a name and type can have only one policy`,
      steps: inSameStack
        ? [
            `keep the record sets of ${subject} in one RecordSetGroup with the logical ID ${owner.logicalId}, so that the policy changes in one change batch`,
            `or deploy once without ${subject}, and then with it; the name does not resolve in between`,
          ]
        : removalSteps(
            different[0],
            owner,
            zone,
            'the name does not resolve until the deployment has created the new record sets',
          ),
    },
  ];
}

/** Same policy, or nothing of the type: each record set by its identity, and the size of the whole group. */
function besideOthers(arrival: Arrival): Finding[] {
  const sameType = arrival.others.filter(other => other.Type === arrival.coming[0].set.Type);
  const taken = arrival.coming.flatMap(recordSet => {
    const live = sameType.find(other => identity(other) === identity(recordSet.set));
    return live ? [identityTaken(arrival, recordSet, live)] : [];
  });
  return [...taken, ...groupShared(arrival, sameType), ...groupFull(arrival, sameType)];
}

function identityTaken(
  { facts, owners, zone, batch, subject }: Arrival,
  recordSet: DeclaredRecordSet,
  live: ResourceRecordSet,
): Finding {
  const { set } = recordSet;
  const owner = owners.of(zone, live);
  const identifier = set.SetIdentifier === undefined ? '' : ` with set identifier '${set.SetIdentifier}'`;
  const different = changedProperties(recordSet, live);
  if (owner && !stillDeclared(facts, owner, live)) {
    return {
      level: 'blocked',
      id: owner.stack === batch.location.stack ? 'renamed-resource' : 'moved-to-another-stack',
      subject,
      found:
        `the live record set${identifier} belongs to ${locationKey(owner)}, which no longer declares it, and ${locationKey(batch.location)} declares it now. ` +
        (different.length === 0
          ? 'CloudFormation adopts the live record set for the new resource and then deletes it with the old one: the stack succeeds and the name is gone'
          : 'It still exists when the new resource is created, so the creation fails'),
      steps: [
        `keep the logical ID ${owner.logicalId} in stack ${owner.stack}`,
        `or set DeletionPolicy: Retain on ${locationKey(owner)} and deploy, remove it and deploy, then declare it under its new logical ID with identical values and deploy`,
      ],
    };
  }
  if (!owner && different.length === 0) {
    return {
      level: 'warning',
      id: 'taken-over',
      subject,
      found: `an identical record set${identifier} exists outside the app; CloudFormation adopts it, and deletes it with the stack`,
      steps: ['none, if this stack should own it from now on', 'else remove it from the app'],
    };
  }
  return {
    level: 'blocked',
    id: set.SetIdentifier === undefined ? 'exists' : 'set-identifier-taken',
    subject,
    found: `there is ${describe(live, owner, zone)} already${different.length > 0 ? ` (${different.join('; ')})` : ''}`,
    steps:
      set.SetIdentifier === undefined
        ? removalSteps(live, owner, zone, 'the name does not resolve until the deployment has created the new one')
        : [
            `give the endpoint another name than '${set.SetIdentifier}'`,
            ...removalSteps(live, owner, zone, 'the other record sets keep answering'),
          ],
  };
}

/** Whether the resource that made a live record set declares one of that identity after this deployment too. */
function stillDeclared(facts: PreflightFacts, owner: ResourceLocation, live: ResourceRecordSet): boolean {
  return batchAt(facts.planned, owner)?.recordSets.some(({ set }) => identity(set) === identity(live)) ?? false;
}

/** Members from elsewhere are answered together with ours. */
function groupShared({ coming, owners, zone, subject }: Arrival, sameType: readonly ResourceRecordSet[]): Finding[] {
  const identities = new Set(coming.map(({ set }) => identity(set)));
  const strangers = sameType.filter(other => !owners.of(zone, other) && !identities.has(identity(other)));
  if (strangers.length === 0) return [];
  const ttls = [...new Set([...coming.map(({ set }) => set.TTL), ...strangers.map(set => set.TTL)])];
  const values = strangers.flatMap(set => set.ResourceRecords ?? []).map(({ Value }) => Value);
  const keeper = externalDnsOwner(strangers[0], zone.recordSets);
  return [
    {
      level: 'warning',
      id: 'group-shared',
      subject,
      found:
        `${plural(strangers.length, 'record set')} of the same policy ${strangers.length === 1 ? 'exists' : 'exist'} outside the app (${values.join(', ')}${keeper ? `; managed by external-dns, ${keeperText(keeper)}` : ''}) and will be returned together with the app's` +
        (ttls.length > 1 ? `; the TTLs differ (${ttls.join(', ')}), and AWS does not document which one is served` : ''),
      steps: ['none, if they are meant to share the name', 'else delete them, or choose another name'],
    },
  ];
}

function groupFull({ coming, subject }: Arrival, sameType: readonly ResourceRecordSet[]): Finding[] {
  const policy = policyOf(coming[0].set);
  const limit = groupLimit(policy);
  const all = new Set([...sameType, ...coming.map(({ set }) => set)].map(identity)).size;
  if (policy === 'simple' || all <= limit) return [];
  return [
    {
      level: 'blocked',
      id: 'group-full',
      subject,
      found: `${coming.length} new record sets join ${sameType.length} that remain until then: ${all} of at most ${limit} ${policy} ones`,
      steps: ['spread the endpoints over several names', 'or delete record sets that are no longer needed first'],
    },
  ];
}

function describe(set: ResourceRecordSet, owner: ResourceLocation | undefined, zone: LiveZone): string {
  const values = set.AliasTarget
    ? `alias of ${displayName(set.AliasTarget.DNSName)}`
    : (set.ResourceRecords ?? []).map(r => r.Value).join(', ');
  const identifier = set.SetIdentifier === undefined ? '' : ` '${set.SetIdentifier}'`;
  return `a ${policyOf(set)} ${set.Type} record set${identifier} (${values}) ${owner ? `of ${locationKey(owner)}` : outsideText(set, zone)}`;
}

function outsideText(set: ResourceRecordSet, zone: LiveZone): string {
  const keeper = externalDnsOwner(set, zone.recordSets);
  return keeper ? `from outside the app, managed by external-dns (${keeperText(keeper)})` : 'from outside the app';
}

const keeperText = ({ owner, resource }: ExternalDnsOwner): string =>
  `owner '${owner}'${resource === undefined ? '' : `, for ${resource}`}`;

const SHOWN = 3;
function removalSteps(set: ResourceRecordSet, owner: ResourceLocation | undefined, zone: LiveZone, meanwhile: string): string[] {
  const what = `${displayName(set.Name)} ${set.Type}`;
  const keeper = owner ? undefined : externalDnsOwner(set, zone.recordSets);
  if (keeper) {
    return [
      `exclude ${what} from external-dns (${keeperText(keeper)}): remove its annotation or host, or exclude the name; external-dns recreates it if you only delete it`,
      `then let external-dns delete it, or delete it with its TXT record sets; ${meanwhile}`,
      'or choose another name for the record sets of the app',
    ];
  }
  return owner
    ? [`remove ${what} from ${locationKey(owner)} and deploy that stack first; ${meanwhile}`]
    : [
        `find out who created ${what}, and whether it is still needed`,
        `delete it (aws route53 change-resource-record-sets, action DELETE) just before you deploy; ${meanwhile}`,
        'or choose another name for the record sets of the app',
      ];
}
