/** The environment of programs that are to find the local API where they look for AWS, and nothing of AWS besides. */
import { devNull } from 'node:os';
import { LOCAL_ACCOUNT, accountOf } from './aws/accounts';

export interface AwsEnvironmentOptions {
  /** Of the local API, e.g. `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** `address:port` of the local DNS server. */
  readonly dns: string;
  /** The environment the program would otherwise have. */
  readonly base: Readonly<Record<string, string | undefined>>;
}

/** What AWS tools read that says nothing about where they go, or as whom. */
const HARMLESS = /^AWS_(PAGER|DEFAULT_OUTPUT|MAX_ATTEMPTS|RETRY_MODE|CLI_|SDK_)/;
const PROXY = /^(https?|all)_proxy$/i;
const HERE = ['localhost', '127.0.0.1', '::1'];

/**
 * `base` with the endpoint, a Region and credentials that AWS would not know; without profiles, credentials and endpoints of the user's
 * own, so that a program which is run to try something here cannot do it to an account. A Region and an account (an access key of twelve
 * digits) that `base` names are kept.
 */
export function awsEnvironment({ endpointUrl, dns, base }: AwsEnvironmentOptions): Record<string, string> {
  const kept = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && (!entry[0].startsWith('AWS_') || HARMLESS.test(entry[0])),
  );
  const accessKeyId = accountOf(base.AWS_ACCESS_KEY_ID) === LOCAL_ACCOUNT ? 'local' : base.AWS_ACCESS_KEY_ID;
  return {
    ...Object.fromEntries(kept),
    ...awsVariables(endpointUrl, base.AWS_REGION ?? base.AWS_DEFAULT_REGION ?? LOCAL_REGION, accessKeyId),
    ...(kept.some(([name]) => PROXY.test(name)) && pastProxies(base)),
    MULTIVALUE_DNS: dns,
  };
}

export const LOCAL_REGION = 'us-east-1';

/** What leads an AWS tool here, and keeps it from looking elsewhere. */
export function awsVariables(endpointUrl: string, region: string, accessKeyId = 'local'): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull, // it may name another endpoint
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true', // else the SDK may look for an instance role
  };
}

/** The same for a person's shell: as much as one wants to copy, in lines that fit a terminal. */
export function awsExports(endpointUrl: string, platform = process.platform): string[] {
  const { AWS_ENDPOINT_URL, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = awsVariables(
    endpointUrl,
    LOCAL_REGION,
  );
  return [
    { AWS_ENDPOINT_URL, AWS_DEFAULT_REGION },
    { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY },
  ].map(variables =>
    platform === 'win32'
      ? Object.entries(variables)
          .map(([name, value]) => `$env:${name} = '${value}'`)
          .join('; ')
      : `export ${Object.entries(variables)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}`,
  );
}

/** Clients that heed a proxy would send it what is meant for this machine. */
function pastProxies(base: AwsEnvironmentOptions['base']): Record<string, string> {
  const list = [...new Set([...(base.NO_PROXY ?? base.no_proxy ?? '').split(','), ...HERE])].filter(Boolean).join(',');
  return { NO_PROXY: list, no_proxy: list };
}
