import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { CfnHealthCheck, CfnHostedZone } from 'aws-cdk-lib/aws-route53';
import { advise } from '../../../lib/plan/advice';
import { readAssembly } from '../../../lib/plan/assembly';
import { declare } from '../../../lib/plan/declare';
import type { Declared } from '../../../lib/plan/declared';
import { declaredBy, healthCheck } from '../template-of';

const refusedIn = (resources: Parameters<typeof declaredBy>[0]): unknown => refusedOf(declaredBy(resources));
const refusedOf = (declared: Declared): unknown =>
  advise(declared, [])
    .filter(({ level }) => level === 'refused')
    .map(({ id, subjects, reason }) => [id, subjects, reason]);

test('a zone that AWS reserves, and tags that Route 53 does not take (behaviour 5.2, 5.7)', () => {
  const tag = { Key: 'Name', Value: '*' };
  const resources = {
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'a.example.com', HostedZoneTags: [tag] } },
    Check: healthCheck({}, [tag]),
  };
  const said = expect.stringMatching(
    /^Route 53 would answer: Invalid parameter : Tags can only contain letters.* \(tag 'Name': '\*'\)$/,
  ) as string;
  expect(refusedIn(resources)).toEqual([
    ['reserved-zone-name', ['zone a.example.com'], 'Route 53 would answer: a.example.com is reserved by AWS!'],
    ['refused-tag', ['zone a.example.com', 'health check *'], said],
  ]);
  expect(refusedIn({ Check: healthCheck({}, [{ Key: 'Name', Value: 'www' }]) })).toEqual([]);
});

describe('tags of the stack, which CloudFormation puts on its zones and health checks (behaviour 5.7)', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'plan-tags-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  let at = 0;
  const planned = (build: (stack: Stack) => void): Declared => {
    const app = new App({ outdir: join(scratch, `${++at}`) });
    build(new Stack(app, 'Web'));
    return declare(readAssembly(app.synth().directory));
  };
  const check = (scope: Stack, ...tags: [string, string][]) =>
    new CfnHealthCheck(scope, 'Check', {
      healthCheckConfig: { type: 'HTTP', ipAddress: '52.0.0.1' },
      healthCheckTags: tags.map(([key, value]) => ({ key, value })),
    });
  const said = expect.stringContaining("(tag 'team': 'R&D')") as string;

  test('are judged once, whoever gets them', () => {
    const declared = planned(stack => {
      Tags.of(stack).add('team', 'R&D');
      new CfnHostedZone(stack, 'Zone', { name: 'shop.example' });
      check(stack);
    });
    expect(refusedOf(declared)).toEqual([['refused-tag', ['stack Web'], said]]);
  });

  test('come to nested stacks, and count', () => {
    const declared = planned(stack => {
      Tags.of(stack).add('team', 'R&D');
      check(new NestedStack(stack, 'Nested'), ['Name', 'www']);
    });
    expect(refusedOf(declared)).toEqual([['refused-tag', [expect.stringMatching(/^stack Web\/Nested/)], said]]);
    expect(declared.healthChecks.map(({ tagCount }) => tagCount)).toEqual([2]);
  });

  test('are nothing to a health check with a tag of that key, or a stack without any', () => {
    expect(refusedOf(planned(stack => (Tags.of(stack).add('team', 'R&D'), undefined)))).toEqual([]);
    const declared = planned(stack => {
      stack.tags.setTag('team', 'R&D');
      check(stack, ['team', 'web']);
    });
    expect(refusedOf(declared)).toEqual([]);
  });
});
