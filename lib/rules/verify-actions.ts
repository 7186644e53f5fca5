/**
 * Every AWS API action that `multivalue verify` and `multivalue watch` call, as IAM policies name them. All of them only read. A test
 * holds the verifier to this list, and `grantVerify` grants it.
 */
export const VERIFY_ACTIONS: readonly string[] = [
  'route53:GetHealthCheck',
  'route53:GetHealthCheckStatus',
  'route53:GetHostedZone',
  'route53:ListHostedZonesByName',
  'route53:ListResourceRecordSets',
  // for `--stack` only
  'cloudformation:DescribeStackResources',
  'cloudformation:GetTemplate',
];
