import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { type AnsweredCall, type ApiServer, listen } from '../../../lib/local/aws/server';
import { defineService, ServiceError, UNUSED } from '../../../lib/local/aws/service';

const seen: unknown[] = [];
const remember = <T>(output: T) => {
  return (input: unknown): T => {
    seen.push(input);
    return output;
  };
};
const zone = { Id: '/hostedzone/Z1', Name: 'a & <b>.example.com.', CallerReference: 'one' };
const change = { Id: '/change/C1', Status: 'INSYNC' as const, SubmittedAt: new Date('2026-01-02T03:04:05.678Z') };

const services = [
  defineService(
    route53,
    new route53.Route53Client(UNUSED),
  )({
    CreateHostedZone: remember({
      HostedZone: zone,
      ChangeInfo: change,
      DelegationSet: { NameServers: ['ns1'] },
      Location: 'http://x/Z1',
    }),
    ChangeResourceRecordSets: remember({ ChangeInfo: change }),
    ListResourceRecordSets: remember({ ResourceRecordSets: [], IsTruncated: false, MaxItems: 100 }),
    GetHostedZone: () => {
      throw new ServiceError('NoSuchHostedZone', 'No hosted zone found with ID: Z1', { status: 404 });
    },
    DeleteHostedZone: () => {
      throw new TypeError('a mistake of ours');
    },
  }),
  defineService(
    sts,
    new sts.STSClient(UNUSED),
  )({
    GetCallerIdentity: (_input, call) => ({ Account: '000000000000', Arn: call.region, UserId: call.requestId }),
  }),
  defineService(
    ssm,
    new ssm.SSMClient(UNUSED),
  )({
    GetParameter: input => {
      if (input.Name !== '/known') {
        throw new ServiceError('ParameterNotFound', `no parameter ${input.Name}`);
      }
      return { Parameter: { Name: input.Name, Value: '21', Version: 3, LastModifiedDate: new Date(86_400_000) } };
    },
  }),
  defineService(
    cloudformation,
    new cloudformation.CloudFormationClient(UNUSED),
  )({
    CreateChangeSet: remember({ Id: 'change-set' }),
    DeleteStack: remember({}),
    DescribeStacks: () => ({ Stacks: [{ StackName: 's', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE', Tags: [] }] }),
  }),
  defineService(s3, new s3.S3Client(UNUSED), { maxBodyBytes: 20_000 })({
    PutObject: remember({ ETag: '"e"' }),
    CopyObject: remember({ CopyObjectResult: { ETag: '"copy"' } }),
    GetObject: remember({
      Body: Buffer.from([0, 255, 1]),
      ContentType: 'application/octet-stream',
      Metadata: { colour: 'blue' },
    }),
    HeadBucket: remember({ BucketRegion: 'eu-west-1' }),
    ListObjectsV2: remember({ Name: 'b', KeyCount: 1, Contents: [{ Key: 'k', Size: 3 }] }),
  }),
];

let api: ApiServer;
let calls: AnsweredCall[];
beforeAll(async () => {
  api = await listen({ services, port: 0, onCall: call => calls.push(call) });
});
afterAll(() => api.close());
beforeEach(() => {
  seen.length = 0;
  calls = [];
});

const client = <C>(Client: new (config: object) => C): C =>
  new Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    endpoint: `http://127.0.0.1:${api.port}`,
    forcePathStyle: true,
    maxAttempts: 1,
  });

interface Raw {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

const raw = (method: string, path: string, headers: Record<string, string> = {}, body = '', port = api.port): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject).end(body);
  });

