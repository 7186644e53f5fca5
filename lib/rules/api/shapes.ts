/**
 * What the members of requests may hold: length, range, pattern and words of every shape of the API model that an operation of ours takes.
 * The SDK for JavaScript has none of it; a test holds this table against the model that the AWS CLI is built on.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_Types.html
 */
import { HEALTH_CHECK_TYPES, RESETTABLE_ELEMENTS } from '../health/types';
import {
  CHECKER_REGIONS,
  FAILURE_THRESHOLD,
  HEALTH_THRESHOLD,
  MAX_COMMENT_LENGTH,
  MAX_DOMAIN_NAME_LENGTH,
  MAX_RESOURCE_PATH_LENGTH,
  MAX_ROUTING_CONTROL_ARN_LENGTH,
  MAX_SEARCH_STRING_LENGTH,
  MAX_TAG_KEY_LENGTH,
  MAX_TAG_VALUE_LENGTH,
  MAX_TAGS,
  MAX_VALUE_LENGTH,
  MIN_CHECKER_REGIONS,
  PORT,
  type Range,
  REQUEST_INTERVALS,
  SET_IDENTIFIER_LENGTH,
  TTL,
  WEIGHT,
} from '../limits';
import { VPC_REGIONS } from '../vpc';

/** Text or a number. */
export interface Scalar {
  /** Characters. */
  readonly length?: Range;
  readonly range?: Range;
  readonly pattern?: string;
  readonly words?: readonly (string | number)[];
  /** The same words in the order of the generic validator, where that is another. */
  readonly listed?: readonly string[];
  /** What the XML schema calls it, where that is known to be another name than the model's. */
  readonly xmlType?: string;
  /** In a body the XML schema judges what a member holds, but for these. */
  readonly validator?: true;
}

export interface List {
  readonly of: string;
  /** Name of the element of one item. */
  readonly tag: string;
  readonly length?: Range;
}

const upTo = (max: number, min = 0): Pick<Scalar, 'length'> => ({ length: { min, max } });
const words = (...allowed: string[]): Pick<Scalar, 'words'> => ({ words: allowed });
const validated = (of: Scalar): Scalar => ({ ...of, validator: true });

/** In the order of the XML schema, and of the generic validator (behaviour 6.1). */
const RECORD_TYPES = 'SOA A TXT NS CNAME MX NAPTR PTR SRV SPF AAAA CAA DS TLSA SSHFP SVCB HTTPS'.split(' ');
const RECORD_TYPES_LISTED = 'AAAA A SVCB CAA NS SOA TLSA SPF HTTPS MX PTR CNAME DS TXT SSHFP SRV NAPTR'.split(' ');
/** In the validator's order as far as it was recorded. */
const FIRST_REGIONS = ['sa-east-1', 'us-west-1', 'us-west-2'];
const REGIONS_LISTED = [...FIRST_REGIONS, ...CHECKER_REGIONS.filter(region => !FIRST_REGIONS.includes(region))];
const REGIONS = [...VPC_REGIONS].sort();
/** The schema takes small letters, too; whether the service does then is not known. */
const anyCase = (text: string): string => text.replace(/[A-Z]/g, letter => `[${letter}${letter.toLowerCase()}]`);
const IP_ADDRESS = [
  '(^((([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))$|^',
  '(([0-9a-fA-F]{1,4}:){7,7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|',
  '([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]',
  '{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9',
  'a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:)|fe80:(:[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]{1,}|::(ffff(:0{1,4',
  '}){0,1}:){0,1}((25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])|([0-9a',
  '-fA-F]{1,4}:){1,4}:((25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])\\.){3,3}(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9]))$',
  ')',
].join('');

