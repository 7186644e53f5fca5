import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { S3 } from '@aws-sdk/client-s3';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import type { StoredObject } from '../../../lib/local/state';
import { startWorld, type World } from '../deploy/world';

let world: World;
const clients: { destroy(): void }[] = [];

beforeAll(async () => void (world = await startWorld()));
afterAll(async () => {
  clients.forEach(client => client.destroy());
  await world.close();
});

const LOCAL = { accessKeyId: 'anything', secretAccessKey: 'anything' };
const configOf = (credentials = LOCAL, region = 'us-east-1') => ({
  endpoint: world.endpointUrl,
  region,
  credentials,
  maxAttempts: 1,
});
const kept = <C extends { destroy(): void }>(client: C): C => {
  clients.push(client);
  return client;
};

describe('STS', () => {
  const sts = (credentials = LOCAL) => kept(new STS(configOf(credentials)));

  test('whoever has assumed no role is in the local account', async () =>
    expect(await sts().getCallerIdentity({})).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/local',
    }));

  test('an access key of twelve digits is an account', async () => {
    const credentials = { accessKeyId: '123456789012', secretAccessKey: 'any' };
    expect((await sts(credentials).getCallerIdentity({})).Account).toBe('123456789012');
  });

  test('a role is assumed, and its account is the one that everything happens in from then on', async () => {
    const { Credentials: given, AssumedRoleUser: user } = await sts().assumeRole({
      RoleArn: 'arn:aws:iam::123456789012:role/path/cdk-deploy',
      RoleSessionName: 'me',
    });
    expect(user?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/cdk-deploy/me');
    expect(given!.Expiration!.getTime()).toBeGreaterThan(Date.now());
    const credentials = { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey! };
    expect((await sts(credentials).getCallerIdentity({})).Account).toBe('123456789012');
    const there = kept(new CloudFormation(configOf(credentials, 'eu-west-1')));
    const body = {
      Resources: { W: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
      Outputs: { Where: { Value: { 'Fn::Sub': '${AWS::AccountId} ${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix}' } } },
    };
    await there.createStack({ StackName: 'Where', TemplateBody: JSON.stringify(body) });
    await world.engine.idle();
    expect((await there.describeStacks({ StackName: 'Where' })).Stacks?.[0].Outputs?.[0].OutputValue).toBe(
      '123456789012 eu-west-1 aws amazonaws.com',
    );
    await expect(world.cloudFormation.describeStacks({ StackName: 'Where' })).rejects.toThrow(
      'Stack with id Where does not exist',
    );
  });

  test('what is no role is refused', () =>
    expect(sts().assumeRole({ RoleArn: 'arn:aws:iam::123:user/someone-else', RoleSessionName: 'me' })).rejects.toThrow(
      'is invalid',
    ));
});

describe('Systems Manager', () => {
  const ssm = () => kept(new SSM(configOf()));

  test.each(['hnb659fds', 'mine'])('every environment is bootstrapped, here with the qualifier %s', async qualifier => {
    const { Parameter: parameter } = await ssm().getParameter({ Name: `/cdk-bootstrap/${qualifier}/version` });
    expect(Number(parameter?.Value)).toBeGreaterThan(30);
  });

  test('another parameter is not there', () =>
    expect(ssm().getParameter({ Name: '/mine' })).rejects.toMatchObject({ name: 'ParameterNotFound' }));
});