describe('REST-XML', () => {
  test('a request reaches its operation with path, query and body members in place', async () => {
    const set = {
      Name: 'www',
      Type: 'A' as const,
      SetIdentifier: 'é <&> "',
      MultiValueAnswer: true,
      TTL: 60,
      ResourceRecords: [{ Value: '1.2.3.4' }],
    };
    await client(route53.Route53).changeResourceRecordSets({
      HostedZoneId: '/hostedzone/Z1',
      ChangeBatch: { Comment: 'c', Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] },
    });
    await client(route53.Route53).listResourceRecordSets({
      HostedZoneId: 'Z1',
      StartRecordName: 'a b*',
      StartRecordType: 'A',
      MaxItems: 7,
    });
    expect(seen).toEqual([
      { HostedZoneId: 'Z1', ChangeBatch: { Comment: 'c', Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] } },
      { HostedZoneId: 'Z1', StartRecordName: 'a b*', StartRecordType: 'A', MaxItems: 7 },
    ]);
  });

  test('a response has the status, the Location header and the members of the model', async () => {
    const output = await client(route53.Route53).createHostedZone({ Name: 'example.com', CallerReference: 'one' });
    expect(output).toMatchObject({
      HostedZone: zone,
      ChangeInfo: change,
      Location: 'http://x/Z1',
      $metadata: { httpStatusCode: 201 },
    });
  });

  test('a trailing slash on the path changes nothing', async () => {
    expect((await raw('GET', '/2013-04-01/hostedzone/Z1/rrset/')).status).toBe(200);
  });

  test('an error carries code, text, status and request id in the form of behaviour 6', async () => {
    const { status, body, headers } = await raw('GET', '/2013-04-01/hostedzone/Z1');
    expect(status).toBe(404);
    expect(body).toBe(
      '<?xml version="1.0"?>\n<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type>' +
        '<Code>NoSuchHostedZone</Code><Message>No hosted zone found with ID: Z1</Message></Error>' +
        `<RequestId>${String(headers['x-amzn-requestid'])}</RequestId></ErrorResponse>`,
    );
    await expect(client(route53.Route53).getHostedZone({ Id: 'Z1' })).rejects.toThrow(route53.NoSuchHostedZone);
  });

  test('an operation of the model that is not built says so by name', async () => {
    await expect(client(route53.Route53).createTrafficPolicy({ Name: 'n', Document: '{}' })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'route53 CreateTrafficPolicy is not built in this local service',
      $metadata: { httpStatusCode: 501 },
    });
  });

  test('a mistake of ours is a 500 with a request id, is told to the log alone, and the server goes on', async () => {
    const answer = await raw('DELETE', '/2013-04-01/hostedzone/Z1');
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(`request id ${String(answer.headers['x-amzn-requestid'])}`);
    expect(answer.body).not.toContain('a mistake of ours');
    expect(calls).toMatchObject([{ operation: 'DeleteHostedZone', status: 500, fault: new TypeError('a mistake of ours') }]);
    expect((await raw('GET', '/2013-04-01/hostedzone/Z1/rrset')).status).toBe(200);
  });

  const post = (xml: string): Promise<Raw> => raw('POST', '/2013-04-01/hostedzone/Z1/rrset', {}, xml);
  test.each([
    [
      'a required member that is missing',
      '<R/>',
      "Value null at 'changeBatch' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a number that is none',
      '<R><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a</Name><Type>A</Type><TTL>x</TTL></ResourceRecordSet></Change></Changes></ChangeBatch></R>',
      "Invalid XML ; cvc-datatype-valid.1.2.1: 'x' is not a valid value for 'integer'.",
    ],
    [
      'an element that came twice',
      '<R><ChangeBatch><Comment>a</Comment><Comment>b</Comment><Changes/></ChangeBatch></R>',
      "Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element 'Comment'.",
    ],
    [
      'an element that the model does not have',
      '<R><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a</Name><Type>A</Type><Ttl>60</Ttl></ResourceRecordSet></Change></Changes></ChangeBatch></R>',
      "Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element 'Ttl'. One of '{",
    ],
    ['XML that breaks off', '<R><ChangeBatch>', 'Could not parse XML'],
    [
      'an entity of its own',
      '<!DOCTYPE r [<!ENTITY e "boom">]><R><ChangeBatch><Comment>&e;</Comment><Changes/></ChangeBatch></R>',
      'Invalid XML ; document types',
    ],
    ['an unknown entity', '<R><ChangeBatch><Comment>&e;</Comment><Changes/></ChangeBatch></R>', 'Could not parse XML'],
    ['elements without end', '<a>'.repeat(100_000), 'Invalid XML ; '],
  ])('%s is refused', async (_what, xml, message) => {
    const { status, body } = await post(xml);
    const code = message === 'Could not parse XML' ? 'MalformedInput' : 'InvalidInput';
    expect([status, body]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
    expect(body.replace(/&apos;/g, "'")).toContain(message);
    expect(seen).toEqual([]);
  });

  test('a path that no operation has is refused, and one with a broken escape', async () => {
    expect(await raw('GET', '/2013-04-01/nothing')).toMatchObject({
      status: 404,
      body: expect.stringContaining('no operation for GET /2013-04-01/nothing'),
    });
    expect(await raw('GET', '/2013-04-01/hostedzone/%ff')).toMatchObject({
      status: 400,
      body: expect.stringContaining('InvalidInput'),
    });
  });
});

