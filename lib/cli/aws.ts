/** The AWS API that a command talks to: the account of the environment, or the local Route 53. */
import type { Route53ClientConfig } from '@aws-sdk/client-route-53';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { isLoopback } from '../rules/addresses';
import { nothingAnswers } from '../local/control/client';
import { withTimeout } from '../local/with-timeout';
import { parseServer, type ServerAddress } from '../rules/server-address';
import { CliError, type Io } from './io';

export interface AwsTarget {
  /** For any SDK client. */
  readonly config: Pick<Route53ClientConfig, 'region' | 'endpoint' | 'credentials' | 'profile' | 'maxAttempts'>;
  /** The endpoint, when it is on this machine. */
  readonly local?: string;
}

/** The SDK's own variables, the service's before the general one. */
const ENDPOINT_VARIABLES = ['AWS_ENDPOINT_URL_ROUTE_53', 'AWS_ENDPOINT_URL'] as const;
/** Route 53 is one for the whole partition, but the SDK wants a Region. */
const DEFAULT_REGION = 'us-east-1';
/** With the SDK's exponential back-off this outlasts the throttling that other callers cause (behaviour 8.2). */
const MAX_ATTEMPTS = 8;
/** Milliseconds that a server on this machine has to answer. */
const ANSWER_TIME = 2000;

export function awsTarget(env: Io['env'], profile?: string): AwsTarget {
  const variable = ENDPOINT_VARIABLES.find(name => env[name]);
  const endpoint = variable && env[variable];
  if (endpoint && isHere(endpoint, variable)) {
    // Nothing here is worth credentials, and real ones must not be sent to whatever listens.
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return { config: { endpoint, region: DEFAULT_REGION, credentials }, local: endpoint };
  }
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (() => regionOfProfile(profile));
  return { config: { region, maxAttempts: MAX_ATTEMPTS, ...(endpoint && { endpoint }), ...(profile && { profile }) } };
}

/** Stacks are looked for where the profile says. Route 53 is the same everywhere, so a profile without a Region is no obstacle. */
function regionOfProfile(profile?: string): Promise<string> {
  return loadConfig<string>(
    { ...NODE_REGION_CONFIG_OPTIONS, default: DEFAULT_REGION },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile },
  )();
}

function isHere(endpoint: string, variable: string): boolean {
  if (!URL.canParse(endpoint)) {
    throw new CliError(
      `${variable} is '${endpoint}', which is not a URL; the local Route 53 is at, for example, http://127.0.0.1:4566`,
    );
  }
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopback(host);
}

/** Where the local Route 53 answers DNS; undefined when what listens at `endpoint` is none. */
export async function localDnsServer(endpoint: string): Promise<ServerAddress | undefined> {
  try {
    const info = await withTimeout(ANSWER_TIME, async (signal): Promise<unknown> => {
      const response = await fetch(new URL('/_multivalue/info', endpoint), { signal });
      return response.ok ? response.json() : undefined;
    });
    const dns = typeof info === 'object' && info !== null && 'dns' in info ? info.dns : undefined;
    return typeof dns === 'string' ? parseServer(dns) : undefined;
  } catch (error) {
    throw new CliError(nothingAnswers(endpoint, error));
  }
}
