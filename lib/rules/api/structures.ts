/** Members of the structures in requests, in the order of the API model, and the shapes of those that the model asks more of than their type. */

export interface StructureMember {
  readonly name: string;
  /** A key of `SCALARS`, `LISTS` or `STRUCTURES`. */
  readonly shape?: string;
  readonly isRequired: boolean;
  /** False for what is in the path or the query. */
  readonly isInBody: boolean;
}

/** `Name!:Shape`, with `!` for what is required, and `@` in front of what is not in the body. */
const TABLE: Readonly<Record<string, string>> = {
  AlarmIdentifier: 'Region!:CloudWatchRegion Name!:AlarmName',
  AliasTarget: 'HostedZoneId!:ResourceId DNSName!:DNSName EvaluateTargetHealth!',
  AssociateVPCWithHostedZoneRequest: '@HostedZoneId!:ResourceId VPC!:VPC Comment',
  Change: 'Action!:ChangeAction ResourceRecordSet!:ResourceRecordSet',
  ChangeBatch: 'Comment:ResourceDescription Changes!:Changes',
  ChangeResourceRecordSetsRequest: '@HostedZoneId!:ResourceId ChangeBatch!:ChangeBatch',
  ChangeTagsForResourceRequest:
    '@ResourceType!:TagResourceType @ResourceId!:TagResourceId AddTags:TagList RemoveTagKeys:TagKeyList',
  CidrRoutingConfig: 'CollectionId!:UUID LocationName!:CidrLocationNameDefaultAllowed',
  Coordinates: 'Latitude!:Latitude Longitude!:Longitude',
  CreateHealthCheckRequest: 'CallerReference!:HealthCheckNonce HealthCheckConfig!:HealthCheckConfig',
  CreateHostedZoneRequest:
    'Name!:DNSName VPC:VPC CallerReference!:Nonce HostedZoneConfig:HostedZoneConfig DelegationSetId:ResourceId',
  CreateQueryLoggingConfigRequest: 'HostedZoneId!:ResourceId CloudWatchLogsLogGroupArn!',
  CreateReusableDelegationSetRequest: 'CallerReference!:Nonce HostedZoneId:ResourceId',
  CreateVPCAssociationAuthorizationRequest: '@HostedZoneId!:ResourceId VPC!:VPC',
  DeleteHealthCheckRequest: '@HealthCheckId!:HealthCheckId',
  DeleteHostedZoneRequest: '@Id!:ResourceId',
  DeleteQueryLoggingConfigRequest: '@Id!:QueryLoggingConfigId',
  DeleteReusableDelegationSetRequest: '@Id!:ResourceId',
  DeleteVPCAssociationAuthorizationRequest: '@HostedZoneId!:ResourceId VPC!:VPC',
  DisassociateVPCFromHostedZoneRequest: '@HostedZoneId!:ResourceId VPC!:VPC Comment',
  GeoLocation:
    'ContinentCode:GeoLocationContinentCode CountryCode:GeoLocationCountryCode ' + 'SubdivisionCode:GeoLocationSubdivisionCode',
  GeoProximityLocation: 'AWSRegion:AWSRegion LocalZoneGroup:LocalZoneGroup Coordinates:Coordinates Bias:Bias',
  GetAccountLimitRequest: '@Type!:AccountLimitType',
  GetChangeRequest: '@Id!:ChangeId',
  GetDNSSECRequest: '@HostedZoneId!:ResourceId',
  GetGeoLocationRequest:
    '@ContinentCode:GeoLocationContinentCode @CountryCode:GeoLocationCountryCode ' +
    '@SubdivisionCode:GeoLocationSubdivisionCode',
  GetHealthCheckLastFailureReasonRequest: '@HealthCheckId!:HealthCheckId',
  GetHealthCheckRequest: '@HealthCheckId!:HealthCheckId',
  GetHealthCheckStatusRequest: '@HealthCheckId!:HealthCheckId',
  GetHostedZoneLimitRequest: '@Type!:HostedZoneLimitType @HostedZoneId!:ResourceId',
  GetHostedZoneRequest: '@Id!:ResourceId',
  GetQueryLoggingConfigRequest: '@Id!:QueryLoggingConfigId',
  GetReusableDelegationSetLimitRequest: '@Type!:ReusableDelegationSetLimitType @DelegationSetId!:ResourceId',
  GetReusableDelegationSetRequest: '@Id!:ResourceId',
  HealthCheckConfig:
    'IPAddress:IPAddress Port:Port Type!:HealthCheckType ResourcePath:ResourcePath ' +
    'FullyQualifiedDomainName:FullyQualifiedDomainName SearchString:SearchString ' +
    'RequestInterval:RequestInterval FailureThreshold:FailureThreshold MeasureLatency Inverted Disabled ' +
    'HealthThreshold:HealthThreshold ChildHealthChecks:ChildHealthCheckList EnableSNI ' +
    'Regions:HealthCheckRegionList AlarmIdentifier:AlarmIdentifier ' +
    'InsufficientDataHealthStatus:InsufficientDataHealthStatus RoutingControlArn:RoutingControlArn',
  HostedZoneConfig: 'Comment:ResourceDescription PrivateZone',
  ListGeoLocationsRequest:
    '@StartContinentCode:GeoLocationContinentCode @StartCountryCode:GeoLocationCountryCode ' +
    '@StartSubdivisionCode:GeoLocationSubdivisionCode @MaxItems',
  ListHealthChecksRequest: '@Marker:PageMarker @MaxItems',
  ListHostedZonesByNameRequest: '@DNSName:DNSName @HostedZoneId:ResourceId @MaxItems',
  ListHostedZonesByVPCRequest: '@VPCId!:VPCId @VPCRegion!:VPCRegion @MaxItems @NextToken:PaginationToken',
  ListHostedZonesRequest: '@Marker:PageMarker @MaxItems @DelegationSetId:ResourceId @HostedZoneType:HostedZoneType',
  ListQueryLoggingConfigsRequest: '@HostedZoneId:ResourceId @NextToken:PaginationToken @MaxResults',
  ListResourceRecordSetsRequest:
    '@HostedZoneId!:ResourceId @StartRecordName:DNSName @StartRecordType:RRType ' +
    '@StartRecordIdentifier:ResourceRecordSetIdentifier @MaxItems',
  ListReusableDelegationSetsRequest: '@Marker:PageMarker @MaxItems',
  ListTagsForResourceRequest: '@ResourceType!:TagResourceType @ResourceId!:TagResourceId',
  ListTagsForResourcesRequest: '@ResourceType!:TagResourceType ResourceIds!:TagResourceIdList',
  ListVPCAssociationAuthorizationsRequest: '@HostedZoneId!:ResourceId @NextToken:PaginationToken @MaxResults',
  ResourceRecord: 'Value!:RData',
  ResourceRecordSet:
    'Name!:DNSName Type!:RRType SetIdentifier:ResourceRecordSetIdentifier Weight:ResourceRecordSetWeight ' +
    'Region:ResourceRecordSetRegion GeoLocation:GeoLocation Failover:ResourceRecordSetFailover ' +
    'MultiValueAnswer TTL:TTL ResourceRecords:ResourceRecords AliasTarget:AliasTarget ' +
    'HealthCheckId:HealthCheckId TrafficPolicyInstanceId:TrafficPolicyInstanceId ' +
    'CidrRoutingConfig:CidrRoutingConfig GeoProximityLocation:GeoProximityLocation',
  Tag: 'Key:TagKey Value:TagValue',
  TestDNSAnswerRequest:
    '@HostedZoneId!:ResourceId @RecordName!:DNSName @RecordType!:RRType @ResolverIP:IPAddress ' +
    '@EDNS0ClientSubnetIP:IPAddress @EDNS0ClientSubnetMask:SubnetMask',
  UpdateHealthCheckRequest:
    '@HealthCheckId!:HealthCheckId HealthCheckVersion:HealthCheckVersion IPAddress:IPAddress Port:Port ' +
    'ResourcePath:ResourcePath FullyQualifiedDomainName:FullyQualifiedDomainName SearchString:SearchString ' +
    'FailureThreshold:FailureThreshold Inverted Disabled HealthThreshold:HealthThreshold ' +
    'ChildHealthChecks:ChildHealthCheckList EnableSNI Regions:HealthCheckRegionList ' +
    'AlarmIdentifier:AlarmIdentifier InsufficientDataHealthStatus:InsufficientDataHealthStatus ' +
    'ResetElements:ResettableElementNameList',
  UpdateHostedZoneCommentRequest: '@Id!:ResourceId Comment:ResourceDescription',
  VPC: 'VPCRegion:VPCRegion VPCId:VPCId',
};

export const STRUCTURES: ReadonlyMap<string, readonly StructureMember[]> = new Map(
  Object.entries(TABLE).map(([structure, members]) => [structure, members.split(' ').map(parsed)]),
);

function parsed(text: string): StructureMember {
  const [, at, name, required, shape] = /^(@?)(\w+)(!?)(?::(\w+))?$/.exec(text)!;
  return { name, shape, isRequired: required === '!', isInBody: at === '' };
}
