import { Reference, type Resource, Tokenization } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnHealthCheck, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { VERIFY_ACTIONS_ON } from '../../rules/verify-actions';
import { isToken } from './is-token';

/** The inline policies of a user have room for no more: 2,048 characters, and up to 78 for each ARN (IAM guide, quotas). */
const MOST_NAMED = 15;

/** Lets a principal verify the records of a zone, given the health checks that decide about them. */
export function grantVerify(scope: Resource, grantee: IGrantable, zone: IHostedZone, healthCheckIds: readonly string[]): Grant {
  const { stack } = scope;
  const healthChecks = [...new Set(healthCheckIds.flatMap(withChildren))];
  const healthCheckArns = (healthChecks.length > MOST_NAMED ? ['*'] : healthChecks).map(id =>
    stack.formatArn({ service: 'route53', region: '', account: '', resource: 'healthcheck', resourceName: id }),
  );
  const scopes: [readonly string[], string[]][] = [
    [VERIFY_ACTIONS_ON.account, ['*']],
    [VERIFY_ACTIONS_ON.zone, [zone.hostedZoneArn]],
    [VERIFY_ACTIONS_ON.healthCheck, healthCheckArns],
    [VERIFY_ACTIONS_ON.stack, [stack.stackId]],
  ];
  return scopes
    .filter(([, resourceArns]) => resourceArns.length > 0)
    .map(([actions, resourceArns]) => Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns }))
    .reduce((all, grant) => all.combine(grant));
}

/** A calculated check is verified by its children. Those of a check that no construct of the app defines are not known here. */
function withChildren(healthCheckId: string): string[] {
  const reference = Tokenization.reverseString(healthCheckId).firstToken;
  const check = Reference.isReference(reference) ? reference.target : undefined;
  const config = check instanceof CfnHealthCheck && !isToken(check.healthCheckConfig) ? check.healthCheckConfig : {};
  return [healthCheckId, ...((config as CfnHealthCheck.HealthCheckConfigProperty).childHealthChecks ?? [])];
}
