import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { Route53Client } from '@aws-sdk/client-route-53';
import type { Bucket } from '../rules/throttles';
import { stackReader } from './cloudformation';
import { explainAwsError } from './errors';
import { API_BUCKET, STATUS_BUCKET, tokenBucket, UNPACED, type PaceClock, type Pace } from './pace';
import type { LiveReader, Route53Reader } from './reader';
import { route53Reader } from './route53';
import type { AwsTarget } from './target';

export interface AwsReader extends Route53Reader, LiveReader {
  close(): void;
}

export interface AwsReaderOptions {
  /** Requests a second, to either service. By default half of what Route 53 allows an account; on this machine there is no limit. */
  readonly rate?: number;
  /** Health checks read a second. By default what Route 53 allows; on this machine there is no limit. */
  readonly statusRate?: number;
  /** A sleep that fails gives the reading up. */
  readonly clock: PaceClock;
}

/** Reads an account, no faster than leaves room for its other callers; what is throttled all the same the SDK tries again. */
export function connectAws({ config, local }: AwsTarget, { rate, statusRate, clock }: AwsReaderOptions): AwsReader {
  const paceOf = (bucket: Bucket, refill: number | undefined): Pace =>
    local !== undefined && refill === undefined
      ? UNPACED
      : tokenBucket({ ...bucket, ...(refill !== undefined && { refill }) }, clock);
  const [pace, statusPace] = [paceOf(API_BUCKET, rate), paceOf(STATUS_BUCKET, statusRate)];
  const route53 = new Route53Client(config);
  route53.middlewareStack.add(
    (next, { commandName }) =>
      args =>
        politely(commandName === 'GetHealthCheckStatusCommand' ? statusPace : pace, () => next(args)),
    { step: 'initialize' },
  );
  const stackPace = paceOf(API_BUCKET, rate); // AWS tells no rates of CloudFormation's
  const stacks = new Map<string | undefined, CloudFormationClient>();
  const stacksIn = (region?: string): CloudFormationClient => {
    const found = stacks.get(region);
    if (found) return found;
    const client = new CloudFormationClient(region === undefined ? config : { ...config, region });
    client.middlewareStack.add(next => args => politely(stackPace, () => next(args)), { step: 'initialize' });
    stacks.set(region, client);
    return client;
  };
  return {
    ...route53Reader(route53),
    ...stackReader(stacksIn),
    close: () => [route53, ...stacks.values()].forEach(client => client.destroy()),
  };
}

/** Waits for its turn, and says in plain words why there is no answer. */
async function politely<T>(pace: Pace, call: () => Promise<T>): Promise<T> {
  await pace();
  try {
    return await call();
  } catch (error) {
    throw explainAwsError(error) ?? error;
  }
}
