import { createZone, faultOf, type Local, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const create = (Name: string, more: object = {}): Promise<string> => createZone(local, Name, more);

describe('tags (behaviour 5.7)', () => {
  const change = (ResourceId: string, more: object): Promise<unknown> =>
    local.client.changeTagsForResource({ ResourceType: 'hostedzone', ResourceId, ...more });
  const tags = (count: number): object[] => Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: `v${i}` }));

  test('are added, replaced and removed', async () => {
    const ResourceId = (await create('a.example')).replace('/hostedzone/', '');
    await change(ResourceId, { AddTags: tags(3) });
    await change(ResourceId, { AddTags: [{ Key: 'k1', Value: 'new' }], RemoveTagKeys: ['k0', 'unknown'] });
    const { ResourceTagSet } = await local.client.listTagsForResource({ ResourceType: 'hostedzone', ResourceId });
    const Tags = [
      { Key: 'k2', Value: 'v2' },
      { Key: 'k1', Value: 'new' },
    ];
    expect(ResourceTagSet).toEqual({ ResourceType: 'hostedzone', ResourceId, Tags });
    const many = await local.client.listTagsForResources({ ResourceType: 'hostedzone', ResourceIds: [ResourceId] });
    expect(many.ResourceTagSets).toEqual([ResourceTagSet]);
  });

  test('are at most ten, and none is lost when there are too many', async () => {
    const ResourceId = (await create('a.example')).replace('/hostedzone/', '');
    await change(ResourceId, { AddTags: tags(10) });
    const fault = await faultOf(change(ResourceId, { AddTags: [{ Key: 'one more', Value: '' }] }));
    expect(fault).toEqual(['InvalidInput', 400, 'A resource can have at most 10 tags, this one would have 11']);
    await change(ResourceId, { AddTags: [{ Key: 'one more', Value: '' }], RemoveTagKeys: ['k0'] });
    const { ResourceTagSet } = await local.client.listTagsForResource({ ResourceType: 'hostedzone', ResourceId });
    expect(ResourceTagSet!.Tags).toHaveLength(10);
  });

  test.each([
    [
      { AddTags: [{ Key: 'k'.repeat(129), Value: '' }] },
      /'addTags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128/,
    ],
    [
      { AddTags: [{ Key: 'k', Value: 'v'.repeat(257) }] },
      /'addTags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256/,
    ],
    [
      {
        AddTags: [
          { Key: 'k', Value: '1' },
          { Key: 'k', Value: '2' },
        ],
      },
      /The tag key 'k' is given twice/,
    ],
    [
      { AddTags: [{ Key: 'Name', Value: '*.a.example 52.0.0.1' }] },
      /^Invalid parameter : Tags can only contain letters, numbers, spaces, and the following special characters: _ \. : \/ = \+ - @$/,
    ],
    [{ AddTags: [{ Key: 'R&D', Value: '' }] }, /^Invalid parameter : Tags can only contain letters/],
    [{ AddTags: [{ Key: 'aws:team', Value: '' }] }, /^Invalid parameter : Tags must not begin with aws:/],
    [{}, /At least one tag to add or one key to remove is needed/],
  ])('refuse %j', async (more, message) => {
    const [code, status, text] = await faultOf(change((await create('a.example')).replace('/hostedzone/', ''), more));
    expect([code, status]).toEqual(['InvalidInput', 400]);
    expect(text).toMatch(message);
  });

  test('of what is not there are refused', async () => {
    expect((await faultOf(change('ZNONE', { AddTags: tags(1) })))[0]).toBe('NoSuchHostedZone');
    expect((await faultOf(local.client.listTagsForResource({ ResourceType: 'healthcheck', ResourceId: 'none' })))[0]).toBe(
      'NoSuchHealthCheck',
    );
  });
});
