/** Which conditions of a template hold, and whether its rules are kept: both know parameters, but no resource. */
import { MAX_TEMPLATE_DEPTH } from '../rules/limits';
import { Budget, TemplateLimitError } from './budget';
import { formatError, TemplateError } from './error';
import { evaluate } from './intrinsics';
import { unknownOr, type Scope } from './scope';
import type { Template } from './template';
import { isUnknown, type Unknown } from './value';

/** What a template's own sections say of names, and what `world` says of all others. */
export function templateScope(template: Template, world: Omit<Scope, 'mappings' | 'condition' | 'budget'>): Scope {
  const known = new Map<string, boolean | Unknown>();
  const open = new Set<string>();
  const scope: Scope = {
    ...world,
    mappings: template.mappings,
    budget: new Budget(),
    condition(name) {
      const result = known.get(name) ?? unknownOr(scope, () => `condition ${name}`, () => decided(name)); // prettier-ignore
      known.set(name, result);
      return result;
    },
  };
  const decided = (name: string): boolean | Unknown => {
    const definition = template.conditions.get(name);
    if (definition === undefined) {
      throw formatError(`Unresolved dependencies [${name}]. Cannot reference a condition that is not defined`);
    }
    if (open.has(name)) {
      throw new TemplateError(`Template error: Circular dependencies for condition ${name}`);
    }
    if (open.size >= MAX_TEMPLATE_DEPTH) {
      throw new TemplateLimitError(`Template error: more than ${MAX_TEMPLATE_DEPTH} conditions rest on one another`);
    }
    open.add(name);
    try {
      const result = evaluate(definition, scope);
      if (typeof result !== 'boolean' && !isUnknown(result)) {
        throw new TemplateError(`Template error: condition ${name} must be a condition function`);
      }
      return result;
    } finally {
      open.delete(name);
    }
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
