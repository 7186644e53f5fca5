/** The AWS API that a command talks to: the account of the environment, or the local Route 53. */
import type { Route53ClientConfig } from '@aws-sdk/client-route-53';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { isLoopback } from '../rules/addresses';
import { AwsError } from './errors';

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

export function awsTarget(env: Readonly<Record<string, string | undefined>>, profile?: string): AwsTarget {
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
    throw new AwsError(
      `${variable} is '${endpoint}', which is not a URL; the local Route 53 is at, for example, http://127.0.0.1:4566`,
    );
  }
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopback(host);
}