describe('query', () => {
  test('a form reaches its operation as typed input', async () => {
    const input = {
      StackName: 's',
      ChangeSetName: 'c',
      Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const],
      Parameters: Array.from({ length: 11 }, (_, i) => ({
        ParameterKey: `k${i}`,
        ParameterValue: 'a=b&c d',
        UsePreviousValue: i === 1,
      })),
      Tags: [],
      RollbackConfiguration: { MonitoringTimeInMinutes: 5, RollbackTriggers: [{ Arn: 'a', Type: 't' }] },
      IncludeNestedStacks: false,
    };
    expect(await client(cloudformation.CloudFormation).createChangeSet(input)).toMatchObject({ Id: 'change-set' });
    expect(seen).toEqual([input]);
  });

  test('the answer is nested in a result, and the Region is that of the signature', async () => {
    const identity = await client(sts.STS).getCallerIdentity({});
    expect(identity).toMatchObject({ Account: '000000000000', Arn: 'eu-west-1', UserId: identity.$metadata.requestId });
    const { Stacks } = await client(cloudformation.CloudFormation).describeStacks({});
    expect(Stacks).toEqual([{ StackName: 's', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE', Tags: [] }]);
  });

  test('an operation without output answers with metadata alone', async () => {
    expect(await client(cloudformation.CloudFormation).deleteStack({ StackName: 's' })).toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });

  test('an unsigned form finds its service by its version', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await raw('POST', '/', form, 'Action=GetCallerIdentity&Version=2011-06-15');
    expect(body).toContain(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>',
    );
  });

  test('a required member that is missing is refused', async () => {
    await expect(
      client(cloudformation.CloudFormation).createChangeSet({ StackName: 's', ChangeSetName: undefined }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: "1 validation error detected: Value null at 'changeSetName' failed to satisfy constraint: Member must not be null",
    });
  });
});

describe('JSON', () => {
  test('input and output keep their types', async () => {
    const { Parameter } = await client(ssm.SSM).getParameter({ Name: '/known' });
    expect(Parameter).toEqual({ Name: '/known', Value: '21', Version: 3, LastModifiedDate: new Date(86_400_000) });
  });

  test('an error is one of the model', async () => {
    await expect(client(ssm.SSM).getParameter({ Name: '/unknown' })).rejects.toThrow(ssm.ParameterNotFound);
  });

  test('a body that is no JSON is refused', async () => {
    const { status, body } = await raw('POST', '/', { 'x-amz-target': 'AmazonSSM.GetParameter' }, '{');
    expect([status, body]).toEqual([400, expect.stringContaining('"__type":"SerializationException"')]);
  });
});

describe('S3, path style', () => {
  test('bucket and key come from the path, the body is bytes', async () => {
    await client(s3.S3).putObject({ Bucket: 'b', Key: 'a/b c/ü.json', Body: Buffer.from([0, 255]), Metadata: { colour: 'red' } });
    expect(seen).toEqual([
      expect.objectContaining({ Bucket: 'b', Key: 'a/b c/ü.json', Body: Buffer.from([0, 255]), Metadata: { colour: 'red' } }),
    ]);
  });

  test('a streamed body arrives without its chunks', async () => {
    const parts = ['a'.repeat(8192), 'b'.repeat(9000), 'end'];
    await client(s3.S3).putObject({
      Bucket: 'b',
      Key: 'k',
      Body: Readable.from(parts.map(part => Buffer.from(part))),
      ContentLength: parts.join('').length,
      ChecksumAlgorithm: 'CRC32',
    });
    const [{ Body: stored }] = seen as { Body: Uint8Array }[];
    expect(Buffer.from(stored).toString()).toBe(parts.join(''));
  });

  test('chunks smaller than S3 takes are refused, but for the last', async () => {
    const body = `1fff\r\n${'a'.repeat(8191)}\r\n3\r\nend\r\n0\r\n\r\n`;
    const { status, body: answer } = await raw(
      'PUT',
      '/b/k',
      { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
      body,
    );
    expect([status, answer]).toEqual([403, expect.stringContaining('<Code>InvalidChunkSizeError</Code>')]);
    expect(answer).toContain('Only the last chunk is allowed to have a size less than 8192 bytes');
    expect(seen).toEqual([]);
  });

  test('an object comes back byte by byte, its metadata in headers', async () => {
    const { Body, ContentType, Metadata } = await client(s3.S3).getObject({ Bucket: 'b', Key: 'k' });
    expect([...((await Body?.transformToByteArray()) ?? [])]).toEqual([0, 255, 1]);
    expect([ContentType, Metadata]).toEqual(['application/octet-stream', { colour: 'blue' }]);
  });

  test('operations that share a path are told apart by query and headers', async () => {
    await client(s3.S3).listObjectsV2({ Bucket: 'b', Prefix: 'p' });
    await client(s3.S3).headBucket({ Bucket: 'b' });
    await client(s3.S3).copyObject({ Bucket: 'b', Key: 'k', CopySource: 'b/other' });
    await raw('GET', '/b/k'); // no SDK, so no x-id
    expect(calls.map(call => call.operation)).toEqual(['ListObjectsV2', 'HeadBucket', 'CopyObject', 'GetObject']);
  });

  test('a body over the limit is refused and nothing is stored', async () => {
    const put = client(s3.S3).putObject({ Bucket: 'b', Key: 'k', Body: Buffer.alloc(20_001) });
    await expect(put).rejects.toMatchObject({
      name: 'RequestEntityTooLarge',
      message: 'The body must be at most 20000 bytes, got 20001',
    });
    expect(seen).toEqual([]);
  });
});

test('a client that hangs up in the middle of its body is no fault, and nothing comes of its request', async () => {
  const path = '/2013-04-01/hostedzone/Z1/rrset';
  const broken = httpRequest({ host: '127.0.0.1', port: api.port, method: 'POST', path, headers: { 'content-length': 1000 } });
  const hungUp = new Promise(resolve => broken.once('error', resolve));
  broken.write('<R>', () => broken.destroy(new Error('gone')));
  await hungUp;
  expect((await raw('GET', path)).status).toBe(200);
  expect(calls.map(({ method, fault }) => [method, fault])).toEqual([['GET', undefined]]);
});

describe('who may call', () => {
  test.each([
    ['127.0.0.1', undefined, 200],
    ['localhost:4566', undefined, 200],
    ['[::1]:4566', 'http://localhost:3000', 200],
    ['rebound.example.com', undefined, 403],
    ['127.0.0.1.example.com', undefined, 403],
    ['localhost', 'https://example.com', 403],
    ['localhost', 'null', 403],
    ['192.0.2.1', undefined, 403],
  ])('Host %s with Origin %s answers %d', async (host, origin, status) => {
    const answer = await raw('GET', '/2013-04-01/hostedzone/Z1/rrset', { host, ...(origin ? { origin } : {}) });
    expect(answer.status).toBe(status);
    expect(seen).toHaveLength(status === 200 ? 1 : 0);
  });

  const scope = (service: string): string => `K/20260101/us-east-1/${service}/aws4_request`;
  const authorization = (service: string): string =>
    `AWS4-HMAC-SHA256 Credential=${scope(service)}, SignedHeaders=host, Signature=0`;

  test('what another site makes a browser fetch is refused, and a form in a link that nobody signed', async () => {
    const form = '/?Action=DescribeStacks&Version=2010-05-15';
    const signed = { authorization: authorization('cloudformation') };
    expect((await raw('GET', form, signed)).status).toBe(200);
    expect((await raw('GET', form, { ...signed, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await raw('GET', form)).body).not.toContain('DescribeStacksResult');
  });

  test.each([
    ['cloudformation', 'Action=DeleteStack&Version=2010-05-15&StackName=s'],
    ['cloudformation', 'Action=CreateChangeSet&Version=2010-05-15&StackName=s&ChangeSetName=c'],
    ['cloudformation', 'Action=DescribeStacks&Action=DeleteStack&Version=2010-05-15&StackName=s', 200],
  ])('a link changes nothing, whatever signature it has in it: %s %s', async (service, query, status = 405) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const presigned = `/?${query}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope(service))}&X-Amz-Signature=0`;
      const answers = [await raw(method, presigned), await raw(method, `/?${query}`, { authorization: authorization(service) })];
      answers.forEach(answer => expect(answer.status).toBe(method === 'GET' ? status : 400));
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: authorization(service) };
    expect((await raw('PUT', '/', form, query)).status).toBe(405);
    expect(seen).toEqual([]);
    expect((await raw('POST', '/', form, query)).status).toBe(200);
  });

  test('JSON is taken by POST alone', async () => {
    const target = { 'x-amz-target': 'AmazonSSM.GetParameter', authorization: authorization('ssm') };
    expect((await raw('PUT', '/', target, '{"Name":"/known"}')).status).toBe(405);
    expect((await raw('POST', '/', target, '{"Name":"/known"}')).status).toBe(200);
  });

  test('an object may be read by a link that is signed', async () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope('s3'))}&X-Amz-Signature=0`;
    expect((await raw('GET', `/b/k?${query}`)).status).toBe(200);
  });

  test('a server that listens elsewhere answers to the address it was reached at, and to the names it is given', async () => {
    const other = await listen({ services, port: 0, host: '0.0.0.0', hostNames: ['route53.test'] });
    const status = async (host: string): Promise<number> =>
      (await raw('GET', '/2013-04-01/hostedzone/Z1/rrset', { host }, '', other.port)).status;
    expect([await status('127.0.0.1'), await status('route53.test:4566'), await status('example.com')]).toEqual([200, 200, 403]);
    await other.close();
  });

  test('a service that is not built is named in the answer', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';
    const { status, body } = await raw('POST', '/', { authorization }, 'Action=DescribeVpcs');
    expect([status, body]).toEqual([
      501,
      expect.stringContaining('ec2 is not built in this local service; there are route53, sts, ssm'),
    ]);
  });
});
