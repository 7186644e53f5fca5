/** Templates written in the test, as their sections. */
import { templateScope } from '../../lib/template/conditions';
import { pseudoParameters, type Scope } from '../../lib/template/scope';
import { parseTemplate } from '../../lib/template/deployable';
import type { Template } from '../../lib/template/template';
import type { Value } from '../../lib/template/value';

export const ENVIRONMENT = {
  accountId: '111122223333',
  region: 'eu-west-1',
  stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Dns/1',
  stackName: 'Dns',
  notificationArns: [],
};
export const CHECK = { Type: 'AWS::Route53::HealthCheck', Properties: {} };

export const template = (sections: object): Template =>
  parseTemplate(JSON.stringify({ Resources: { Check: CHECK }, ...sections }));

/** Pseudo parameters and the values given; no resource. */
export const bareScope = (
  of: Template,
  values: Readonly<Record<string, Value>> = {},
  more: Partial<Pick<Scope, 'lenient' | 'exported'>> = {},
): Scope => {
  const known = new Map<string, Value>([...pseudoParameters(ENVIRONMENT), ...Object.entries(values)]);
  return templateScope(of, { ref: name => known.get(name), attribute: () => undefined, exported: () => undefined, ...more });
};
