/**
 * A real account. The examples name addresses that belong to others, so nothing is probed there: every endpoint check gets a name below
 * the throw-away zone that nobody answers for, and is then disabled, which holds it healthy, or disabled and inverted, which holds it
 * unhealthy (behaviour 4.4).
 */
import { CloudFormationClient, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  GetHealthCheckCommand,
  Route53Client,
  UpdateHealthCheckCommand,
  type Route53ClientConfig,
} from '@aws-sdk/client-route-53';
import type { Disguise } from './apps';
import { isSupported } from './local-site';
import type { Site } from './site';

/** Until checkers, name servers and the status all show a change: a minute is what AWS says of records (behaviour 5.4), and half of that more. */
const PROPAGATION_MS = 90_000;
/** UpdateHealthCheck has no bucket of its own that is known; half of the account's rate is fair to others (behaviour 8.2). */
const MS_BETWEEN_UPDATES = 200;

/** Makes an endpoint check ask for a name that does not exist, so that nobody's servers are disturbed. */
export const probeNobody: Disguise['healthCheck'] = (config, zone) => {
  if (config.IPAddress === undefined && config.FullyQualifiedDomainName === undefined) return;
  delete config.IPAddress;
  config.FullyQualifiedDomainName = `nobody.${zone}`;
};

export interface AwsSiteOptions {
  readonly env: Site['env'];
  readonly propagationMs?: number;
  /** @default what every AWS tool takes from the environment */
  readonly client?: Pick<Route53ClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

export function awsSite({ env, propagationMs = PROPAGATION_MS, client = {} }: AwsSiteOptions): Site {
  const route53 = new Route53Client({ maxAttempts: 8, ...client });
  const cloudFormation = new CloudFormationClient({ maxAttempts: 8, ...client });
  const resources = async (stacks: readonly string[], type: string): Promise<string[]> => {
    const ids: string[] = [];
    for (const StackName of stacks) {
      for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
        ids.push(
          ...(page.StackResourceSummaries ?? []).flatMap(r => (r.ResourceType === type ? (r.PhysicalResourceId ?? []) : [])),
        );
      }
    }
    return ids.sort();
  };
  const checks = async (stacks: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(
      (await resources(stacks, 'AWS::Route53::HealthCheck')).map(async HealthCheckId => {
        const { HealthCheck } = await route53.send(new GetHealthCheckCommand({ HealthCheckId }));
        return HealthCheck?.HealthCheckConfig?.Type === 'CALCULATED' ? [] : [HealthCheckId];
      }),
    );
    return found.flat();
  };
  return {
    name: 'the AWS account of these credentials',
    env,
    isSupported,
    checks,
    fail: async (failing, stacks) => {
      for (const HealthCheckId of await checks(stacks)) {
        await route53.send(
          new UpdateHealthCheckCommand({ HealthCheckId, Disabled: true, Inverted: failing.includes(HealthCheckId) }),
        );
        await pause(MS_BETWEEN_UPDATES);
      }
      await pause(propagationMs);
    },
    leftovers: async stacks => (await Promise.all(stacks.map(stack => isThere(cloudFormation, stack)))).flat(),
    close: () => {
      route53.destroy();
      cloudFormation.destroy();
      return Promise.resolve();
    },
  };
}

async function isThere(client: CloudFormationClient, StackName: string): Promise<string[]> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return (Stacks ?? []).map(stack => `stack ${stack.StackName} (${stack.StackStatus})`);
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return [];
    throw error;
  }
}

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));
