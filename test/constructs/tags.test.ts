/** Tags that Route 53 does not take, from wherever they come, are refused at synthesis (behaviour 5.7). */
import { App, Aws, CfnParameter, NestedStack, Stack, TagManager, Tags, TagType } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnHealthCheck,
  CfnHostedZone,
  HealthCheck,
  HealthCheckType,
  HostedZone,
  PublicHostedZone,
  type IHealthCheck,
  type IHostedZone,
} from 'aws-cdk-lib/aws-route53';
import { EndpointHealthCheck, MultiValueRecordSet } from '../../lib';
import { BLUE, GREEN, newStack, refusalOf, www, zoneIn } from './support';

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
    [{ team: 1 as unknown as string }, 'healthCheck.tags.team must be a string, got 1'],
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
  const OF_STACK = 'of the stack, which CloudFormation puts on the health checks of [Stack/Www], must';

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
      `[Stack/Nested] tag 'team' of the stack, which CloudFormation puts on the health checks of [Stack/Nested/Www], must hold only`,
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

describe('of zones and health checks that others define', () => {
  /** Ours in one stack, what it refers to in another. */
  const synthesis = (fill: (ours: Stack, theirs: Stack) => void): string => {
    const app = new App();
    const [ours, theirs] = [new Stack(app, 'Ours'), new Stack(app, 'Theirs')];
    fill(ours, theirs);
    return refusalOf(() => app.synth()).replace(/^Validation failed with the following errors:\s+/, '');
  };
  const none = { endpoints: [BLUE], healthCheck: EndpointHealthCheck.none() };

  test.each<[string, (scope: Stack) => IHostedZone]>([
    ['PublicHostedZone', scope => new PublicHostedZone(scope, 'Zone', { zoneName: 'shop.example' })],
    ['HostedZone', scope => new HostedZone(scope, 'Zone', { zoneName: 'shop.example' })],
    [
      'an imported reference to a CfnHostedZone',
      scope => {
        const zone = new CfnHostedZone(scope, 'Zone', { name: 'shop.example' });
        return HostedZone.fromHostedZoneAttributes(scope, 'Imported', { hostedZoneId: zone.ref, zoneName: 'shop.example' });
      },
    ],
  ])('a %s, which Tags.of or its stack gives tags, said once for all its records', (_what, make) => {
    const records = (ours: Stack, zone: IHostedZone): void =>
      ['a', 'b'].forEach(
        recordName => void new MultiValueRecordSet(ours, recordName, { zone, recordName, zoneKey: 'z', ...none }),
      );
    const tagged = synthesis((ours, theirs) => {
      const zone = make(theirs);
      Tags.of(theirs.node.findChild('Zone')).add('team', 'R&D');
      records(ours, zone);
    });
    expect(tagged).toBe(`[Theirs] tag 'team' of the hosted zone [Theirs/Zone] must hold only ${TEXT}, got 'R&D'`);
    const inherited = synthesis((ours, theirs) => {
      Tags.of(theirs).add('team', 'R&D');
      records(ours, make(theirs));
    });
    expect(inherited).toBe(
      `[Theirs] tag 'team' of the stack, which CloudFormation puts on the hosted zone [Theirs/Zone], must hold only ${TEXT}, got 'R&D'`,
    );
  });

  test('hostedZoneTags', () =>
    expect(
      synthesis((ours, theirs) => {
        const { ref } = new CfnHostedZone(theirs, 'Zone', { name: 'shop.example', hostedZoneTags: [{ key: 'a', value: '*' }] });
        www(ours, { ...none, zone: zoneIn(ours, 'shop.example', ref), zoneKey: 'z' });
      }),
    ).toBe(`[Theirs] tag 'a' of the hosted zone [Theirs/Zone] must hold only ${TEXT}, got '*'`));

  test.each<[string, (scope: Stack) => IHealthCheck]>([
    ['HealthCheck', scope => new HealthCheck(scope, 'Check', { type: HealthCheckType.HTTP, fqdn: 'a.shop.example' })],
    [
      'an imported reference to a CfnHealthCheck',
      scope => {
        const check = new CfnHealthCheck(scope, 'Check', { healthCheckConfig: { type: 'HTTP', ipAddress: '52.0.0.1' } });
        return HealthCheck.fromHealthCheckId(scope, 'Imported', check.attrHealthCheckId);
      },
    ],
  ])('a %s that an endpoint follows', (_what, make) =>
    expect(
      synthesis((ours, theirs) => {
        const check = make(theirs);
        const resource = theirs.node.findAll().find(node => node instanceof CfnHealthCheck)!;
        resource.healthCheckTags = [{ key: 'a', value: '*' }];
        www(ours, { endpoints: [BLUE], healthCheck: EndpointHealthCheck.fromHealthCheck(check) });
      }),
    ).toBe(`[Theirs] tag 'a' of the health check [Theirs/Check] must hold only ${TEXT}, got '*'`),
  );

  test('beside health checks of ours in one stack, each with its own', () => {
    const stack = newStack();
    const { ref } = new CfnHostedZone(stack, 'Zone', { name: 'shop.example', hostedZoneTags: [{ key: 'a', value: '*' }] });
    const zone = zoneIn(stack, 'shop.example', ref);
    www(stack, { endpoints: [BLUE], zone, zoneKey: 'z' });
    const check = stack.node.findAll().find(node => node instanceof CfnHealthCheck)!;
    check.healthCheckTags = [{ key: 'b', value: '*' }];
    const said = refusalOf(() => Template.fromStack(stack));
    expect(said).toContain(`[Stack] tag 'a' of the hosted zone [Stack/Zone] must hold only`);
    expect(said).toContain(`[Stack] tag 'b' of the health checks of [Stack/Www] must hold only`);
  });

  test('a zone without records of ours, and tags that Route 53 takes, are left alone', () => {
    const app = new App();
    const [ours, theirs] = [new Stack(app, 'Ours'), new Stack(app, 'Theirs')];
    Tags.of(new HostedZone(theirs, 'Other', { zoneName: 'other.example' })).add('team', 'R&D');
    const zone = new HostedZone(theirs, 'Zone', { zoneName: 'shop.example' });
    Tags.of(zone).add('team', 'dns');
    new MultiValueRecordSet(ours, 'A', { zone, recordName: 'a', zoneKey: 'z', ...none });
    expect(() => app.synth()).not.toThrow();
  });
});
