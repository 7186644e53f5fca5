/** Every limit, and the doors that hold it. */
import { Duration, Stack, App } from 'aws-cdk-lib';
import { Endpoint, EndpointHealthCheck, SimpleRecordSet } from '../../lib';
import * as limits from '../../lib/rules/limits';
import { newStack, www, zoneIn } from '../constructs/support';
import { addresses, healthCheck, member } from '../plan/template-of';
import {
  world,
  text,
  times,
  BLUE,
  pool,
  http,
  child,
  warned,
  textValues,
  longText,
  domainName,
  wireName,
  arn,
  simpleOf,
  alarmEvery,
  alarmWith,
  zones,
  send,
  create,
  txt,
  check,
  tagged,
  parentOf,
  stacks,
  deployed,
  stackOf,
  stackCheck,
  templateOf,
  advised,
  planned,
  record,
  zoneOf,
  weighted,
  near,
  withValue,
  created,
  manyTexts,
} from './doors';

/** Throws or rejects where so much is too much. */
export type Door = (amount: number) => unknown;
export type DoorName = 'constructs' | 'API' | 'CloudFormation' | 'plan';

export interface Row {
  readonly is: unknown;
  /** What an amount is refused beyond; else that is the limit itself. */
  readonly max?: number;
  readonly min?: number;
  readonly doors?: Partial<Record<DoorName, Door>>;
  /** Where else a test holds it, which is why a room that reads it has no door here. */
  readonly heldBy?: string;
}