export const SCALARS: Readonly<Record<string, Scalar>> = {
  // ids, names and texts
  AlarmName: upTo(256, 1),
  ChangeId: upTo(6500, 1),
  DNSName: upTo(1024),
  FullyQualifiedDomainName: upTo(MAX_DOMAIN_NAME_LENGTH),
  HealthCheckId: upTo(64),
  HealthCheckNonce: upTo(64, 1),
  Nonce: upTo(128, 1),
  PageMarker: upTo(64),
  PaginationToken: upTo(1024),
  QueryLoggingConfigId: upTo(36, 1),
  RData: upTo(MAX_VALUE_LENGTH),
  ResourceDescription: upTo(MAX_COMMENT_LENGTH),
  ResourceId: upTo(32),
  ResourcePath: upTo(MAX_RESOURCE_PATH_LENGTH),
  ResourceRecordSetIdentifier: { length: SET_IDENTIFIER_LENGTH, xmlType: 'SetIdentifier' },
  RoutingControlArn: upTo(MAX_ROUTING_CONTROL_ARN_LENGTH, 1),
  SearchString: upTo(MAX_SEARCH_STRING_LENGTH),
  SubnetMask: upTo(3),
  TagKey: validated(upTo(MAX_TAG_KEY_LENGTH)),
  TagResourceId: validated(upTo(64)),
  TagValue: validated(upTo(MAX_TAG_VALUE_LENGTH)),
  TrafficPolicyInstanceId: upTo(36, 1),
  UUID: validated({ pattern: '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}' }),
  VPCId: upTo(1024),
  // places
  AWSRegion: upTo(64, 1),
  CidrLocationNameDefaultAllowed: { ...upTo(16, 1), pattern: '[0-9A-Za-z_\\-\\*]+' },
  CloudWatchRegion: validated({ ...upTo(64, 1), words: REGIONS }),
  GeoLocationContinentCode: { ...upTo(2, 2), xmlType: 'ContinentCode' },
  GeoLocationCountryCode: { ...upTo(2, 1), xmlType: 'CountryCode' },
  GeoLocationSubdivisionCode: { ...upTo(3, 1), xmlType: 'SubdivisionCode' },
  HealthCheckRegion: validated({ ...upTo(64, 1), words: REGIONS_LISTED }),
  IPAddress: { ...upTo(45), pattern: IP_ADDRESS },
  Latitude: { pattern: '[-+]?(90|[0-8]{0,1}[0-9](\\.[0-9]{0,2})?)' },
  LocalZoneGroup: upTo(64, 1),
  Longitude: { pattern: '[-+]?(180|(1[0-7][0-9]|[0-9]{1,2})(\\.[0-9]{0,2})?)' },
  ResourceRecordSetRegion: upTo(64, 1), // one that does not exist is found only when the batch is judged
  VPCRegion: validated({ ...upTo(64, 1), words: REGIONS }),
  // numbers
  Bias: { range: { min: -99, max: 99 } },
  FailureThreshold: validated({ range: FAILURE_THRESHOLD }),
  HealthCheckVersion: validated({ range: { min: 1, max: Infinity } }),
  HealthThreshold: validated({ range: HEALTH_THRESHOLD }),
  Port: validated({ range: PORT }),
  RequestInterval: { words: REQUEST_INTERVALS },
  ResourceRecordSetWeight: validated({ range: WEIGHT }),
  TTL: validated({ range: TTL }),
  // words
  AccountLimitType: words(
    'MAX_HEALTH_CHECKS_BY_OWNER',
    'MAX_HOSTED_ZONES_BY_OWNER',
    'MAX_TRAFFIC_POLICY_INSTANCES_BY_OWNER',
    'MAX_REUSABLE_DELEGATION_SETS_BY_OWNER',
    'MAX_TRAFFIC_POLICIES_BY_OWNER',
  ),
  ChangeAction: words('CREATE', 'DELETE', 'UPSERT'),
  HealthCheckType: { words: HEALTH_CHECK_TYPES, pattern: HEALTH_CHECK_TYPES.map(anyCase).join('|') },
  HostedZoneLimitType: words('MAX_RRSETS_BY_ZONE', 'MAX_VPCS_ASSOCIATED_BY_ZONE'),
  HostedZoneType: words('PrivateHostedZone'),
  InsufficientDataHealthStatus: validated(words('Unhealthy', 'Healthy', 'LastKnownStatus')),
  ResettableElementName: { ...upTo(64, 1), ...words(...RESETTABLE_ELEMENTS) },
  ResourceRecordSetFailover: words('PRIMARY', 'SECONDARY'),
  ReusableDelegationSetLimitType: words('MAX_ZONES_BY_REUSABLE_DELEGATION_SET'),
  RRType: { words: RECORD_TYPES, listed: RECORD_TYPES_LISTED },
  TagResourceType: words('healthcheck', 'hostedzone'),
};

export const LISTS: Readonly<Record<string, List>> = {
  Changes: { of: 'Change', tag: 'Change', length: { min: 1, max: Infinity } },
  /** By the API model; the quota page says one less (behaviour 4.1). */
  ChildHealthCheckList: { of: 'HealthCheckId', tag: 'ChildHealthCheck', length: { min: 0, max: 256 } },
  HealthCheckRegionList: { of: 'HealthCheckRegion', tag: 'Region', length: { min: MIN_CHECKER_REGIONS, max: 64 } },
  ResettableElementNameList: { of: 'ResettableElementName', tag: 'ResettableElementName', length: { min: 0, max: 64 } },
  ResourceRecords: { of: 'ResourceRecord', tag: 'ResourceRecord', length: { min: 1, max: Infinity } },
  TagKeyList: { of: 'TagKey', tag: 'Key', length: { min: 1, max: MAX_TAGS } },
  TagList: { of: 'Tag', tag: 'Tag', length: { min: 1, max: MAX_TAGS } },
  TagResourceIdList: { of: 'TagResourceId', tag: 'ResourceId', length: { min: 1, max: 10 } },
};
