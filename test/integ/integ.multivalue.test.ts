import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { app } from './integ.multivalue';

const assembly = app.synth();

test('integ-runner finds one test case, and the stack with the assertions', () => {
  const { testCases } = JSON.parse(readFileSync(join(assembly.directory, 'integ.json'), 'utf8')) as { testCases: object };
  expect(testCases).toEqual({
    'MultiValue/DefaultTest': {
      stacks: ['integ-cdk-route53-multivalue'],
      assertionStack: 'MultiValue/DefaultTest/DeployAssert',
      assertionStackName: expect.stringMatching(/^MultiValueDefaultTestDeployAssert/),
    },
  });
});

test('what is asserted is what the stack declares, at addresses of its own', () => {
  const template = Template.fromStack(app.node.findChild('integ-cdk-route53-multivalue') as Stack);
  const [{ Properties }] = Object.values(template.findResources('AWS::Route53::RecordSetGroup'));
  const { RecordSets } = Properties as { RecordSets: { SetIdentifier: string; ResourceRecords: unknown[]; TTL: string }[] };
  expect(RecordSets.map(({ SetIdentifier, TTL }) => [SetIdentifier, TTL])).toEqual([
    ['blue', '60'],
    ['green', '60'],
  ]);
  expect(RecordSets.flatMap(({ ResourceRecords }) => ResourceRecords)).toEqual(
    ['blue', 'green'].map(name => ({ 'Fn::GetAtt': [expect.stringMatching(name), 'PublicIp'] })),
  );
  const assertions = assembly.stacksRecursively.find(({ stackName }) =>
    stackName.startsWith('MultiValueDefaultTestDeployAssert'),
  )!;
  expect(JSON.stringify(assertions.template)).toContain('listResourceRecordSets');
});
