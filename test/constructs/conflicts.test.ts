import {
  App,
  Aws,
  CfnDynamicReference,
  CfnDynamicReferenceService,
  CfnParameter,
  Duration,
  Fn,
  Lazy,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import {
  ARecord,
  CfnRecordSet,
  CfnRecordSetGroup,
  CnameRecord,
  HostedZone,
  type IHostedZone,
  RecordTarget,
  TxtRecord,
} from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import {
  Endpoint,
  EndpointHealthCheck,
  FailoverRecordSet,
  FailoverTarget,
  MultiValueRecordSet,
  type MultiValueRecordSetProps,
  SimpleRecordSet,
} from '../../lib';
import { BLUE, GREEN, newStack, refusalOf, ZONE_ID, zoneIn } from './support';

const BLUE_V6 = Endpoint.ipAddress('2600:1f18::1', { name: 'blue' });

/** Ours: `www.example.com`, A, multivalue, 60 seconds, set identifier `blue`. */
const ours = (
  scope: Construct,
  zone: IHostedZone,
  props: Partial<MultiValueRecordSetProps> = {},
  id = 'Ours',
): MultiValueRecordSet =>
  new MultiValueRecordSet(scope, id, {
    zone,
    recordName: 'www',
    endpoints: [BLUE],
    healthCheck: EndpointHealthCheck.none(),
    ...props,
  });

const theirs = (scope: Construct, zone: IHostedZone, props: object = {}, id = 'Theirs'): ARecord =>
  new ARecord(scope, id, { zone, recordName: 'www', target: RecordTarget.fromIpAddresses('52.0.0.9'), ...props });

const validated = (stack: Stack): void => void (stack.node.root as App).synth();

const conflictsIn = (fill: (stack: Stack, zone: IHostedZone) => void): string => {
  const stack = newStack();
  fill(stack, zoneIn(stack));
  return refusalOf(() => validated(stack)).replace(/^Validation failed with the following errors:\n\s*/, '');
};

const accepts = (fill: (stack: Stack, zone: IHostedZone) => void): void => {
  const stack = newStack();
  fill(stack, zoneIn(stack));
  validated(stack);
};

const MULTIVALUE = { multiValueAnswer: true, setIdentifier: 'green', ttl: Duration.seconds(60) };
const start = `[Stack/Ours] recordName must not conflict with [Stack/Theirs]: `;
const policies = (theirPolicy: string): string =>
  `${start}the A records of 'www.example.com' have the policy multivalue here and ${theirPolicy} there, and a name and type can have only one policy`;

describe('a record of aws-cdk-lib of the same name and type', () => {
  test.each<[string, object, string]>([
    ['simple', {}, policies('simple')],
    ['weighted', { weight: 1, setIdentifier: 'green' }, policies('weighted')],
    ['latency', { region: 'us-east-1', setIdentifier: 'green' }, policies('latency')],
    ['failover', { failover: 'SECONDARY', setIdentifier: 'green' }, policies('failover')],
    ['geolocation', { geoLocation: { countryCode: 'CH' }, setIdentifier: 'green' }, policies('geolocation')],
    ['IP-based', { cidrRoutingConfig: { collectionId: 'c', locationName: '*' }, setIdentifier: 'green' }, policies('cidr')],
    [
      'multivalue with the same set identifier',
      { ...MULTIVALUE, setIdentifier: 'blue' },
      `${start}the A records of 'www.example.com' have the set identifier 'blue' in both, and it must be unique`,
    ],
    [
      'multivalue with another TTL',
      { ...MULTIVALUE, ttl: Duration.seconds(30) },
      `${start}the A records of 'www.example.com' have a TTL of 60 seconds here and 30 there, and an answer has one TTL`,
    ],
  ])('is refused when it is %s', (_, props, message) =>
    expect(
      conflictsIn((stack, zone) => {
        ours(stack, zone);
        new CfnRecordSet(stack, 'Theirs', {
          hostedZoneId: zone.hostedZoneId,
          name: 'www.example.com.',
          type: 'A',
          resourceRecords: ['52.0.0.9'],
          ttl: '60',
          ...props,
          ...('ttl' in props ? { ttl: String((props.ttl as Duration).toSeconds()) } : {}),
        });
      }),
    ).toBe(message),
  );

  test('is accepted when it is multivalue with another set identifier and the same TTL', () =>
    accepts((stack, zone) => {
      ours(stack, zone);
      theirs(stack, zone, MULTIVALUE);
    }));

  test.each<[string, string]>([
    ['www.example.com', 'the trailing dot'],
    ['WWW.Example.COM.', 'upper case'],
    ['\\167ww.example.com.', 'an escaped letter'],
  ])('is the same name as %s, whatever %s', name =>
    expect(
      conflictsIn((stack, zone) => {
        ours(stack, zone);
        new CfnRecordSet(stack, 'Theirs', { hostedZoneId: `/hostedzone/${zone.hostedZoneId}`, name, type: 'A' });
      }),
    ).toBe(policies('simple')),
  );

  test('at a wildcard is the same name as the wildcard', () =>
    expect(
      conflictsIn((stack, zone) => {
        ours(stack, zone, { recordName: '*' });
        theirs(stack, zone, { recordName: '*' });
      }),
    ).toBe(policies('simple').replace('www.', '*.')));
});

describe('a CNAME at the name', () => {
  test('is refused beside any other type', () =>
    expect(
      conflictsIn((stack, zone) => {
        new CnameRecord(stack, 'Theirs', { zone, recordName: 'www', domainName: 'example.net' });
        ours(stack, zone);
      }),
    ).toBe(
      `${start}'www.example.com' has records of type A here and CNAME there, and a CNAME cannot coexist with other records of its name`,
    ));

  test('is accepted at another name', () =>
    accepts((stack, zone) => {
      new CnameRecord(stack, 'Theirs', { zone, recordName: 'w', domainName: 'example.net' });
      ours(stack, zone);
    }));
});

describe('a record of aws-cdk-lib that is no conflict', () => {
  test('has another type', () =>
    accepts((stack, zone) => {
      ours(stack, zone);
      new TxtRecord(stack, 'Theirs', { zone, recordName: 'www', values: ['hello'] });
    }));

  test('is in another zone of the same name', () =>
    accepts((stack, zone) => {
      ours(stack, zone);
      theirs(stack, zoneIn(stack, 'example.com', 'Z9999999999ZZZZZZZZZZ'));
    }));

  test.each(['DUMMY', 'dummy-value-for-/zone'])('is in a zone that was not looked up yet: %s', zoneId =>
    accepts(stack => {
      const zone = zoneIn(stack, 'example.com', zoneId);
      ours(stack, zone);
      theirs(stack, zone);
    }),
  );
});

describe('a record set group of aws-cdk-lib', () => {
  const set = { name: 'www.example.com', type: 'A', ttl: '60', resourceRecords: ['52.0.0.9'] };

  test.each<[string, object]>([
    ['of a list', { recordSets: [{ ...set, name: 'api.example.com' }, set] }],
    ['of a lazy list', { recordSets: Lazy.any({ produce: () => [set] }) }],
    ['of lazy sets', { recordSets: [Lazy.any({ produce: () => set })] }],
    ['whose sets say the zone', { hostedZoneId: undefined, recordSets: [{ ...set, hostedZoneId: ZONE_ID }] }],
  ])('%s is looked into', (_, props) =>
    expect(
      conflictsIn((stack, zone) => {
        ours(stack, zone);
        new CfnRecordSetGroup(stack, 'Theirs', { hostedZoneId: ZONE_ID, ...props });
      }),
    ).toBe(policies('simple')),
  );
});

describe('two of ours', () => {
  test('in two stacks that share an imported zone are told apart by path, and the later one says so', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
    ours(one, zoneIn(one), { endpoints: [GREEN] });
    ours(two, zoneIn(two), { endpoints: [GREEN, BLUE], ttl: Duration.seconds(30) });
    expect(refusalOf(() => app.synth())).toBe(
      `Validation failed with the following errors:
  [Two/Ours] recordName must not conflict with [One/Ours]: the A records of 'www.example.com' have a TTL of 30 seconds here and 60 there, and an answer has one TTL
  [Two/Ours] recordName must not conflict with [One/Ours]: the A records of 'www.example.com' have the set identifier 'green' in both, and it must be unique`,
    );
  });

  test('in two stacks may have 100 members between them, and no more (behaviour 1.7)', () => {
    const pool = (net: string, n: number): Endpoint[] =>
      Array.from({ length: n }, (_, i) => Endpoint.ipAddress(`52.0.${net}.${i + 1}`));
    const sharing = (more: number): App => {
      const app = new App();
      const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
      ours(one, zoneIn(one), { endpoints: pool('1', 60) });
      ours(two, zoneIn(two), { endpoints: pool('2', more) });
      return app;
    };
    sharing(40).synth();
    expect(refusalOf(() => sharing(41).synth())).toContain(
      `[Two/Ours] recordName must not conflict with [One/Ours]: the A records of 'www.example.com' are 101 in total, and 100 are allowed`,
    );
  });

  test('in two stacks may share a name when nothing is in conflict', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
    ours(one, zoneIn(one), { endpoints: [BLUE] });
    ours(two, zoneIn(two), { endpoints: [GREEN] });
    app.synth();
  });

  test('in one stack may share a name as A and AAAA under one endpoint name', () =>
    accepts((stack, zone) => void ours(stack, zone, { endpoints: [BLUE, BLUE_V6] })));
});