export const ROWS: Partial<Record<keyof typeof limits, Row>> = {
  MAX_ANSWER_RECORDS: { is: 8, heldBy: 'rules/routing/multi-value.test.ts' },
  MAX_RECORD_SETS_PER_NAME_AND_TYPE: {
    is: 100,
    doors: {
      constructs: n => www(newStack(), { endpoints: pool(n) }),
      API: n => send(created(weighted(n))),
      CloudFormation: n => stackOf(...withValue(weighted(n))),
      plan: n => advised('group-too-large', planned(addresses(n).map(address => member(address)))),
    },
  },
  MAX_GEOPROXIMITY_RECORD_SETS: {
    is: 30,
    doors: {
      API: n => send(created(near(n))),
      CloudFormation: n => stackOf(...withValue(near(n))),
      plan: n => advised('group-too-large', planned(withValue(near(n)).map(record))),
    },
  },
  MAX_VALUES_PER_RECORD_SET: {
    is: 400,
    doors: {
      constructs: n => new SimpleRecordSet(...simpleOf(pool(n))),
      API: n => send([txt(manyTexts(n))]),
      CloudFormation: n => stackOf({ Type: 'TXT', TTL: '60', ResourceRecords: manyTexts(n) }),
      plan: n => advised('over-quota', planned([record({ Type: 'TXT', ResourceRecords: manyTexts(n) })])),
    },
    heldBy: 'verify/dns: a record set that is longer is not one of Route 53',
  },
  MAX_VALUE_LENGTH: {
    is: 4000,
    doors: {
      constructs: n => new SimpleRecordSet(...simpleOf([Endpoint.value('TXT', longText(n))])),
      API: n => send([txt([longText(n)])]),
      CloudFormation: n => stackOf({ Type: 'TXT', TTL: '60', ResourceRecords: [longText(n)] }),
    },
  },
  MAX_TXT_STRING_LENGTH: {
    is: 255,
    doors: {
      constructs: n => new SimpleRecordSet(...simpleOf([Endpoint.value('TXT', `"${text(n)}"`)])),
      API: n => send([txt([`"${text(n)}"`])]),
      CloudFormation: n => stackOf({ Type: 'TXT', TTL: '60', ResourceRecords: [`"${text(n)}"`] }),
    },
  },
  MAX_VALUES_PER_CHANGE_BATCH: {
    is: 1000,
    doors: {
      API: n => send(times(n, i => create({}, `n${i}.`))),
      CloudFormation: n => stackOf(...times(n, i => ({ Name: `n${i}.s${stacks}.test`, Type: 'A', TTL: '60', ResourceRecords: ['192.0.2.1'] }))), // prettier-ignore
      plan: n => advised('over-quota', planned(times(n, i => record({ Name: `n${i}.example.com`, ResourceRecords: ['192.0.2.1'] }))), /values of a change batch/), // prettier-ignore
    },
  },
  MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH: {
    is: 32_000,
    doors: {
      constructs: n => new SimpleRecordSet(...simpleOf(textValues(n).map(value => Endpoint.value('TXT', value)))),
      API: n => send([txt(textValues(n))]),
      CloudFormation: n => stackOf({ Type: 'TXT', TTL: '60', ResourceRecords: textValues(n) }),
      plan: n => advised('over-quota', planned([record({ Type: 'TXT', ResourceRecords: textValues(n) })]), /characters/),
    },
  },
  SAFE_VALUES_PER_GROUP: {
    is: 500,
    doors: {
      constructs: n => warned('largeGroup', stack => {
        const ipv6 = times(n - 400, i => Endpoint.ipAddress(`2600::${(i + 1).toString(16)}`));
        new SimpleRecordSet(stack, 'Www', { zone: zoneIn(stack), recordName: 'www', endpoints: [...pool(400), ...ipv6] });
      }), // prettier-ignore
      plan: n => advised('large-batch', planned(times(n, i => record({ Name: `n${i}.example.com`, ResourceRecords: ['192.0.2.1'] })))), // prettier-ignore
    },
  },
  SET_IDENTIFIER_LENGTH: {
    is: { min: 1, max: 128 },
    doors: {
      constructs: n => www(newStack(), { endpoints: [Endpoint.ipAddress('52.0.0.1', { name: text(n) })] }),
      API: n => send([create({ Weight: 1, SetIdentifier: text(n) })]),
      CloudFormation: n => stackOf({ Type: 'A', TTL: '60', Weight: 1, SetIdentifier: text(n), ResourceRecords: ['52.0.0.1'] }),
    },
  },
  TTL: {
    is: { min: 0, max: 2_147_483_647 },
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], ttl: Duration.seconds(n) }),
      API: n => send([create({ TTL: n })]),
      CloudFormation: n => stackOf({ Type: 'A', TTL: String(n), ResourceRecords: ['52.0.0.1'] }),
    },
  },
  ADVISED_TTL_WITH_HEALTH_CHECKS: {
    is: 60,
    doors: {
      constructs: n => warned('longTtl', stack => www(stack, { endpoints: pool(2), ttl: Duration.seconds(n) })),
      plan: n => advised('ttl-too-long', { Check: healthCheck(), ...planned([member('52.0.0.1', { TTL: String(n), HealthCheckId: { Ref: 'Check' } })]) }), // prettier-ignore
    },
  },
  WEIGHT: {
    is: { min: 0, max: 255 },
    doors: {
      API: n => send([create({ Weight: n, SetIdentifier: 's' })]),
      CloudFormation: n => stackOf({ Type: 'A', TTL: '60', Weight: n, SetIdentifier: 's', ResourceRecords: ['52.0.0.1'] }),
    },
  },
  MAX_COMMENT_LENGTH: {
    is: 256,
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], comment: text(n) }),
      API: n => send([create({})], text(n)),
      CloudFormation: n => deployed({ Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'c.test', HostedZoneConfig: { Comment: text(n) } } } }), // prettier-ignore
    },
  },
  FAST_REQUEST_INTERVAL: {
    is: 10,
    heldBy: 'plan/cost.test.ts',
    min: 10,
    doors: { constructs: http(n => ({ interval: Duration.seconds(n) })) },
  },
  DEFAULT_REQUEST_INTERVAL: { is: 30, heldBy: 'plan/timing.test.ts' },
  REQUEST_INTERVALS: {
    is: [10, 30],
    min: 10,
    max: 30,
    doors: {
      constructs: http(n => ({ interval: Duration.seconds(n) })),
      API: check(n => ({ RequestInterval: n })),
      CloudFormation: stackCheck(n => ({ RequestInterval: n })),
    },
  },
  FAILURE_THRESHOLD: {
    is: { min: 1, max: 10 },
    doors: {
      constructs: http(n => ({ failureThreshold: n })),
      API: check(n => ({ FailureThreshold: n })),
      CloudFormation: stackCheck(n => ({ FailureThreshold: n })),
    },
  },
  DEFAULT_FAILURE_THRESHOLD: { is: 3, heldBy: 'plan/timing.test.ts' },
  PORT: {
    is: { min: 1, max: 65_535 },
    doors: {
      constructs: http(n => ({ port: n })),
      API: check(n => ({ Port: n })),
      CloudFormation: stackCheck(n => ({ Port: n })),
    },
  },
  MAX_RESOURCE_PATH_LENGTH: {
    is: 255,
    doors: {
      constructs: http(n => ({ path: `/${text(n - 1)}` })),
      API: check(n => ({ ResourcePath: `/${text(n - 1)}` })),
      CloudFormation: stackCheck(n => ({ ResourcePath: `/${text(n - 1)}` })),
    },
  },
  MAX_DOMAIN_NAME_LENGTH: {
    is: 255,
    doors: {
      API: check(n => ({ FullyQualifiedDomainName: domainName(n) })),
      CloudFormation: stackCheck(n => ({ FullyQualifiedDomainName: domainName(n) })),
    },
    heldBy: 'MAX_NAME_BYTES in constructs, which refuse what is no domain name, and those are shorter',
  },
  MAX_SEARCH_STRING_LENGTH: {
    is: 255,
    doors: {
      constructs: http(n => ({ searchString: text(n) })),
      API: check(n => ({ Type: 'HTTP_STR_MATCH', SearchString: text(n) })),
      CloudFormation: stackCheck(n => ({ Type: 'HTTP_STR_MATCH', SearchString: text(n) })),
    },
  },
  SEARCHED_BODY_BYTES: { is: 5120, heldBy: 'local/checkers/probe.test.ts' },
  CHECKER_REGIONS: {
    is: ['us-east-1', 'us-west-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'sa-east-1'],
    heldBy: 'rules/health/checker-addresses.test.ts',
  },
  CHECKERS_PER_REGION: { is: 2, heldBy: 'plan/traffic.test.ts' },
  MIN_CHECKER_REGIONS: {
    is: 3,
    min: 3,
    doors: {
      constructs: http(n => ({ regions: limits.CHECKER_REGIONS.slice(0, n) })),
      API: check(n => ({ Regions: limits.CHECKER_REGIONS.slice(0, n) })),
      CloudFormation: stackCheck(n => ({ Regions: limits.CHECKER_REGIONS.slice(0, n) })),
    },
  },
  MAX_CHILD_HEALTH_CHECKS: {
    is: 255,
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks: times(n, port => EndpointHealthCheck.tcp({ port: port + 1 })) }) }), // prettier-ignore
      plan: n => advised('over-quota', { Check: healthCheck({ Type: 'CALCULATED', ChildHealthChecks: times(n, i => `id${i}`) }) }, /children/), // prettier-ignore
    },
  },
  MAX_ROUTING_CONTROL_ARN_LENGTH: {
    is: 255,
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.routingControl(arn(n)) }),
      API: check(n => ({ Type: 'RECOVERY_CONTROL', IPAddress: undefined, Port: undefined, RoutingControlArn: arn(n) })),
      CloudFormation: stackCheck(n => ({ Type: 'RECOVERY_CONTROL', IPAddress: undefined, Port: undefined, RoutingControlArn: arn(n) })), // prettier-ignore
    },
  },
  HEALTH_THRESHOLD: {
    is: { min: 0, max: 256 },
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.calculated({ checks: [child], healthyThreshold: n }) }), // prettier-ignore
      API: async n => check(await parentOf(1, n))(n), // prettier-ignore
      CloudFormation: n => deployed({ Child: healthCheck({ Type: 'TCP' }), Check: healthCheck({ Type: 'CALCULATED', IPAddress: undefined, Port: undefined, ChildHealthChecks: [{ Ref: 'Child' }], HealthThreshold: n }) }), // prettier-ignore
    },
  },
  HEALTHY_CHECKER_SHARE: { is: 0.18, heldBy: 'rules/health' },
  METRICS_REGION: { is: 'us-east-1', heldBy: 'constructs/operations.test.ts' },
  METRIC_PERIOD: { is: 60, heldBy: 'constructs/operations.test.ts, plan/timing.test.ts' },
  STANDARD_RESOLUTION: { is: 60, min: 60, doors: { constructs: n => www(newStack(), { endpoints: [BLUE], healthCheck: EndpointHealthCheck.alarm(alarmEvery(n)) }) } }, // prettier-ignore
  MAX_METRICS_OF_ALARM: {
    is: 10,
    doors: {
      // beyond it the alarm watches one metric of a calculated health check, which cannot count calculated ones
      constructs: n => {
        const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
        const healthCheck = EndpointHealthCheck.calculated({ checks: [child] });
        www(stack, { endpoints: pool(n), healthCheck }).alarmWhenHealthyEndpointsBelow(1);
      },
    },
  },
  ACCOUNT_QUOTAS: {
    is: { hostedZones: 500, recordSetsPerZone: 10_000, healthChecks: 200, delegationSets: 100, zonesPerDelegationSet: 100, vpcsPerZone: 300 }, // prettier-ignore
    max: 200,
    doors: { plan: n => advised('over-quota', Object.fromEntries(times(n, i => [`Check${i}`, healthCheck()])), /health checks/) },
    heldBy: 'local/route53/error-catalogue.test.ts, with smaller ones',
  },
  MAX_HEALTH_CHECKS_CREATED_PER_DAY: {
    is: 1000,
    doors: { plan: n => advised('over-quota', Object.fromEntries(times(n, i => [`Check${i}`, healthCheck()])), /CreateHealthCheck calls/) }, // prettier-ignore
  },
  PLAIN_UDP_BYTES: { is: 512, heldBy: 'local/dns, verify' },
  EDNS_UDP_BYTES: { is: 4096, heldBy: 'local/dns, verify' },
  MAX_DNS_MESSAGE_BYTES: { is: 65_535, heldBy: 'local/dns, verify' },
  MAX_LABEL_BYTES: {
    is: 63,
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], recordName: text(n) }),
      API: n => send([create({}, `${text(n)}.`)]),
      CloudFormation: n => stackOf({ Name: `${text(n)}.s${stacks}.test`, Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1'] }),
    },
  },
  MAX_NAME_BYTES: {
    is: 255,
    doors: {
      constructs: n => www(newStack(), { endpoints: [BLUE], recordName: `${wireName(n - '.example.com'.length)}.example.com.` }),
      API: n => send([create({}, `${wireName(n - `.z${zones}.test`.length)}.`)]),
      CloudFormation: n => stackOf({ Name: `${wireName(n - `.s${stacks}.test`.length)}.s${stacks}.test`, Type: 'A', TTL: '60', ResourceRecords: ['52.0.0.1'] }), // prettier-ignore
    },
  },
  MAX_TAGS: {
    is: 10,
    doors: {
      constructs: http(n => ({ tags: Object.fromEntries(times(n - 1, i => [`k${i}`, 'v'])) })), // and Name
      API: n => tagged(times(n, i => ({ Key: `k${i}`, Value: 'v' }))),
      CloudFormation: n =>
        deployed({
          Check: healthCheck(
            {},
            times(n, i => ({ Key: `k${i}`, Value: 'v' })),
          ),
        }),
      plan: n =>
        advised(
          'over-quota',
          {
            Check: healthCheck(
              {},
              times(n, i => ({ Key: `k${i}`, Value: 'v' })),
            ),
          },
          /tags/,
        ),
    },
  },
  MAX_TAG_KEY_LENGTH: {
    is: 128,
    doors: {
      constructs: http(n => ({ tags: { [text(n)]: 'v' } })),
      API: n => tagged([{ Key: text(n), Value: 'v' }]),
      CloudFormation: n => deployed({ Check: healthCheck({}, [{ Key: text(n), Value: 'v' }]) }),
    },
  },
  MAX_TAG_VALUE_LENGTH: {
    is: 256,
    doors: {
      constructs: http(n => ({ tags: { team: text(n) } })),
      API: n => tagged([{ Key: 'k', Value: text(n) }]),
      CloudFormation: n => deployed({ Check: healthCheck({}, [{ Key: 'k', Value: text(n) }]) }),
    },
  },
  MAX_TEMPLATE_MEMBERS: {
    is: { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 },
    max: 500,
    doors: { plan: n => advised('over-quota', Object.fromEntries(times(n, i => [`Zone${i}`, { Type: 'AWS::Route53::HostedZone', Properties: { Name: `z${i}.test` } }])), /resources/) }, // prettier-ignore
    heldBy: 'template/limits.test.ts',
  },
  MAX_MAPPING_ATTRIBUTES: { is: 200, heldBy: 'template/limits.test.ts' },
  MAX_TEMPLATE_NAME_LENGTH: { is: 255, heldBy: 'template/limits.test.ts' },
  MAX_INLINE_TEMPLATE_BYTES: {
    is: 51_200,
    doors: { CloudFormation: n => world.cloudFormation.createStack({ StackName: `Inline${n}`, TemplateBody: templateOf(n) }) },
  },
  MAX_STORED_TEMPLATE_BYTES: {
    is: 1_000_000,
    doors: {
      CloudFormation: async n => {
        const url = `${world.endpointUrl}/templates/${n}`;
        const authorization =
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
        await fetch(url, { method: 'PUT', body: templateOf(n), headers: { authorization } });
        await world.cloudFormation.createStack({ StackName: `Stored${n}`, TemplateURL: url });
      },
      plan: n => advised('over-quota', zoneOf(n), /bytes/), // prettier-ignore
    },
  },
  MAX_TEMPLATE_DESCRIPTION_BYTES: { is: 1024, heldBy: 'template/limits.test.ts' },
  MAX_PARAMETER_BYTES: { is: 4096, heldBy: 'template/limits.test.ts' },
  MAX_TEMPLATE_DEPTH: { is: 100, heldBy: 'template/limits.test.ts' },
  MAX_EVALUATION_STEPS: { is: 200_000, heldBy: 'template/limits.test.ts' },
  MAX_EXPANDED_CHARACTERS: { is: 4_000_000, heldBy: 'template/limits.test.ts' },
  MAX_PATTERN_LENGTH: { is: 1024, heldBy: 'template/limits.test.ts' },
  PATTERN_TIME: { is: 50, heldBy: 'template/limits.test.ts' },
  MAX_ALARM_NAME_LENGTH: { is: 255, doors: { constructs: n => alarmWith({ alarmName: text(n) }) } },
  MAX_ALARM_DESCRIPTION_LENGTH: { is: 1024, doors: { constructs: n => alarmWith({ alarmDescription: text(n) }) } },
};
