/** The AWS side of the local Route 53, without checkers and DNS: what a deployment talks to. */
import { randomUUID } from 'node:crypto';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { Route53 as Client } from '@aws-sdk/client-route-53';
import { inProcess } from '../../../lib/local/aws/in-process';
import { listen, type AnsweredCall } from '../../../lib/local/aws/server';
import { s3Service } from '../../../lib/local/bootstrap/s3';
import { ssmService } from '../../../lib/local/bootstrap/ssm';
import { stsService } from '../../../lib/local/bootstrap/sts';
import { cloudFormationService } from '../../../lib/local/cloudformation';
import type { StackEngine } from '../../../lib/local/cloudformation/engine';
import { resourceTypes } from '../../../lib/local/cloudformation/resources/resource-types';
import { settledIn } from '../../../lib/local/cloudformation/resources/route53';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { route53, route53Service, type Route53Context } from '../../../lib/local/route53';
import { Store } from '../../../lib/local/store';
import { seededRandom } from '../../../lib/rules/random';
import { sdkConfig } from '../../support/sdk-config';

export interface World {
  readonly store: Store;
  readonly engine: StackEngine;
  readonly route53: Client;
  readonly cloudFormation: CloudFormation;
  readonly endpointUrl: string;
  /** All calls so far, `<service> <operation>`. */
  readonly calls: AnsweredCall[];
  close(): Promise<void>;
}

export async function startWorld(options: Partial<Route53Context> = {}): Promise<World> {
  const store = options.store ?? new Store();
  const now = () => new Date();
  const accounts = route53({
    store,
    health: { isHealthy: () => true, observations: () => [], lastFailures: () => [] },
    random: seededRandom(1),
    now,
    later: (ms, run) => void setTimeout(run, ms),
    propagationDelay: 0,
    allowPrivate: false,
    quotas: ACCOUNT_QUOTAS,
    ...options,
  });
  const service = route53Service(accounts);
  const types = resourceTypes(accountId => inProcess(accounts(accountId), service), settledIn(store));
  const stacks = cloudFormationService({ store, types, now, unique: randomUUID });
  const calls: AnsweredCall[] = [];
  const server = await listen({
    services: [service, stacks.service, stsService(now), ssmService(now), s3Service(store, now)],
    port: 0,
    onCall: call => calls.push(call),
  });
  const endpointUrl = `http://127.0.0.1:${server.port}`;
  const config = {
    ...sdkConfig(endpointUrl),
    maxAttempts: 1,
  };
  const clients = { route53: new Client(config), cloudFormation: new CloudFormation(config) };
  return {
    store,
    engine: stacks.engine,
    ...clients,
    endpointUrl,
    calls,
    close: async () => {
      clients.route53.destroy();
      clients.cloudFormation.destroy();
      await server.close();
    },
  };
}