describe('each policy of ours in one stack beside each in another', () => {
  const POOL = [BLUE, GREEN];
  const healthCheck = EndpointHealthCheck.http();
  const RECORD_SETS: Record<string, (scope: Construct, zone: IHostedZone) => Construct> = {
    multivalue: (scope, zone) =>
      new MultiValueRecordSet(scope, 'Ours', { zone, recordName: 'www', endpoints: POOL, healthCheck }),
    simple: (scope, zone) => new SimpleRecordSet(scope, 'Ours', { zone, recordName: 'www', endpoints: POOL }),
    failover: (scope, zone) =>
      new FailoverRecordSet(scope, 'Ours', {
        zone,
        recordName: 'www',
        primary: FailoverTarget.endpoint(BLUE),
        secondary: FailoverTarget.endpoints(POOL, { recordName: `pool-of-${Stack.of(scope).stackName}` }),
        healthCheck,
      }),
    CNAME: (scope, zone) =>
      new SimpleRecordSet(scope, 'Ours', { zone, recordName: 'www', endpoints: [Endpoint.value('CNAME', 'www.example.net')] }),
  };
  const policies = (mine: string, other: string): string =>
    `the A records of 'www.example.com' have the policy ${mine} here and ${other} there, and a name and type can have only one policy`;
  const cname = (mine: string, other: string): string =>
    `'www.example.com' has records of type ${mine} here and ${other} there, and a CNAME cannot coexist with other records of its name`;

  test.each<[second: string, first: string, message: string]>([
    ['multivalue', 'simple', policies('multivalue', 'simple')],
    ['multivalue', 'failover', policies('multivalue', 'failover')],
    ['multivalue', 'CNAME', cname('A', 'CNAME')],
    ['simple', 'multivalue', policies('simple', 'multivalue')],
    ['simple', 'failover', policies('simple', 'failover')],
    ['simple', 'CNAME', cname('A', 'CNAME')],
    ['failover', 'multivalue', policies('failover', 'multivalue')],
    ['failover', 'simple', policies('failover', 'simple')],
    ['failover', 'CNAME', cname('A', 'CNAME')],
    ['CNAME', 'multivalue', cname('CNAME', 'A')],
    ['CNAME', 'simple', cname('CNAME', 'A')],
    ['CNAME', 'failover', cname('CNAME', 'A')],
    [
      'multivalue',
      'multivalue',
      `the A records of 'www.example.com' have the set identifier 'blue' in both, and it must be unique`,
    ],
    [
      'simple',
      'simple',
      `the A records of 'www.example.com' are defined in both, and simple routing has one record set per name and type`,
    ],
    [
      'failover',
      'failover',
      `the A records of 'www.example.com' have the set identifier 'primary' in both, and it must be unique`,
    ],
    [
      'CNAME',
      'CNAME',
      `the CNAME records of 'www.example.com' are defined in both, and simple routing has one record set per name and type`,
    ],
  ])('%s beside %s', (second, first, message) => {
    const app = new App();
    for (const [id, kind] of [
      ['One', first],
      ['Two', second],
    ]) {
      const stack = new Stack(app, id);
      RECORD_SETS[kind](stack, zoneIn(stack));
    }
    expect(refusalOf(() => app.synth())).toContain(`[Two/Ours] recordName must not conflict with [One/Ours]: ${message}`);
  });

  test('a failover primary of aws-cdk-lib beside ours', () =>
    expect(
      conflictsIn((stack, zone) => {
        RECORD_SETS.failover(stack, zone);
        new CfnRecordSet(stack, 'Theirs', {
          hostedZoneId: zone.hostedZoneId,
          name: 'www.example.com.',
          type: 'A',
          failover: 'PRIMARY',
          setIdentifier: 'theirs',
        });
      }),
    ).toBe(`${start}the A records of 'www.example.com' have a PRIMARY in both, and there can be only one`));

  test('a record at the name of a pool', () =>
    expect(
      conflictsIn((stack, zone) => {
        RECORD_SETS.failover(stack, zone);
        theirs(stack, zone, { recordName: 'pool-of-Stack' });
      }),
    ).toBe(
      `${start}the A records of 'pool-of-stack.example.com' have the policy multivalue here and simple there, and a name and type can have only one policy`,
    ));
});

