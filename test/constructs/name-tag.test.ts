/** The `Name` tag of health checks, whatever the name that is answered and the name of the endpoint are. */
import { CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { Endpoint, EndpointHealthCheck } from '../../lib';
import { nameTag } from '../../lib/constructs/private/name-tag';
import { tagFault } from '../../lib/rules/tags';
import { anyCharacter } from '../support/any-character';
import { newStack, www, zoneIn } from './support';

const DIGEST = / [0-9A-F]{8}$/;
const accepted = (Value: string): boolean => tagFault({ Key: 'Name', Value }) === undefined;

test.each([
  [['www.shop.example', '52.0.0.1'], 'www.shop.example 52.0.0.1'],
  [['www.shop.example', '52.0.0.1', '', 'Secondary'], 'www.shop.example 52.0.0.1 Secondary'],
  [['*.shop.example', '52.0.0.1'], 'wildcard.shop.example 52.0.0.1'],
  [['_sip._tcp.shop.example', 'a@b:5060/x=1+2'], '_sip._tcp.shop.example a@b:5060/x=1+2'],
])('%j becomes %j', (parts, name) => expect(nameTag(...parts)).toBe(name));

test.each([
  [['www.shop.example', 'Zürich'], 'www.shop.example Zurich'],
  [['www.shop.example', '東京'], 'www.shop.example __'],
  [['www.shop.example', 'blue (old)'], 'www.shop.example blue _old_'],
  [['0\\05725.2.0.192.in-addr.arpa', 'one'], '0/25.2.0.192.in-addr.arpa one'],
  [['a\\077b.shop.example', 'one'], 'a_b.shop.example one'],
  [['wildcard.shop.example', '52.0.0.1'], 'wildcard.shop.example 52.0.0.1'],
  [['aws\\072x.shop.example', 'one'], 'aws_x.shop.example one'],
  [['x'.repeat(200), 'y'.repeat(128)], `${'x'.repeat(200)} ${'y'.repeat(46)}`],
])('%j becomes %j and a digest', (parts, name) => {
  expect(nameTag(...parts)).toMatch(DIGEST);
  expect(nameTag(...parts).replace(DIGEST, '')).toBe(name);
});

test('is accepted by Route 53 for every text, and different for different ones', () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('*', 'wildcard', '.', '_', 'é', 'e', 'w', '\\052', 'aws:', ' ', '\u{1f600}'),
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(accepted(nameTag(one))).toBe(true);
      if (one !== other) expect(nameTag(one)).not.toBe(nameTag(other));
    }),
    { numRuns: 2000 },
  );
});

test('leaves tokens as they are, and what is around them is accepted', () => {
  const stack = newStack();
  const zoneName = new CfnParameter(stack, 'ZoneName').valueAsString;
  const name = nameTag(`*.${zoneName}`, 'é'.repeat(300));
  const resolved = stack.resolve(name) as { 'Fn::Join': [string, [string, object, string]] };
  const [before, token, after] = resolved['Fn::Join'][1];
  expect([before, token]).toEqual(['wildcard.', { Ref: 'ZoneName' }]);
  expect(after).toMatch(/^ e+ [0-9A-F]{8}$/);
  expect(before.length + after.length).toBe(128);
});

test('does not change with the order in which tokens are made', () => {
  const resolve = (first: number): unknown => {
    const stack = newStack();
    Array.from({ length: first }, (_, i) => Token.asString({ Ref: `Other${i}` }));
    return stack.resolve(nameTag(`*.${Fn.ref('ZoneName')}`, 'é'));
  };
  expect(resolve(5)).toEqual(resolve(0));
});

test('of a wildcard record set can be deployed (behaviour 5.7)', () => {
  const stack = newStack();
  const endpoints = [Endpoint.ipAddress('52.0.0.1', { name: 'blue*' }), Endpoint.ipAddress('52.0.0.2')];
  const checks = [EndpointHealthCheck.http({ path: '/?a=*' }), EndpointHealthCheck.tcp({ port: 22 })];
  www(stack, {
    zone: zoneIn(stack, 'shop.example'),
    recordName: '*',
    endpoints,
    healthCheck: EndpointHealthCheck.calculated({ checks }),
  });
  const found = Object.values(Template.fromStack(stack).findResources('AWS::Route53::HealthCheck'));
  const names = found.map(({ Properties }) => (Properties.HealthCheckTags as { Value: string }[])[0].Value);
  expect(names).toHaveLength(6);
  expect(new Set(names).size).toBe(6);
  expect(names.filter(name => !accepted(name))).toEqual([]);
  expect(names).toContain('wildcard.shop.example 52.0.0.2');
});
