/** Whether CloudFormation would take an update of the stacks at all. */
import type { Finding, PreflightFacts } from '../facts';

export function stackFindings({ stackStatus }: PreflightFacts): Finding[] {
  return [...stackStatus].flatMap(([stack, status]) => {
    const steps = stepsFor(stack, status);
    return steps
      ? [{ level: 'blocked' as const, id: 'stack-not-ready', subject: `stack ${stack}`, found: `it is in ${status}`, steps }]
      : [];
  });
}

function stepsFor(stack: string, status: string): string[] | undefined {
  if (status.endsWith('_IN_PROGRESS')) return ['wait for the operation to finish'];
  if (status === 'ROLLBACK_COMPLETE') return undefined; // the CDK CLI deletes such a stack and creates it anew
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return [
      'find the resource that failed in the events of the stack',
      `aws cloudformation continue-update-rollback --stack-name ${stack}`,
    ];
  }
  if (status.endsWith('_FAILED'))
    return ['find the resource that failed in the events of the stack', `cdk destroy ${stack}, and deploy again`];
  return undefined;
}