test('the bootstrap stack is shown to those who look for it, and is in nobody’s way', async () => {
  const { Stacks: stacks } = await world.cloudFormation.describeStacks({ StackName: 'CDKToolkit' });
  expect(stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
  expect(stacks?.[0].Outputs).toContainEqual({
    OutputKey: 'BucketName',
    OutputValue: 'cdk-hnb659fds-assets-000000000000-us-east-1',
  });
  expect((await world.cloudFormation.describeStacks({})).Stacks?.map(stack => stack.StackName)).not.toContain('CDKToolkit');
});

describe('S3', () => {
  let s3: S3;
  beforeAll(() => void (s3 = kept(new S3({ ...configOf(), forcePathStyle: true }))));

  const put = (key: string, text: string, bucket = 'b') => s3.putObject({ Bucket: bucket, Key: key, Body: text });
  const read = async (key: string, bucket = 'b') => (await s3.getObject({ Bucket: bucket, Key: key })).Body!.transformToString();

  test('what is put is there, byte for byte', async () => {
    await put('a.json', '{"ü": "\u0000"}');
    expect(await read('a.json')).toBe('{"ü": "\u0000"}');
    expect((await s3.headObject({ Bucket: 'b', Key: 'a.json' })).ContentLength).toBe(11);
    await put('a.json', 'again');
    expect(await read('a.json')).toBe('again');
    await s3.deleteObject({ Bucket: 'b', Key: 'a.json' });
    await expect(read('a.json')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'a/../b', '..', 'a//b', '%2e%2e/x', 'ä ö?&#', '__proto__'])(
    'the key %p is a name like any other, and only in its bucket',
    async key => {
      await put(key, key, 'one');
      expect(await read(key, 'one')).toBe(key);
      await expect(read(key, 'two')).rejects.toMatchObject({ name: 'NoSuchKey' });
    },
  );

  test('keys are listed by prefix, in order, page by page', async () => {
    for (const key of ['p/b', 'p/a', 'p/c', 'q']) await put(key, key, 'list');
    const list = async (question: object) => {
      const answer = await s3.listObjectsV2({ Bucket: 'list', ...question });
      return { keys: answer.Contents?.map(object => object.Key), next: answer.NextContinuationToken };
    };
    expect(await list({ Prefix: 'p/' })).toEqual({ keys: ['p/a', 'p/b', 'p/c'], next: undefined });
    const first = await list({ Prefix: 'p/', MaxKeys: 2 });
    expect(first.keys).toEqual(['p/a', 'p/b']);
    expect(await list({ Prefix: 'p/', MaxKeys: 2, ContinuationToken: first.next })).toEqual({ keys: ['p/c'], next: undefined });
    expect((await list({ Prefix: 'none' })).keys ?? []).toEqual([]);
  });

  test('the latest objects are kept, as many and as long as there is room for', async () => {
    const { store } = world;
    const before = store.state;
    const some = (n: number): StoredObject => ({
      bucket: 'x',
      key: `${n}`,
      body: new Uint8Array(),
      etag: '',
      modifiedAt: new Date(n),
    });
    const thousand = Array.from({ length: 1000 }, (_, n) => some(n));
    store.update(state => ({ ...state, objects: new Map(thousand.map(object => [`x/${object.key}`, object])) }));
    await put('5', 'again', 'x');
    expect([...store.state.objects.keys()].slice(-2)).toEqual(['x/999', 'x/5']);
    await put('one-more', 'y', 'x');
    expect([store.state.objects.size, store.state.objects.has('x/0'), store.state.objects.has('x/1')]).toEqual([
      1000,
      false,
      true,
    ]);
    const body = new Uint8Array(16 * 1024 * 1024);
    const large = [1, 2, 3, 4].map(n => ({ ...some(n), body }));
    store.update(state => ({ ...state, objects: new Map(large.map(object => [`x/${object.key}`, object])) }));
    await put('small', 'z', 'x');
    expect([...store.state.objects.keys()]).toEqual(['x/2', 'x/3', 'x/4', 'x/small']);
    store.update(() => before);
  });

  test('a template is deployed from where it was put, in path style or by the name of its host', async () => {
    const body = JSON.stringify({ Resources: { W: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
    await put('t one.json', body, 'templates');
    const cfn = world.cloudFormation;
    for (const url of [
      'https://s3.us-east-1.amazonaws.com/templates/t%20one.json',
      'https://templates.s3.us-east-1.amazonaws.com/t%20one.json',
    ]) {
      expect(await cfn.getTemplateSummary({ TemplateURL: url })).toMatchObject({
        ResourceTypes: ['AWS::CloudFormation::WaitConditionHandle'],
      });
    }
    await expect(cfn.getTemplateSummary({ TemplateURL: 'https://s3.amazonaws.com/templates/../templates/none' })).rejects.toThrow(
      'There is no object https://s3.amazonaws.com/templates/../templates/none',
    );
  });

  test('a template in S3 may have 1,000,000 bytes (behaviour 7.5)', async () => {
    const body = JSON.stringify({ Resources: { W: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
    const summaryOf = async (bytes: number) => {
      await put(`${bytes}`, body.padEnd(bytes), 'templates');
      return world.cloudFormation.getTemplateSummary({ TemplateURL: `https://s3.amazonaws.com/templates/${bytes}` });
    };
    await expect(summaryOf(1_000_000)).resolves.toBeDefined();
    await expect(summaryOf(1_000_001)).rejects.toThrow('Template may not exceed 1000000 bytes in size.');
  });
});
