/** Whatever the constructs accept can be deployed: the local CloudFormation takes it, tags and all, or synthesis has refused it. */
import { Template } from 'aws-cdk-lib/assertions';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import fc from 'fast-check';
import { Endpoint, EndpointHealthCheck, FailoverRecordSet, FailoverTarget, MultiValueRecordSet } from '../../lib';
import { tagFault } from '../../lib/rules/tags';
import { define, deploy, failures } from '../local/cloudformation/stacks';
import { startWorld, type World } from '../local/deploy/world';
import { newStack } from './support';

const ODD = fc.constantFrom(
  '*',
  'wildcard',
  '_',
  '-',
  '\\052',
  '\\057',
  '\\351',
  'ü',
  '東',
  '(',
  '&',
  ' ',
  'aws:',
  'www',
  '10',
  '"',
  '$',
  '\u{1f600}',
);
const label = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '-', '_', '*', '\\057', '\\056', '!', '/'), minLength: 1, maxLength: 12 }),
  fc.constantFrom('*', 'www', 'wildcard', 'x'.repeat(63), '_sip._tcp', '\\052', 'a\\040b'),
);
const recordName = fc.array(label, { maxLength: 4 }).map(labels => labels.join('.'));
const endpointName = fc.oneof(
  fc.string({ unit: ODD, minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }),
  fc.constant('x'.repeat(128)),
);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const tags = fc.dictionary(fc.string({ unit: ODD, minLength: 1, maxLength: 4 }), fc.string({ unit: ODD, maxLength: 6 }), {
  maxKeys: 2,
});
const check = fc.oneof(
  fc.record({ path: text, searchString: text }, { requiredKeys: [] }).map(options => EndpointHealthCheck.http(options)),
  fc.constant(EndpointHealthCheck.tcp({ port: 22 })),
  fc.constant(
    EndpointHealthCheck.calculated({
      checks: [EndpointHealthCheck.http({ path: '/ä*' }), EndpointHealthCheck.tcp({ port: 22 })],
    }),
  ),
  tags.map(given => EndpointHealthCheck.http({ tags: given })),
);
const props = fc.record({
  recordName,
  names: fc.uniqueArray(endpointName, { minLength: 1, maxLength: 3 }),
  healthCheck: check,
  comment: fc.option(text, { nil: undefined }),
  failover: fc.boolean(),
});

type Props = typeof props extends fc.Arbitrary<infer T> ? T : never;

function templateOf({ recordName: name, names, healthCheck, comment, failover }: Props): object {
  const stack = newStack();
  const common = {
    zone: new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' }),
    recordName: name || undefined,
    healthCheck,
    comment,
  };
  const endpoints = names.map((endpoint, index) => Endpoint.ipAddress(`52.0.0.${index + 1}`, { name: endpoint }));
  if (failover) {
    const secondary = FailoverTarget.endpoint(Endpoint.ipAddress('52.0.1.1', { name: names[0] }));
    new FailoverRecordSet(stack, 'Www', { ...common, primary: FailoverTarget.endpoints(endpoints), secondary });
  } else {
    new MultiValueRecordSet(stack, 'Www', { ...common, endpoints });
  }
  return Template.fromStack(stack).toJSON();
}

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());

test('for odd names, texts and tags', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(props, async given => {
      let template: { Resources: Record<string, { Type: string; Properties: { HealthCheckTags?: object[] } }> };
      try {
        template = templateOf(given) as typeof template;
      } catch (error) {
        expect((error as Error).message).toContain('[Stack');
        return;
      }
      accepted++;
      const resources = Object.entries(template.Resources);
      expect(resources.map(([id]) => id).filter(id => !/^[A-Za-z0-9]{1,255}$/.test(id))).toEqual([]);
      const found = resources.flatMap(([, { Properties }]) => Properties.HealthCheckTags ?? []);
      expect(found.filter(tag => tagFault(tag) !== undefined)).toEqual([]);
      const name = `Web${accepted}`;
      const stack = await deploy(world.engine, define(template.Resources), { name });
      expect([failures(stack), stack.status]).toEqual([[], 'CREATE_COMPLETE']);
      world.engine.delete(stack, [], undefined);
      await world.engine.idle();
    }),
    { numRuns: 60 },
  );
  expect(accepted).toBeGreaterThan(15);
}, 120_000);
