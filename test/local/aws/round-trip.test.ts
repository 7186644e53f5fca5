/** Every operation of the models, there and back: what the SDK's client writes we read, and what we write it reads. */
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as route53 from '@aws-sdk/client-route-53';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { type NormalizedSchema, operation } from '@smithy/core/schema';
import fc from 'fast-check';
import { membersOfShape, shapeOf } from '../../../lib/local/aws/schemas';
import { defineService, type Service, UNUSED } from '../../../lib/local/aws/service';
import type { WireRequest } from '../../../lib/local/aws/wire';

interface Message {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}
interface ClientProtocol {
  serializeRequest(schema: unknown, input: unknown, context: unknown): Promise<Message>;
  deserializeResponse(schema: unknown, context: unknown, response: unknown): Promise<Record<string, unknown>>;
}
interface Client {
  config: { protocol: ClientProtocol };
}

/** Text that XML, forms, JSON and URLs must all escape somewhere. It begins with a letter: no protocol keeps blanks alone. */
const text = fc.string({ maxLength: 8, unit: fc.constantFrom(...'aZ09 <>&"\'é☃.-_/\\=+%?#') }).map(s => `x${s}`);
const plain = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/);
const MAX_DEPTH = 5;

function arbitrary(schema: NormalizedSchema, depth = 0): fc.Arbitrary<unknown> {
  const traits = schema.getMergedTraits();
  if (schema.isStructSchema()) {
    const members = membersOfShape(schema).map(([name, member]) => [name, member] as const);
    const isDeep = (member: NormalizedSchema): boolean =>
      member.isStructSchema() || member.isListSchema() || member.isMapSchema();
    const tokens = members.filter(([, member]) => member.isIdempotencyToken()).map(([name]) => name); // the client makes up those left out
    const required = [...shapeOf(schema).required, ...tokens];
    const kept = members.filter(([name, member]) => required.includes(name) || depth < MAX_DEPTH || !isDeep(member));
    if (schema.isUnionSchema()) {
      return fc.oneof(...kept.map(([name, member]) => arbitrary(member, depth + 1).map(value => ({ [name]: value }))));
    }
    const least = required.length === 0 && depth > 0 ? kept.slice(0, 1).map(([name]) => name) : required; // a form has no empty structure
    return fc.record(Object.fromEntries(kept.map(([name, member]) => [name, arbitrary(member, depth + 1)])), {
      requiredKeys: least,
    });
  }
  if (schema.isListSchema()) {
    return fc.array(arbitrary(schema.getValueSchema(), depth + 1), { minLength: 1, maxLength: 2 });
  }
  if (schema.isMapSchema()) {
    const entry = fc.tuple(plain, arbitrary(schema.getValueSchema(), depth + 1));
    return fc
      .uniqueArray(entry, { selector: ([key]) => key, minLength: 1, maxLength: 2 })
      .map(entries => Object.fromEntries(entries));
  }
  if (schema.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 8 });
  if (schema.isTimestampSchema()) return fc.integer({ min: 0, max: 2_000_000_000 }).map(seconds => new Date(seconds * 1000));
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer({ min: -1000, max: 1000 });
  return traits.httpLabel || traits.httpHeader ? plain : text;
}

const SERVICES: [string, Service, Client][] = [
  [
    'Route 53',
    defineService(route53, new route53.Route53Client(UNUSED))({}),
    new route53.Route53Client(UNUSED) as unknown as Client,
  ],
  [
    'CloudFormation',
    defineService(cloudformation, new cloudformation.CloudFormationClient(UNUSED))({}),
    new cloudformation.CloudFormationClient(UNUSED) as unknown as Client,
  ],
  ['STS', defineService(sts, new sts.STSClient(UNUSED))({}), new sts.STSClient(UNUSED) as unknown as Client],
  ['SSM', defineService(ssm, new ssm.SSMClient(UNUSED))({}), new ssm.SSMClient(UNUSED) as unknown as Client],
];
const OPERATIONS = SERVICES.flatMap(([label, service, client]) =>
  [...service.model.values()].map(shape => ({ label, service, client, shape })),
);
const SEED = 53;
const context = (client: Client): object => ({
  ...client.config,
  endpoint: () => Promise.resolve({ protocol: 'http:', hostname: 'localhost', path: '/' }),
});

function received({ method, path, query, headers, body = '' }: Message): WireRequest {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map(one => [key, one]));
  return {
    method,
    path,
    query: new URLSearchParams(pairs as [string, string][]),
    headers: new Map(Object.entries(headers)),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  };
}

test('there are the operations of four models', () => expect(OPERATIONS.length).toBeGreaterThan(300));

describe.each(SERVICES.map(([label]) => label))('%s', label => {
  const mine = OPERATIONS.filter(one => one.label === label);

  test('reads what the client writes', async () => {
    for (const { service, client, shape } of mine) {
      const schema = operation('x', shape.name, { http: shape.http } as never, shape.input, shape.output);
      await fc.assert(
        fc.asyncProperty(shape.input.isUnitSchema() ? fc.constant({}) : arbitrary(shape.input), async input => {
          const request = received(await client.config.protocol.serializeRequest(schema, input, context(client)));
          expect(service.protocol.operationOf(request).name).toBe(shape.name);
          expect(await service.protocol.readInput(shape, request)).toEqual(input);
        }),
        { seed: SEED, numRuns: 5 },
      );
    }
  });

  test('writes what the client reads', async () => {
    for (const { service, client, shape } of mine) {
      const schema = operation('x', shape.name, { http: shape.http } as never, shape.input, shape.output);
      await fc.assert(
        fc.asyncProperty(shape.output.isUnitSchema() ? fc.constant({}) : arbitrary(shape.output), async output => {
          const { status, headers, body } = service.protocol.writeOutput(shape, output, 'id');
          const response = { statusCode: status, headers: { ...headers }, body: Buffer.from(body as string) };
          const { $metadata, ...read } = await client.config.protocol.deserializeResponse(schema, context(client), response);
          expect($metadata).toMatchObject({ httpStatusCode: status });
          expect(read).toEqual(output);
        }),
        { seed: SEED, numRuns: 5 },
      );
    }
  });
});
