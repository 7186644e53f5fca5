import type { Change, ListResourceRecordSetsResponse, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { settled } from '../../../lib/local/route53';
import { Store } from '../../../lib/local/store';
import { faultOf, type Local, NOW, startLocal } from './harness';

let local: Local;
let zone: string;
beforeEach(async () => {
  local = await startLocal();
  zone = await newZone(local);
});
afterEach(() => local.close());

async function newZone({ client }: Local): Promise<string> {
  const { HostedZone } = await client.createHostedZone({ Name: 'Example.COM', CallerReference: 'one' });
  return HostedZone!.Id!;
}
const a = (name: string, more: object = {}): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
  ...more,
});
const create = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map(ResourceRecordSet => ({ Action: 'CREATE', ResourceRecordSet }));
const send = (
  Changes: Change[],
  on = local,
): Promise<{ ChangeInfo?: { Id?: string; Status?: string; SubmittedAt?: Date; Comment?: string } }> =>
  on.client.changeResourceRecordSets({ HostedZoneId: zone, ChangeBatch: { Comment: 'why', Changes } });

test('names come back as the service returns them', async () => {
  await send(create(a('*.WWW.Example.com'), a('under_score.example.com.'), a('at@.example.com')));
  const { ResourceRecordSets } = await local.client.listResourceRecordSets({
    HostedZoneId: zone,
    StartRecordName: 'a.example.com',
  });
  expect(ResourceRecordSets!.map(set => set.Name)).toEqual([
    'at\\100.example.com.',
    'under_score.example.com.',
    '\\052.www.example.com.',
  ]);
});

test('a set comes back with everything that was said, and nothing that was not', async () => {
  const set = a('www.example.com.', {
    SetIdentifier: '"é & <ü>"',
    Weight: 0,
    TTL: 0,
    ResourceRecords: [{ Value: '192.0.2.2' }, { Value: '192.0.2.1' }],
  });
  await send(create(set));
  const { ResourceRecordSets } = await local.client.listResourceRecordSets({
    HostedZoneId: zone,
    StartRecordName: 'www.example.com',
  });
  expect(ResourceRecordSets).toEqual([set]);
});

