/**
 * Numbers that Route 53 enforces. One place for them: the constructs refuse by them at synthesis, the local API refuses by
 * them at run time, and `plan` measures against them.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 */
import { CHECKER_IP_RANGES } from './health/checker-addresses';

/** An inclusive range of whole numbers. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Records in one multivalue answer (behaviour 1.1). */
export const MAX_ANSWER_RECORDS = 8;

/** Record sets with the same name and type, for every policy but simple, failover and geoproximity (behaviour 1.7, 8.1). */
export const MAX_RECORD_SETS_PER_NAME_AND_TYPE = 100;
/** The same for geoproximity (behaviour 8.1). */
export const MAX_GEOPROXIMITY_RECORD_SETS = 30;

/** Values in one record set (behaviour 2.1). */
export const MAX_VALUES_PER_RECORD_SET = 400;
/** Characters of one value in presentation form (behaviour 2.1). */
export const MAX_VALUE_LENGTH = 4000;
/** Characters of one string inside a TXT or SPF value; longer text is several strings (behaviour 2.1). */
export const MAX_TXT_STRING_LENGTH = 255;

/** Values in one change batch; UPSERT counts twice (behaviour 5.3). */
export const MAX_VALUES_PER_CHANGE_BATCH = 1000;
/** Characters over all values of one change batch; UPSERT counts twice (behaviour 5.3). */
export const MAX_VALUE_CHARACTERS_PER_CHANGE_BATCH = 32_000;
/** Values in one group that stay safe if a CloudFormation update counts twice (behaviour 7.2, unconfirmed). */
export const SAFE_VALUES_PER_GROUP = 500;

/** Characters of a set identifier (behaviour 1.3). */
export const SET_IDENTIFIER_LENGTH: Range = { min: 1, max: 128 };
/** Seconds (behaviour 1.5). */
export const TTL: Range = { min: 0, max: 2_147_483_647 };
/** Seconds: with health checks AWS advises no more (behaviour 1.5). */
export const ADVISED_TTL_WITH_HEALTH_CHECKS = 60;
/** Weight of a weighted record set (behaviour 3.5). */
export const WEIGHT: Range = { min: 0, max: 255 };
/** Characters of a comment on a change batch, record set group or hosted zone (behaviour 5.3). */
export const MAX_COMMENT_LENGTH = 256;

/** Seconds between two requests of one checker (behaviour 4.2). */
export const FAST_REQUEST_INTERVAL = 10;
export const DEFAULT_REQUEST_INTERVAL = 30;
export const REQUEST_INTERVALS: readonly number[] = [FAST_REQUEST_INTERVAL, DEFAULT_REQUEST_INTERVAL];
/** Consecutive results before a checker changes its mind (behaviour 4.2). */
export const FAILURE_THRESHOLD: Range = { min: 1, max: 10 };
export const DEFAULT_FAILURE_THRESHOLD = 3;
/** TCP port of an endpoint (behaviour 4.2). */
export const PORT: Range = { min: 1, max: 65_535 };
/** Characters of a resource path (behaviour 4.2). */
export const MAX_RESOURCE_PATH_LENGTH = 255;
/** Characters of a fully qualified domain name in a health check (behaviour 4.2). */
export const MAX_DOMAIN_NAME_LENGTH = 255;
/** Characters of a search string (behaviour 4.2). */
export const MAX_SEARCH_STRING_LENGTH = 255;
/** The search string must lie wholly in this many first bytes of the body (behaviour 4.1). */
export const SEARCHED_BODY_BYTES = 5120;
/** Regions that hold health checkers (behaviour 4.4). */
export const CHECKER_REGIONS: readonly string[] = Object.keys(CHECKER_IP_RANGES);
/** Health checkers in each Region: there are 16 in all, one to an Availability Zone (behaviour 4.4, unconfirmed). */
export const CHECKERS_PER_REGION = 2;
/** Fewest checker Regions that may be chosen (behaviour 4.4). */
export const MIN_CHECKER_REGIONS = 3;
/** Children of a calculated check by the quota page; the API model says one more (behaviour 4.1). */
export const MAX_CHILD_HEALTH_CHECKS = 255;
/** Characters of the ARN of a routing control (behaviour 4.2). */
export const MAX_ROUTING_CONTROL_ARN_LENGTH = 255;
/** How many healthy children a calculated check may ask for (behaviour 4.2). */
export const HEALTH_THRESHOLD: Range = { min: 0, max: 256 };
/** An endpoint is healthy when more than this share of its checkers say so (behaviour 4.4). */
export const HEALTHY_CHECKER_SHARE = 0.18;

