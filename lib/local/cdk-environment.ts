/** How the unmodified CDK CLI is run against the local Route 53: by its environment alone. */
import { awsVariables, LOCAL_REGION } from './aws-environment';

export interface CdkEnvironmentOptions {
  /** Of the local API, e.g. `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** A directory for what the CLI keeps between runs, so that a user's own settings and caches are neither read nor written. */
  readonly home: string;
  /** The environment the CLI would otherwise have. */
  readonly base: Readonly<Record<string, string | undefined>>;
  /** @default us-east-1 */
  readonly region?: string;
}

/** What would lead the CLI to other credentials, another endpoint, a proxy, or other ways of deploying. */
const LEFT_OUT = /^(AWS|CDK)_|_PROXY$/i;

/** The whole environment of a CLI that talks to the local API and to nothing else, asks nothing and waits for nothing. */
export function cdkEnvironment(options: CdkEnvironmentOptions): Record<string, string> {
  const { endpointUrl, home, base, region = LOCAL_REGION } = options;
  const inherited = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !LEFT_OUT.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    ...awsVariables(endpointUrl, region),
    CDK_HOME: home,
    CDK_NOTICES: 'false', // else each run downloads a list of notices
    CDK_DISABLE_CLI_TELEMETRY: 'true', // else each run reports itself
    CDK_DISABLE_VERSION_CHECK: 'true', // else a run on a terminal asks for the newest version
    CDK_VERSION_REPORTING: 'false', // else templates hold a metadata resource that names library versions
    CDK_REQUIRE_APPROVAL: 'never',
    CDK_PROGRESS: 'events',
    NODE_NO_WARNINGS: '1',
  };
}
