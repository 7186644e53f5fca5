/** Tags that Route 53 does not take, from wherever they come, are refused at synthesis (behaviour 5.7). */
import { App, Aws, CfnParameter, NestedStack, Stack, TagManager, Tags, TagType } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { EndpointHealthCheck } from '../../lib';
import { BLUE, GREEN, newStack, refusalOf, www } from './support';

const TEXT = 'letters (A to Z), digits, spaces and _ . : / = + - @';
const tagged = (tags: Record<string, string>): EndpointHealthCheck => EndpointHealthCheck.http({ tags });

describe('in the props of a health check', () => {
  test.each([
    [{ team: 'R&D' }, `healthCheck.tags.team must hold only ${TEXT}, got 'R&D'`],
    [{ 'R&D': 'yes' }, `healthCheck.tags must have keys of ${TEXT} only, got 'R&D'`],
    [{ Name: '*' }, `healthCheck.tags.Name must hold only ${TEXT}, got '*'`],
    [{ owner: 'Zoë' }, `healthCheck.tags.owner must hold only ${TEXT}, got 'Zoë'`],
    [{ 'aws:team': 'x' }, `healthCheck.tags must have no key that begins with aws:, which AWS keeps for itself, got 'aws:team'`],
    [{ 'AWS:team': 'x' }, `healthCheck.tags must have no key that begins with aws:, which AWS keeps for itself, got 'AWS:team'`],
    [{ team: 'aws:x' }, `healthCheck.tags.team must not begin with aws:, which AWS keeps for itself, got 'aws:x'`],
    [{ team: 'x'.repeat(257) }, 'healthCheck.tags.team must have at most 256 characters, got 257'],
    [{ ['k'.repeat(129)]: 'x' }, 'healthCheck.tags must have keys of 1 to 128 characters, got 129'],
    [{ team: 1 as unknown as string }, 'healthCheck.tags.team must be a text, got 1'],
    [{ where: `*${Aws.REGION}` }, `healthCheck.tags.where must hold only ${TEXT}, got '*_'`],
  ])('%j', (tags, message) =>
    expect(refusalOf(() => www(newStack(), { endpoints: [BLUE], healthCheck: tagged(tags as Record<string, string>) }))).toBe(
      `[Stack/Www] ${message}`,
    ),
  );

  test.each([[{ team: 'dns' }], [{ where: `${Aws.REGION}aws:` }], [{ [Aws.REGION]: Aws.REGION }]])('%j is accepted', tags =>
    expect(() => www(newStack(), { endpoints: [BLUE], healthCheck: tagged(tags) })).not.toThrow(),
  );
});

describe('from elsewhere', () => {
  const synthesis = (fill: (stack: Stack) => void, tags?: Record<string, string>): string => {
    const stack = new Stack(new App(), 'Stack', { tags });
    www(stack, { endpoints: [BLUE, GREEN] });
    fill(stack);
    return refusalOf(() => Template.fromStack(stack)).replace(/^Validation failed with the following errors:\s+/, '');
  };
  const check = (stack: Stack): CfnHealthCheck =>
    stack.node.findAll().find((node): node is CfnHealthCheck => 'healthCheckTags' in node)!;
  const OF_STACK = 'of the stack, which the health checks of [Stack/Www] get from CloudFormation, must';

  test.each([
    ['Tags.of', (stack: Stack) => Tags.of(stack).add('team', 'R&D'), undefined],
    ['Tags.of the app', (stack: Stack) => Tags.of(stack.node.root).add('team', 'R&D'), undefined],
    ['the props of the stack', () => undefined, { team: 'R&D' }],
  ])('%s, said once', (_where, fill, tags) =>
    expect(synthesis(fill, tags)).toBe(`[Stack] tag 'team' ${OF_STACK} hold only ${TEXT}, got 'R&D'`),
  );

  test('keys that AWS keeps for itself, and characters of keys', () => {
    const fill = (stack: Stack): void => {
      Tags.of(stack).add('aws:team', 'x');
      Tags.of(stack).add('R&D', 'x');
    };
    expect(synthesis(fill).split('\n').map(line => line.trim())).toEqual([
      `[Stack] tags ${OF_STACK} have no key that begins with aws:, which AWS keeps for itself, got 'aws:team'`,
      `[Stack] tags ${OF_STACK} have keys of ${TEXT} only, got 'R&D'`,
    ]); // prettier-ignore
  });

  test('more than there may be, those of the stack among them', () => {
    const tags = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, 'v']));
    expect(synthesis(() => undefined, tags)).toBe(
      '[Stack] tags of the health checks of [Stack/Www] must be at most 10, those of the stack among them, got 11',
    );
  });

  test('a tag that someone puts on a health check itself', () => {
    const fill = (stack: Stack): void => void (check(stack).healthCheckTags = [{ key: 'Name', value: '*' }]);
    expect(synthesis(fill)).toBe(`[Stack] tag 'Name' of the health checks of [Stack/Www] must hold only ${TEXT}, got '*'`);
  });

  test('Tags.of, in versions of aws-cdk-lib that give health checks a tag manager', () => {
    const fill = (stack: Stack): void => {
      const manager = new TagManager(TagType.STANDARD, 'AWS::Route53::HealthCheck', undefined, {
        tagPropertyName: 'healthCheckTags',
      });
      Object.defineProperty(check(stack), 'cdkTagManager', { value: manager });
      Tags.of(stack.node.findChild('Www')).add('team', 'R&D');
    };
    expect(synthesis(fill)).toBe(`[Stack] tag 'team' of the health checks of [Stack/Www] must hold only ${TEXT}, got 'R&D'`);
  });

  test('the stack above a nested one', () => {
    const stack = newStack();
    www(new NestedStack(stack, 'Nested'), { endpoints: [BLUE] });
    Tags.of(stack).add('team', 'R&D');
    expect(refusalOf(() => Template.fromStack(stack))).toContain(
      `[Stack/Nested] tag 'team' of the stack, which the health checks of [Stack/Nested/Www] get from CloudFormation, must hold only`,
    );
  });

  test('what Route 53 takes, what is known only at deployment, and stacks without health checks are left alone', () => {
    const stack = newStack();
    www(stack, { endpoints: [BLUE] });
    Tags.of(stack).add('team', 'dns @ 1/2');
    Tags.of(stack).add('later', new CfnParameter(stack, 'Later').valueAsString);
    expect(() => Template.fromStack(stack)).not.toThrow();
    const other = newStack();
    www(other, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.none() });
    Tags.of(other).add('team', 'R&D');
    expect(() => Template.fromStack(other)).not.toThrow();
  });
});