describe('two stacks that share a zone', () => {
  test('which one of them defines', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
    const zone = new HostedZone(one, 'Zone', { zoneName: 'example.com' });
    theirs(one, zone);
    ours(two, zone);
    expect(refusalOf(() => app.synth())).toContain(
      `[Two/Ours] recordName must not conflict with [One/Theirs]: the A records of 'www.example.com' have the policy multivalue here and simple there`,
    );
  });

  test('which one of them defines and the other names by its name', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
    ours(one, new HostedZone(one, 'Zone', { zoneName: 'example.com' }));
    new CfnRecordSet(two, 'Theirs', { hostedZoneName: 'example.com.', name: 'www.example.com.', type: 'A' });
    expect(refusalOf(() => app.synth())).toContain(`[One/Ours] recordName must not conflict with [Two/Theirs]: `);
  });

  test('by an imported value', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
    theirs(one, zoneIn(one, 'example.com', Fn.importValue('ZoneId')));
    ours(two, zoneIn(two, 'example.com', Fn.importValue('ZoneId')));
    expect(refusalOf(() => app.synth())).toContain(`[Two/Ours] recordName must not conflict with [One/Theirs]: `);
  });

  test('in nested scopes, one of them in a stage of its own', () => {
    const app = new App();
    const one = new Stack(app, 'One');
    const two = new Stack(new Stage(app, 'Prod'), 'Two');
    theirs(new Construct(new Construct(one, 'Deep'), 'Deeper'), zoneIn(one));
    ours(new Construct(two, 'Below'), zoneIn(two));
    expect(refusalOf(() => app.synth())).toContain(
      `[Prod/Two/Below/Ours] recordName must not conflict with [One/Deep/Deeper/Theirs]: `,
    );
  });
});

