/** The local Route 53's operations: over the wire as a service, and in this process as functions that are as strict. */
import * as sdk from '@aws-sdk/client-route-53';
import { inputFault } from '../../rules/api/input-fault';
import { STRUCTURES } from '../../rules/api/structures';
import { NAMESPACE } from '../../rules/api/words';
import { getOrAdd } from '../../rules/group-by';
import { LOCAL_ACCOUNT } from '../aws/accounts';
import { olderService } from '../aws/older-version';
import { defineService, UNUSED, type Operation, type Service } from '../aws/service';
import { MAX_BODY_BYTES } from '../limits';
import { accountOperations } from './account';
import type { AccountContext, Route53Context } from './context';
import { delegationSetOperations } from './delegation-sets';
import { healthCheckOperations } from './health-checks';
import { dnssecOperations } from './dnssec';
import { geoLocationOperations } from './geo-locations';
import { hostedZoneOperations } from './hosted-zones';
import { OLDER_VERSIONS } from './older-versions';
import { AccountResources } from './account-resources';
import { queryLoggingOperations } from './query-logging';
import { recordSetOperations } from './record-sets';
import { tagOperations } from './tags';
import { testDnsAnswerOperations } from './test-dns-answer';
import { vpcAssociationOperations } from './vpc-associations';

export { quotasWith, type Route53Context } from './context';
export { settled } from './publishing';

/** The operations as one account calls them. */
export type Route53 = ReturnType<typeof operationsOf>;

/** The operations as the account calls them, or the local account. */
export type Accounts = (accountId?: string) => Route53;

export function route53(context: Route53Context): Accounts {
  const processed = new Map<string, number>();
  const made = new Map<string, Route53>();
  return (accountId = LOCAL_ACCOUNT) =>
    getOrAdd(made, accountId, () => operationsOf({ ...context, own: new AccountResources(context.store, accountId), processed }));
}

function operationsOf(context: AccountContext) {
  return {
    ...hostedZoneOperations(context),
    ...recordSetOperations(context),
    ...healthCheckOperations(context),
    ...tagOperations(context),
    ...accountOperations(context),
    ...delegationSetOperations(context),
    ...testDnsAnswerOperations(context),
    ...vpcAssociationOperations(context),
    ...dnssecOperations(context),
    ...geoLocationOperations(),
    ...queryLoggingOperations(context),
  };
}

const client = new sdk.Route53Client(UNUSED);
const define = defineService(sdk, client, {
  maxBodyBytes: MAX_BODY_BYTES.route53,
  requests: {
    namespace: NAMESPACE,
    membersOf: structure =>
      STRUCTURES.get(structure)
        ?.filter(member => member.isInBody)
        .map(member => member.name),
    faultOf: inputFault,
  },
});

/** Each call acts in the account of whoever calls. */
export function route53Service(accounts: Accounts): Service {
  const names = Object.keys(accounts()) as (keyof Route53)[];
  const operations = names.map((name): [string, Operation<never, unknown>] => [
    name,
    (input, { accountId }) => (accounts(accountId)[name] as (input: unknown) => unknown)(input),
  ]);
  return define(Object.fromEntries(operations));
}

/** The same service as older versions of its API have it. */
export function olderRoute53Services(service: Service): readonly Service[] {
  return OLDER_VERSIONS.map(older => olderService(service, client, older));
}
