/** Which conditions of a template hold, and whether its rules are kept: both know parameters, but no resource. */
import { TemplateError } from './error';
import { evaluate, type Scope } from './intrinsics';
import type { Json } from './json';
import type { Template } from './template';

export interface Environment {
  readonly accountId: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

/** `AWS::Region` and its like; `AWS::NoValue` is no value and not here. */
export function pseudoParameters(environment: Environment): ReadonlyMap<string, Json> {
  const china = environment.region.startsWith('cn-');
  const gov = environment.region.startsWith('us-gov-');
  return new Map<string, Json>([
    ['AWS::AccountId', environment.accountId],
    ['AWS::Region', environment.region],
    ['AWS::StackId', environment.stackId],
    ['AWS::StackName', environment.stackName],
    ['AWS::NotificationARNs', environment.notificationArns],
    ['AWS::Partition', china ? 'aws-cn' : gov ? 'aws-us-gov' : 'aws'],
    ['AWS::URLSuffix', china ? 'amazonaws.com.cn' : 'amazonaws.com'],
  ]);
}

/** A scope in which no resource has a value yet. */
export function templateScope(template: Template, values: ReadonlyMap<string, Json>, exported: Scope['exported']): Scope {
  const known = new Map<string, boolean>();
  const open = new Set<string>();
  const scope: Scope = {
    mappings: template.mappings,
    exported,
    ref: name => values.get(name),
    attribute: () => undefined,
    condition(name) {
      const definition = template.conditions.get(name);
      if (definition === undefined) {
        throw new TemplateError(
          `Template format error: Unresolved dependencies [${name}]. Cannot reference a condition that is not defined`,
        );
      }
      if (open.has(name)) {
        throw new TemplateError(`Template error: Circular dependencies for condition ${name}`);
      }
      open.add(name);
      const result = known.get(name) ?? evaluate(definition, scope);
      open.delete(name);
      if (typeof result !== 'boolean') {
        throw new TemplateError(`Template error: condition ${name} must be a condition function`);
      }
      known.set(name, result);
      return result;
    },
  };
  return scope;
}

/** @throws TemplateError when an assertion of a rule that applies does not hold */
export function checkRules(template: Template, scope: Scope): void {
  for (const [name, rule] of template.rules) {
    if (rule.RuleCondition !== undefined && evaluate(rule.RuleCondition, scope) !== true) {
      continue;
    }
    const broken = rule.Assertions.find(assertion => evaluate(assertion.Assert, scope) !== true);
    if (broken) {
      throw new TemplateError(
        `Template Validation Error: Rule ${name}: ${broken.AssertDescription ?? 'an assertion does not hold'}`,
      );
    }
  }
}
