/** The local Route 53's operations: over the wire as a service, and in this process as functions that are as strict. */
import * as sdk from '@aws-sdk/client-route-53';
import { defineService, UNUSED, type Service } from '../aws/service';
import { accountOperations } from './account';
import type { Route53Context } from './context';
import { delegationSetOperations } from './delegation-sets';
import { healthCheckOperations } from './health-checks';
import { hostedZoneOperations } from './hosted-zones';
import { recordSetOperations } from './record-sets';
import { tagOperations } from './tags';
import { testDnsAnswerOperations } from './test-dns-answer';

export { DEFAULT_QUOTAS, quotasWith, type Route53Context } from './context';
export { settled } from './publishing';

export type Route53 = ReturnType<typeof hostedZoneOperations> &
  ReturnType<typeof recordSetOperations> &
  ReturnType<typeof healthCheckOperations> &
  ReturnType<typeof tagOperations> &
  ReturnType<typeof accountOperations> &
  ReturnType<typeof delegationSetOperations> &
  ReturnType<typeof testDnsAnswerOperations>;

export function route53(context: Route53Context): Route53 {
  return {
    ...hostedZoneOperations(context),
    ...recordSetOperations(context),
    ...healthCheckOperations(context),
    ...tagOperations(context),
    ...accountOperations(context),
    ...delegationSetOperations(context),
    ...testDnsAnswerOperations(context),
  };
}

const define = defineService(sdk, new sdk.Route53Client(UNUSED));

export function route53Service(operations: Route53): Service {
  return define(operations);
}