/** Region of the metrics that Route 53 publishes, and seconds from one data point to the next (behaviour 4.6). */
export const METRICS_REGION = 'us-east-1';
export const METRIC_PERIOD = 60;

/** Seconds: metrics with a shorter period are of high resolution (behaviour 4.1). */
export const STANDARD_RESOLUTION = 60;
/** Metrics that an alarm on metric math may look at (CloudWatch quotas). */
export const MAX_METRICS_OF_ALARM = 10;

/** What an account may have unless AWS has raised it (behaviour 8.1). */
export const ACCOUNT_QUOTAS = {
  hostedZones: 500,
  recordSetsPerZone: 10_000,
  healthChecks: 200,
  delegationSets: 100,
  zonesPerDelegationSet: 100,
  vpcsPerZone: 300,
} as const;
/** CreateHealthCheck calls of an account in 24 hours (behaviour 8.1). */
export const MAX_HEALTH_CHECKS_CREATED_PER_DAY = 1000;

/** Bytes of a DNS message over UDP: to a client that does not say how much it takes, and the most with EDNS (behaviour 9). */
export const PLAIN_UDP_BYTES = 512;
export const EDNS_UDP_BYTES = 4096;
/** The longest message that there can be: over TCP its length has two bytes (RFC 1035 section 4.2.2). */
export const MAX_DNS_MESSAGE_BYTES = 65_535;
/** Bytes of a label and of a name, as the wire has them (RFC 1035 section 3.1). */
export const MAX_LABEL_BYTES = 63;
export const MAX_NAME_BYTES = 255;

/** Tags on one health check or hosted zone (behaviour 8.1). */
export const MAX_TAGS = 10;
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;

/**
 * Members of a section of a CloudFormation template (behaviour 7.5).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_TEMPLATE_MEMBERS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;
/** Attributes of one mapping (CloudFormation quotas). */
export const MAX_MAPPING_ATTRIBUTES = 200;
/** Characters of the name of a resource, parameter, output or mapping (CloudFormation quotas). */
export const MAX_TEMPLATE_NAME_LENGTH = 255;
/** Bytes of a template in a request, and in S3 (behaviour 7.5). */
export const MAX_INLINE_TEMPLATE_BYTES = 51_200;
export const MAX_STORED_TEMPLATE_BYTES = 1_000_000;
/** Bytes of a template's description (CloudFormation quotas). */
export const MAX_TEMPLATE_DESCRIPTION_BYTES = 1024;
/** Bytes of a parameter's value (behaviour 7.5). */
export const MAX_PARAMETER_BYTES = 4096;
/** Levels of a template, and conditions that rest on one another. AWS documents no limit: ours is far above what anybody writes. */
export const MAX_TEMPLATE_DEPTH = 100;
/**
 * Values that one reading of a template may work out, and characters that its functions may come to. AWS documents no limits: a template of
 * the largest size takes about a quarter.
 */
export const MAX_EVALUATION_STEPS = 200_000;
export const MAX_EXPANDED_CHARACTERS = 4_000_000;
/** Characters of a parameter's `AllowedPattern`, and milliseconds that those of a template may take together. AWS documents no limits. */
export const MAX_PATTERN_LENGTH = 1024;
export const PATTERN_TIME = 50;

/** Whether `n` is a whole number within `range`. */
export function within(range: Range, n: number): boolean {
  return Number.isInteger(n) && n >= range.min && n <= range.max;
}

/** Characters of a CloudWatch alarm's name and of its description (API reference, PutMetricAlarm). */
export const MAX_ALARM_NAME_LENGTH = 255;
export const MAX_ALARM_DESCRIPTION_LENGTH = 1024;