describe('an expression that CloudFormation evaluates', () => {
  const zoneIds: [string, (stack: Stack) => string][] = [
    ['an exported value', () => Fn.importValue('ZoneId')],
    ['a parameter of SSM', () => new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/zone').toString()],
    ['a condition', () => Fn.conditionIf('Public', Aws.STACK_NAME, 'Z2').toString()],
  ];
  const inStages = (ids: string[], zoneId: (stack: Stack) => string, account: (index: number) => string | undefined): App => {
    const app = new App();
    ids.forEach((id, index) => {
      const stack = new Stack(new Stage(app, id, { env: { account: account(index), region: 'us-east-1' } }), 'Web');
      ours(stack, zoneIn(stack, 'example.com', zoneId(stack)));
    });
    return app;
  };

  test.each(zoneIds)(
    'as a zone id, %s, is another zone in another account',
    (_, zoneId) => void inStages(['Beta', 'Prod'], zoneId, index => String(index + 1).repeat(12)).synth(),
  );

  test.each(zoneIds)(
    'as a zone id, %s, may be another zone in another stage that does not tell its account',
    (_, zoneId) => void inStages(['Beta', 'Prod'], zoneId, () => undefined).synth(),
  );

  test.each(zoneIds.slice(0, 2))('as a zone id, %s, is one zone in one account', (_, zoneId) =>
    expect(refusalOf(() => inStages(['Beta', 'Prod'], zoneId, () => '111111111111').synth())).toContain(
      `[Prod/Web/Ours] recordName must not conflict with [Beta/Web/Ours]: the A records of 'www.example.com' have the set`,
    ),
  );

  test.each<[string, (stack: Stack) => string]>([
    ['a parameter', stack => new CfnParameter(stack, 'Name').valueAsString],
    ['the Region', () => `${Aws.REGION}.api`],
  ])('as a record name, %s, is another name in another stack', (_, recordName) => {
    const app = new App();
    for (const id of ['One', 'Two']) {
      const stack = new Stack(app, id);
      ours(stack, zoneIn(stack), { recordName: recordName(stack) });
    }
    app.synth();
  });

  test('as a record name is the same name in the same stack', () =>
    expect(
      conflictsIn((stack, zone) => {
        const recordName = new CfnParameter(stack, 'Name').valueAsString;
        ours(stack, zone, { recordName });
        theirs(stack, zone, { recordName });
      }),
    ).toContain('have the policy multivalue here and simple there'));

  test('as a TTL may be the same TTL', () =>
    accepts((stack, zone) => {
      const ttl = Duration.seconds(new CfnParameter(stack, 'Ttl', { type: 'Number' }).valueAsNumber);
      ours(stack, zone);
      theirs(stack, zone, { ...MULTIVALUE, ttl });
    }));

  test.each<[string, unknown]>([
    ['all record sets of a group', Fn.conditionIf('Public', [], Aws.NO_VALUE)],
    ['one of them', [Fn.conditionIf('Public', {}, Aws.NO_VALUE)]],
  ])('as %s is not looked into', (_, recordSets) =>
    accepts((stack, zone) => {
      ours(stack, zone);
      new CfnRecordSetGroup(stack, 'Theirs', { hostedZoneId: ZONE_ID, recordSets: recordSets as [] });
    }),
  );
});

test('what is added after a first validation is seen by the next', () => {
  const stack = newStack();
  const zone = zoneIn(stack);
  ours(stack, zone);
  const app = stack.node.root as App;
  app.synth();
  theirs(stack, zone);
  expect(refusalOf(() => app.synth({ force: true }))).toContain(policies('simple'));
});

test('conflicts of aws-cdk-lib with itself are left to it', () =>
  accepts((stack, zone) => {
    ours(stack, zone, { recordName: 'api' });
    theirs(stack, zone);
    theirs(stack, zone, {}, 'Again');
  }));
