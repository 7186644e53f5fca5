import type { RawResource } from '../../../lib/template/stacks';
import { addresses, group, member } from '../template-of';
import { findingsIn, live, liveMember, type World } from './world';

const GROUP = { Group: group([member('52.0.0.1'), member('52.0.0.2')]) };
const simple = (values: string[], properties: Record<string, unknown> = {}): RawResource =>
  group([{ Name: 'www.example.com.', Type: 'A', TTL: '60', ResourceRecords: values, ...properties }]);

const brief = async (world: World): Promise<[string, string, string][]> =>
  (await findingsIn(world)).map(({ level, id, subject }) => [level, id, subject]);

const WWW = 'www.example.com A';

test.each<[string, World, [string, string, string][]]>([
  ['an empty zone', { planned: GROUP }, []],
  ['records of other names and types', { planned: GROUP, live: [live({ Name: 'example.com.' }), live({ Type: 'TXT' })] }, []],
  [
    'what the stack has deployed itself',
    { planned: GROUP, deployed: GROUP, live: [liveMember('52.0.0.1'), liveMember('52.0.0.2')] },
    [],
  ],

  // behaviour 1.6: one policy for one name and type
  ['a simple record from outside', { planned: GROUP, live: [live()] }, [['blocked', 'other-policy', WWW]]],
  [
    'a weighted group',
    { planned: GROUP, live: [live({ Weight: 1, SetIdentifier: 'a' }), live({ Weight: 2, SetIdentifier: 'b' })] },
    [['blocked', 'other-policy', WWW]],
  ],
  [
    'a multivalue group where a simple record comes',
    { planned: { A: simple(['52.0.0.1']) }, live: [liveMember('52.0.0.9')] },
    [['blocked', 'other-policy', WWW]],
  ],
  // behaviour 7.3: one group under one logical ID changes its policy in one batch, separate resources cannot
  [
    'its own simple record under the same logical ID',
    { planned: GROUP, deployed: { Group: simple(['52.0.0.9']) }, live: [live()] },
    [],
  ],
  [
    'its own simple record under another',
    { planned: GROUP, deployed: { Old: simple(['52.0.0.9']) }, live: [live()] },
    [['blocked', 'other-policy', WWW]],
  ],

  // behaviour 6.1: a CNAME stands alone
  [
    'a CNAME',
    { planned: GROUP, live: [live({ Type: 'CNAME', values: ['lb.example.net'] })] },
    [['blocked', 'cname-in-the-way', WWW]],
  ],
  [
    'a CNAME that comes to a TXT',
    { planned: { A: simple(['lb.example.net'], { Type: 'CNAME' }) }, live: [live({ Type: 'TXT', values: ['"x"'] })] },
    [['blocked', 'cname-in-the-way', 'www.example.com CNAME']],
  ],

  // behaviour 7.2: CREATE of what exists fails, unless it is identical
  [
    'the same simple record with other values',
    { planned: { A: simple(['52.0.0.1']) }, live: [live()] },
    [['blocked', 'exists', WWW]],
  ],
  [
    'the same simple record with another TTL',
    { planned: { A: simple(['52.0.0.9']) }, live: [live({ TTL: 300 })] },
    [['blocked', 'exists', WWW]],
  ],
  [
    'the identical simple record',
    { planned: { A: simple(['52.0.0.8', '52.0.0.9']) }, live: [live({ values: ['52.0.0.9', '52.0.0.8'] })] },
    [['warning', 'taken-over', WWW]],
  ],
  [
    'the same set identifier',
    { planned: GROUP, live: [liveMember('52.0.0.9', { SetIdentifier: '52.0.0.1' })] },
    [['blocked', 'set-identifier-taken', WWW]],
  ],

  // behaviour 7.3: the new resource adopts the record, and the old one's deletion removes it
  [
    'a renamed resource',
    { planned: { New: GROUP.Group }, deployed: { Old: group([member('52.0.0.1')]) }, live: [liveMember('52.0.0.1')] },
    [['blocked', 'renamed-resource', WWW]],
  ],
  [
    'a record that moves to another stack',
    {
      planned: { 'stack Web': {}, 'stack Dns': { A: simple(['52.0.0.9']) } },
      deployed: { 'stack Web': { A: simple(['52.0.0.9']) } },
      live: [live()],
    },
    [['blocked', 'moved-to-another-stack', WWW]],
  ],
  [
    'two stacks that both declare it',
    {
      planned: { 'stack Web': { A: simple(['52.0.0.9']) }, 'stack Dns': { A: simple(['52.0.0.9']) } },
      deployed: { 'stack Web': { A: simple(['52.0.0.9']) } },
      live: [live()],
    },
    [['blocked', 'exists', WWW]],
  ],

  // behaviour 1.7: a hundred, those from outside included
  ['multivalue sets from outside', { planned: GROUP, live: [liveMember('52.0.0.9')] }, [['warning', 'group-shared', WWW]]],
  [
    '99 of them',
    {
      planned: GROUP,
      live: addresses(101)
        .slice(2)
        .map(address => liveMember(address)),
    },
    [
      ['blocked', 'group-full', WWW],
      ['warning', 'group-shared', WWW],
    ],
  ],
  [
    '98 of them',
    {
      planned: GROUP,
      live: addresses(100)
        .slice(2)
        .map(address => liveMember(address)),
    },
    [['warning', 'group-shared', WWW]],
  ],
])('%s', async (_, world, expected) => expect(await brief(world)).toEqual(expected));

test('a name is the same name in any spelling', async () =>
  expect(await brief({ planned: { A: group([member('52.0.0.1', { Name: 'WWW.Example.COM' })]) }, live: [live()] })).toEqual([
    ['blocked', 'other-policy', WWW],
  ]));

test('a finding says what is there, whose it is, and what to do about it', async () => {
  const [finding] = await findingsIn({ planned: GROUP, live: [live()] });
  expect(finding).toEqual({
    level: 'blocked',
    id: 'other-policy',
    subject: WWW,
    found:
      'the new multivalue record sets conflict with a simple A record set (52.0.0.9) from outside the app; a name and type can have only one policy',
    steps: [
      'find out who created www.example.com A, and whether it is still needed',
      'delete it (aws route53 change-resource-record-sets, action DELETE) just before you deploy; the name does not resolve until the deployment has created the new record sets',
      'or choose another name for the record sets of the app',
    ],
  });
});

test('a group that would answer with another TTL says so', async () => {
  const [{ found }] = await findingsIn({ planned: GROUP, live: [liveMember('52.0.0.9', { TTL: 300 })] });
  expect(found).toBe(
    "1 record set of the same policy exists outside the app (52.0.0.9) and will be returned together with the app's; " +
      'the TTLs differ (60, 300), and AWS does not document which one is served',
  );
});
