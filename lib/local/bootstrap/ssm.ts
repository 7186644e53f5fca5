/** As much of Systems Manager as `cdk deploy` asks: which version of the bootstrap stack there is. */
import * as sdk from '@aws-sdk/client-ssm';
import { defineService, ServiceError, UNUSED, type Service } from '../aws/service';
import { BOOTSTRAP_VERSION } from './bootstrapped';

/** The value of a parameter, if there is one of that name: every environment looks bootstrapped, whatever its qualifier. */
export function systemsManagerParameter(name: string): string | undefined {
  return /^\/cdk-bootstrap\/[^/]+\/version$/.test(name) ? BOOTSTRAP_VERSION : undefined;
}

export function ssmService(now: () => Date): Service {
  return defineService(
    sdk,
    new sdk.SSMClient(UNUSED),
  )({
    GetParameter: ({ Name: name = '' }, { region, accountId }) => {
      const value = systemsManagerParameter(name);
      if (value === undefined) {
        throw new ServiceError('ParameterNotFound', `Parameter ${name} not found; the local service has only bootstrap versions`);
      }
      return {
        Parameter: {
          Name: name,
          Type: 'String',
          Value: value,
          Version: 1,
          LastModifiedDate: now(),
          ARN: `arn:aws:ssm:${region}:${accountId}:parameter${name}`,
          DataType: 'text',
        },
      };
    },
  });
}
