/**
 * The read-only actions that `multivalue verify` and `multivalue watch` call, as IAM policies name them, by what each may be limited to.
 * `grantVerify` grants these and no others; a test of the verifier holds that it calls these and no others.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 */
export const VERIFY_ACTIONS_ON = {
  /** The service knows no narrower resource for these. */
  account: ['route53:ListHostedZonesByName', 'cloudformation:ListExports'],
  zone: ['route53:GetHostedZone', 'route53:ListResourceRecordSets'],
  healthCheck: ['route53:GetHealthCheck', 'route53:GetHealthCheckStatus'],
  /** For `--stack`, and for `--app` when the assembly leaves names open. */
  stack: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'],
} as const;

/** All of them, in alphabetical order. */
export const VERIFY_ACTIONS: readonly string[] = Object.values(VERIFY_ACTIONS_ON)
  .flatMap((actions: readonly string[]) => actions)
  .sort();
