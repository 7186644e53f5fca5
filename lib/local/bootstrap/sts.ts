/** As much of STS as tools ask before they deploy: who they are, and a role to act in. Anyone may be anyone here. */
import * as sdk from '@aws-sdk/client-sts';
import { temporaryAccessKeyId, userArn } from '../aws/accounts';
import { defineService, ServiceError, UNUSED, type Service } from '../aws/service';

const HOUR = 3600;

export function stsService(now: () => Date): Service {
  return defineService(
    sdk,
    new sdk.STSClient(UNUSED),
  )({
    GetCallerIdentity: (_, { accountId }) => ({
      Account: accountId,
      Arn: userArn(accountId),
      UserId: 'AIDALOCALROUTE53USER',
    }),
    AssumeRole: ({ RoleArn: role = '', RoleSessionName: session, DurationSeconds: duration = HOUR }) => {
      const [, account, name] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
      if (!account) {
        throw new ServiceError('ValidationError', `${role} is invalid`);
      }
      return {
        Credentials: {
          AccessKeyId: temporaryAccessKeyId(account),
          SecretAccessKey: 'local',
          SessionToken: 'local',
          Expiration: new Date(now().getTime() + duration * 1000),
        },
        AssumedRoleUser: {
          Arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
          AssumedRoleId: `AROALOCALROUTE53ROLE:${session}`,
        },
      };
    },
  });
}