describe('paging', () => {
  beforeEach(() =>
    send(
      create(
        ...['b', 'a', 'c'].map(id => a('www.example.com', { SetIdentifier: id, MultiValueAnswer: true })),
        a('www.example.com', { Type: 'AAAA', ResourceRecords: [{ Value: '2600::1' }] }),
        a('a.example.com'),
        a('a.www.example.com'),
      ),
    ),
  );
  const ALL = [
    'example.com. NS -',
    'example.com. SOA -',
    'a.example.com. A -',
    'www.example.com. A a',
    'www.example.com. A b',
    'www.example.com. A c',
    'www.example.com. AAAA -',
    'a.www.example.com. A -',
  ];
  const list = async (more: object): Promise<string[]> => {
    const { ResourceRecordSets } = await local.client.listResourceRecordSets({ HostedZoneId: zone, ...more });
    return ResourceRecordSets!.map(set => `${set.Name} ${set.Type} ${set.SetIdentifier ?? '-'}`);
  };

  test.each([1, 2, 3, 7, 8])('pages of %d hold every set once, in order', async MaxItems => {
    const seen: string[] = [];
    let start: object | undefined = {};
    while (start) {
      const page: ListResourceRecordSetsResponse = await local.client.listResourceRecordSets({
        HostedZoneId: zone,
        MaxItems,
        ...start,
      });
      expect(page).toMatchObject({ MaxItems, IsTruncated: seen.length + page.ResourceRecordSets!.length < ALL.length });
      seen.push(...page.ResourceRecordSets!.map(set => `${set.Name} ${set.Type} ${set.SetIdentifier ?? '-'}`));
      start = page.IsTruncated
        ? {
            StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType,
            StartRecordIdentifier: page.NextRecordIdentifier,
          }
        : undefined;
    }
    expect(seen).toEqual(ALL);
  });

  test('starts at the first set at or after what is named (behaviour 5.5)', async () => {
    expect(await list({ StartRecordName: 'b.example.com' })).toEqual(ALL.slice(3));
    expect(await list({ StartRecordName: 'www.example.com', StartRecordType: 'AAAA' })).toEqual(ALL.slice(6));
    expect(await list({ StartRecordName: 'www.example.com', StartRecordType: 'A', StartRecordIdentifier: 'bb' })).toEqual(
      ALL.slice(5),
    );
    expect(await list({ StartRecordName: 'zzz.example.com' })).toEqual([]);
  });

  test('echoes 100 when no page size is given, and gives no more than 300', async () => {
    expect(await local.client.listResourceRecordSets({ HostedZoneId: zone })).toMatchObject({
      MaxItems: 100,
      IsTruncated: false,
    });
    await send(create(...Array.from({ length: 320 }, (_, i) => a(`n${i}.example.com`))));
    const page = await local.client.listResourceRecordSets({ HostedZoneId: zone, MaxItems: 500 });
    expect([page.MaxItems, page.ResourceRecordSets!.length, page.IsTruncated]).toEqual([300, 300, true]);
  });

  test.each([
    [{ StartRecordType: 'A' }, 'The start record type is given without a start record name'],
    [
      { StartRecordName: 'a', StartRecordIdentifier: 'x' },
      'The start record identifier is given without a start record name and type',
    ],
    [
      { MaxItems: 0 },
      "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [{ StartRecordName: 'a..b' }, "Invalid start record name: Domain label is empty: 'a..b'"],
  ])('refuses %j', async (more, message) => expect(await faultOf(list(more))).toEqual(['InvalidInput', 400, message]));
});

describe('a change', () => {
  test('is answered PENDING and is INSYNC at once when there is no delay', async () => {
    const { ChangeInfo } = await send(create(a('www.example.com')));
    expect(ChangeInfo).toEqual({
      Id: expect.stringMatching(/^\/change\/C[0-9A-Z]{20}$/),
      Status: 'PENDING',
      SubmittedAt: NOW,
      Comment: 'why',
    });
    expect((await local.client.getChange({ Id: ChangeInfo!.Id })).ChangeInfo).toEqual({ ...ChangeInfo, Status: 'INSYNC' });
  });

  test('is listed at once, and published and INSYNC after the delay', async () => {
    const slow = await startLocal({ propagationDelay: 60_000 });
    zone = await newZone(slow);
    const id = zone.replace('/hostedzone/', '');
    const status = async (change: { Id?: string } | undefined): Promise<unknown> =>
      (await slow.client.getChange({ Id: change?.Id })).ChangeInfo!.Status;
    const published = (): string[] => slow.store.state.zones.get(id)!.published.map(set => set.Name);
    expect(published()).toEqual([]);
    slow.elapse();
    expect(published()).toEqual(['example.com.', 'example.com.']);

    const { ChangeInfo } = await send(create(a('www.example.com')), slow);
    const { ResourceRecordSets } = await slow.client.listResourceRecordSets({
      HostedZoneId: zone,
      StartRecordName: 'www.example.com',
    });
    expect(ResourceRecordSets).toHaveLength(1);
    expect([await status(ChangeInfo), published().length]).toEqual(['PENDING', 2]);
    slow.elapse();
    expect([await status(ChangeInfo), published().length]).toEqual(['INSYNC', 3]);
    await slow.close();
  });

  test('that was on its way when the program stopped has arrived when it starts again', async () => {
    const slow = await startLocal({ propagationDelay: 60_000 });
    zone = await newZone(slow);
    const { ChangeInfo } = await send(create(a('www.example.com')), slow);
    await slow.close();
    const again = await startLocal({ store: new Store(settled(slow.store.state)) });
    expect((await again.client.getChange({ Id: ChangeInfo!.Id })).ChangeInfo!.Status).toBe('INSYNC');
    expect([...again.store.state.zones.values()][0].published.map(set => set.Name)).toContain('www.example.com.');
    await again.close();
  });

  test('that does not exist is not found', async () =>
    expect(await faultOf(local.client.getChange({ Id: 'C1' }))).toEqual([
      'NoSuchChange',
      404,
      'Could not find resource with ID: C1',
    ]));

  test('of a zone that does not exist is refused', async () => {
    zone = 'ZNONE';
    expect(await faultOf(send(create(a('www.example.com'))))).toEqual([
      'NoSuchHostedZone',
      404,
      'No hosted zone found with ID: ZNONE',
    ]);
  });
});

describe('two hundred clients that change one zone at once', () => {
  const CLIENTS = 200;
  /** Two sets that are made and deleted together, next to each other in every listing. */
  const pair = (n: number): ResourceRecordSet[] => [
    a(`n${n}.example.com.`),
    a(`n${n}.example.com.`, { Type: 'TXT', ResourceRecords: [{ Value: '"text"' }] }),
  ];
  /** Names of which only one of the two is there. */
  const halves = (sets: readonly { Name?: string }[]): string[] => {
    const counts = new Map<string, number>();
    sets.forEach(({ Name = '' }) => counts.set(Name, (counts.get(Name) ?? 0) + 1));
    return [...counts].flatMap(([name, count]) => (/^n\d/.test(name) && count !== 2 ? [name] : []));
  };

  test('lose nothing, and no reader sees half a batch', async () => {
    const torn: string[] = [];
    const stored = (): readonly { Name: string; Type: string }[] =>
      local.store.state.zones.get(zone.replace('/hostedzone/', ''))!.recordSets;
    local.store.onChange(() => torn.push(...halves(stored())));
    let reading = true;
    const read = async (): Promise<void> => {
      while (reading) {
        const { ResourceRecordSets: sets = [], IsTruncated } = await local.client.listResourceRecordSets({
          HostedZoneId: zone,
          MaxItems: 300,
        });
        torn.push(...halves(IsTruncated ? sets.filter(set => set.Name !== sets.at(-1)!.Name) : sets));
      }
    };
    const reader = read();
    const client = async (n: number): Promise<boolean> => {
      await send(create(...pair(n)));
      if (n % 2 === 0) {
        await send(pair(n).map(ResourceRecordSet => ({ Action: 'DELETE' as const, ResourceRecordSet })));
      }
      const race = send(create(a(`winner${n}.example.com.`), a('shared.example.com.')));
      return race.then(
        () => true,
        () => false,
      );
    };
    const won = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n))).finally(() => (reading = false));
    await reader;
    const left = Array.from({ length: CLIENTS }, (_, n) => n).flatMap(n => (n % 2 === 1 ? pair(n) : []));
    const expected = [
      ...left.map(set => `${set.Name} ${set.Type}`),
      `winner${won.indexOf(true)}.example.com. A`,
      'shared.example.com. A',
    ];
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(
      stored()
        .filter(set => set.Name !== 'example.com.')
        .map(set => `${set.Name} ${set.Type}`)
        .sort(),
    ).toEqual(expected.sort());
    expect(torn).toEqual([]);
  });
});
