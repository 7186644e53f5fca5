import fc from 'fast-check';
import { type BatchOutcome, judgeBatch, type RecordSetChange, type BatchContext } from '../../lib/rules/changes';
import type { ResourceRecordSet } from '../../lib/rules/record-set';

const AROUND: BatchContext = {
  healthCheckExists: () => true,
  zoneNameOf: id => (id === 'ZOTHER' ? 'example.com.' : undefined),
  maxRecordSets: 10_000,
};
const SOA = 'ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400';
const OWN: ResourceRecordSet[] = [
  { Name: 'example.com.', Type: 'NS', TTL: 172_800, ResourceRecords: [{ Value: 'ns-0.awsdns-00.com.' }] },
  { Name: 'example.com.', Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: SOA }] },
];

const set = (name: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name: `${name}.example.com.`,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
  ...more,
});
const mva = (name: string, id: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet =>
  set(name, { SetIdentifier: id, MultiValueAnswer: true, ...more });
const weighted = (name: string, id: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet =>
  set(name, { SetIdentifier: id, Weight: 1, ...more });
const create = (ResourceRecordSet: ResourceRecordSet): RecordSetChange => ({ Action: 'CREATE', ResourceRecordSet });
const upsert = (ResourceRecordSet: ResourceRecordSet): RecordSetChange => ({ Action: 'UPSERT', ResourceRecordSet });
const remove = (ResourceRecordSet: ResourceRecordSet): RecordSetChange => ({ Action: 'DELETE', ResourceRecordSet });

const judge = (before: ResourceRecordSet[], changes: RecordSetChange[], around: Partial<BatchContext> = {}): BatchOutcome =>
  judgeBatch({ id: 'ZHERE', name: 'example.com.', recordSets: [...OWN, ...before] }, changes, { ...AROUND, ...around });
/** The zone afterwards, without its own record sets. */
function accepted(
  before: ResourceRecordSet[],
  changes: RecordSetChange[],
  around: Partial<BatchContext> = {},
): readonly ResourceRecordSet[] {
  const outcome = judge(before, changes, around);
  if (outcome.kind === 'refused') throw new Error(outcome.messages.join('\n'));
  return outcome.recordSets.filter(s => s.Name !== 'example.com.');
}

describe('a batch may', () => {
  test('delete a set and create it anew (behaviour 5.3)', () =>
    expect(accepted([set('www')], [remove(set('www')), create(set('www', { TTL: 5 }))])).toEqual([set('www', { TTL: 5 })]));

  test('change the policy of a whole group, whichever change comes first (behaviour 1.6)', () => {
    const [before, after] = [
      [weighted('www', 'a'), weighted('www', 'b')],
      [mva('www', 'a'), mva('www', 'b')],
    ];
    expect(accepted(before, [...before.map(remove), ...after.map(create)])).toEqual(after);
    const other = [mva('www', 'c'), mva('www', 'd')];
    expect(accepted(before, [...other.map(create), ...before.map(remove)])).toEqual(other);
  });

  test('put weighted sets beside an alias, which has no TTL, in either order', () => {
    const AliasTarget = { HostedZoneId: 'ZHERE', DNSName: 'www.example.com.', EvaluateTargetHealth: false };
    const plain = weighted('app', 'plain', { TTL: 5 });
    const alias = weighted('app', 'alias', { TTL: undefined, ResourceRecords: undefined, AliasTarget });
    for (const order of [
      [alias, plain],
      [plain, alias],
    ]) {
      expect(accepted([set('www')], order.map(create))).toHaveLength(3);
      const outcome = judge([set('www'), ...order], [create(weighted('app', 'other', { TTL: 6 }))]);
      expect(outcome).toMatchObject({
        kind: 'refused',
        messages: [expect.stringMatching(/SetIdentifier other cannot be created as weighted sets must contain the same TTL\.$/)],
      });
    }
  });

  test('change the TTL of a whole weighted group', () => {
    const after = [weighted('www', 'a', { TTL: 5 }), weighted('www', 'b', { TTL: 5 })];
    expect(accepted([weighted('www', 'a'), weighted('www', 'b')], after.map(upsert))).toEqual(after);
  });

  test('create an alias after its target, and point it at a set of another policy', () => {
    const alias = set('alias', {
      TTL: undefined,
      ResourceRecords: undefined,
      AliasTarget: { HostedZoneId: 'ZHERE', DNSName: 'WWW.example.com', EvaluateTargetHealth: true },
    });
    expect(accepted([], [create(mva('www', 'a')), create(alias)]).map(s => s.AliasTarget?.DNSName)).toEqual([
      'www.example.com.',
      undefined,
    ]);
  });

  test('point an alias at what another AWS service answers for', () => {
    const target = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd111111abcdef8.cloudfront.net', EvaluateTargetHealth: false };
    expect(accepted([], [create(set('cdn', { TTL: undefined, ResourceRecords: undefined, AliasTarget: target }))])).toHaveLength(
      1,
    );
  });

  test('replace a CNAME by addresses', () => {
    const cname = set('www', { Type: 'CNAME', ResourceRecords: [{ Value: 'a.example.org.' }] });
    expect(accepted([cname], [remove(cname), create(set('www'))])).toEqual([set('www')]);
  });

  test('delete what an alias leads to, and leave the alias (behaviour 3.2, unconfirmed)', () => {
    const AliasTarget = { HostedZoneId: 'Z1', DNSName: 'www.example.com.', EvaluateTargetHealth: true };
    const alias = set('alias', { TTL: undefined, ResourceRecords: undefined, AliasTarget });
    expect(accepted([set('www'), alias], [remove(set('www'))])).toEqual([alias]);
  });

  test('hold 1000 values and 32,000 characters', () => {
    const texts = (name: string, count: number, length: number): RecordSetChange =>
      create(
        set(name, {
          Type: 'TXT',
          ResourceRecords: Array.from({ length: count }, (_, i) => ({ Value: `"${String(i).padStart(length - 2, '0')}"` })),
        }),
      );
    expect(accepted([], [texts('a', 400, 32), texts('b', 400, 32), texts('c', 200, 32)])).toHaveLength(3);
  });

  test('delete with its values in another order, and its names in another spelling', () => {
    const two = set('www', { ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.2' }] });
    expect(
      accepted([two], [remove({ ...two, Name: 'WWW.Example.COM', ResourceRecords: [...two.ResourceRecords!].reverse() })]),
    ).toEqual([]);
  });

  test('say MultiValueAnswer false, which is to say nothing (behaviour 1.2, unconfirmed)', () =>
    expect(accepted([], [create(set('www', { MultiValueAnswer: false }))])).toEqual([set('www')]));
});

describe('a batch may not', () => {
  const refusedWith = (
    before: ResourceRecordSet[],
    changes: RecordSetChange[],
    around: Partial<BatchContext> = {},
  ): readonly string[] => {
    const outcome = judge(before, changes, around);
    return outcome.kind === 'refused' ? outcome.messages : [];
  };
  const alias = set('alias', {
    TTL: undefined,
    ResourceRecords: undefined,
    AliasTarget: { HostedZoneId: 'ZHERE', DNSName: 'www.example.com.', EvaluateTargetHealth: true },
  });

  test('create an alias before its target', () =>
    expect(refusedWith([], [create(alias), create(set('www'))])).toEqual([
      'Tried to create an alias that targets www.example.com., type A in zone ZHERE, but that target was not found',
    ]));

  test('alias a set of another type', () =>
    expect(
      refusedWith([set('www', { Type: 'AAAA', ResourceRecords: [{ Value: '2001:db8::1' }] })], [create(alias)]),
    ).toHaveLength(1));

  test('alias into another zone of the account', () => {
    const elsewhere = { ...alias, AliasTarget: { ...alias.AliasTarget!, HostedZoneId: 'ZOTHER' } };
    expect(refusedWith([set('www')], [create(elsewhere)])).toEqual([
      'Tried to create an alias that targets www.example.com., type A in zone ZOTHER, but that target was not found',
    ]);
  });

  test('turn a simple set into a policy set by UPSERT: it makes a second one (behaviour 1.6)', () =>
    expect(refusedWith([set('www')], [upsert(mva('www', 'a'))])).toEqual([
      'RRSet with DNS name www.example.com., type A, SetIdentifier a cannot be created because a non multivalue answer rrset exists with the same name and type.',
    ]));

  test('put several values into one multivalue set', () =>
    expect(
      refusedWith([], [create(mva('www', 'a', { ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.2' }] }))]),
    ).toHaveLength(1));

  test('grow the zone beyond its quota, which its own NS and SOA are not part of', () => {
    expect(refusedWith([set('a')], [create(set('b'))], { maxRecordSets: 2 })).toEqual([]);
    expect(refusedWith([set('a')], [create(set('b'))], { maxRecordSets: 1 })).toHaveLength(1);
  });

  test.each([
    ['CREATE then DELETE', [create(set('www')), remove(set('www'))]],
    ['UPSERT twice', [upsert(set('www')), upsert(set('www'))]],
    ['DELETE, CREATE and DELETE', [remove(set('www')), create(set('www')), remove(set('www'))]],
  ])('change one set by %s', (_what, changes) =>
    expect(refusedWith([set('www')], changes)).toEqual([
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ]),
  );
});

describe('the zone afterwards', () => {
  test('is in the order of ListResourceRecordSets (behaviour 5.5)', () => {
    const names = ['b', 'a.b', '*', 'a', '*.a', 'a-b'];
    const listed = accepted(
      [],
      names.map(name => create({ ...set('x'), Name: `${name}.example.com` })),
    ).map(s => s.Name);
    expect(listed).toEqual(['\\052', 'a-b', 'a', '\\052.a', 'b', 'a.b'].map(name => `${name}.example.com.`));
  });

  test('holds each set under its stored spelling', () =>
    expect(accepted([], [create({ ...set('x'), Name: '*.WWW.Example.com' })]).map(s => s.Name)).toEqual([
      '\\052.www.example.com.',
    ]));

  const names = fc.constantFrom('a', 'b', 'c');
  const sets = fc.oneof(
    names.map(name => set(name)),
    fc.tuple(names, fc.constantFrom('x', 'y')).map(([name, id]) => mva(name, id)),
    fc.tuple(names, fc.constantFrom('x', 'y'), fc.constantFrom(60, 61)).map(([name, id, TTL]) => weighted(name, id, { TTL })),
    names.map(name => set(name, { Type: 'CNAME', ResourceRecords: [{ Value: 'a.example.org.' }] })),
  );
  const changes = fc.array(
    fc.tuple(fc.constantFrom(create, upsert, remove), sets).map(([make, s]) => make(s)),
    { minLength: 1, maxLength: 4 },
  );

  test('never mixes policies, TTLs of a weighted group, or a CNAME and others, whatever batches came', () =>
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 12 }), batches => {
        let zone: ResourceRecordSet[] = [];
        for (const batch of batches) {
          const outcome = judge(zone, batch);
          if (outcome.kind === 'accepted') zone = outcome.recordSets.filter(s => s.Name !== 'example.com.');
        }
        for (const one of zone) {
          const here = zone.filter(other => other.Name === one.Name);
          expect(new Set(here.map(s => s.Type)).size).toBe(1);
          expect(
            new Set(here.map(s => (s.Weight !== undefined ? `weighted ${s.TTL}` : s.MultiValueAnswer ? 'multivalue' : 'simple')))
              .size,
          ).toBe(1);
          expect(here.filter(s => s.SetIdentifier === one.SetIdentifier)).toHaveLength(1);
        }
      }),
    ));
});
