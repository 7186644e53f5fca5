/** What `cdk bootstrap` would have left behind: every environment has it without, so that an app can be deployed at once. */
import type { Stack } from '@aws-sdk/client-cloudformation';

/** Newer than any that an app or a CLI asks for, so that nothing finds it too old and `cdk bootstrap` finds nothing to do. */
export const BOOTSTRAP_VERSION = '999';

const TOOLKIT_STACK = 'CDKToolkit';
const QUALIFIER = 'hnb659fds';

/** The stack of that name as the CDK CLI looks for it; it is only shown, and cannot be changed or deleted. */
export function toolkitStack(name: string, place: { readonly region: string; readonly accountId: string }): Stack | undefined {
  if (name !== TOOLKIT_STACK) {
    return undefined;
  }
  const bucket = `cdk-${QUALIFIER}-assets-${place.accountId}-${place.region}`;
  const outputs = {
    BootstrapVersion: BOOTSTRAP_VERSION,
    BucketName: bucket,
    BucketDomainName: `${bucket}.s3.${place.region}.amazonaws.com`,
  };
  return {
    StackId: `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${name}/local`,
    StackName: name,
    StackStatus: 'CREATE_COMPLETE',
    Description: 'The local Route 53 needs no bootstrapping',
    CreationTime: new Date(0),
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}
