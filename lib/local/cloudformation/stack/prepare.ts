/** From what a stack was told to be, to what is to be done. */
import { validationError } from '../errors';
import { checkTypes, type ResourceTypes } from '../resources/resource-types';
import { checkRules, pseudoParameters, templateScope } from '../../../template/conditions';
import { plan, type PlannedResource } from '../../../template/graph';
import { evaluate, NO_VALUE, type Scope } from '../../../template/intrinsics';
import type { Json, JsonObject } from '../../../template/json';
import { typedParameter } from '../../../template/parameters';
import { parseTemplate, type Template } from '../../../template/template';
import type { Stack, StackDefinition, StackOutput } from './stack';

export interface Prepared {
  readonly template: Template;
  /** In an order in which they can be created. */
  readonly resources: readonly PlannedResource[];
  /** Knows parameters, conditions and mappings, and no resource. */
  readonly scope: Scope;
}

/** What `Ref` and `Fn::GetAtt` may ask of a resource. */
export interface Known {
  readonly physicalId: Json;
  attribute(name: string): Json | undefined;
}

/** @throws ServiceError `ValidationError` */
export function prepare(
  definition: StackDefinition,
  stack: Pick<Stack, 'id' | 'name' | 'accountId' | 'region' | 'resources'>,
  types: ResourceTypes,
  exported: Scope['exported'],
): Prepared {
  const template = parseTemplate(definition.template);
  const environment = {
    accountId: stack.accountId,
    region: stack.region,
    stackId: stack.id,
    stackName: stack.name,
    notificationArns: definition.notificationArns,
  };
  const parameters = definition.parameters.map(p => [p.key, typedParameter(template.parameters.get(p.key)!, p)] as const);
  const scope = templateScope(template, new Map([...pseudoParameters(environment), ...parameters]), exported);
  checkRules(template, scope);
  checkTypes(
    [...template.resources].map(([logicalId, { type }]) => ({ logicalId, type })),
    types,
  );
  const resources = plan(template, scope);
  const retyped = resources.filter(r => (stack.resources.get(r.logicalId)?.type ?? r.type) !== r.type).map(r => r.logicalId);
  if (retyped.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${retyped.join(', ')}]`,
    );
  }
  return { template, resources, scope };
}

/** A scope in which `find` tells what exists. */
export function withResources(scope: Scope, find: (logicalId: string) => Known | undefined): Scope {
  return {
    ...scope,
    ref: name => scope.ref(name) ?? find(name)?.physicalId,
    attribute(logicalId, name) {
      const resource = find(logicalId);
      const value = resource?.attribute(name);
      if (resource && value === undefined) {
        throw validationError(`Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
      }
      return value;
    },
  };
}

export function evaluateProperties(properties: JsonObject, scope: Scope): JsonObject {
  return evaluate(properties, scope) as JsonObject;
}

/** Outputs whose condition holds. */
export function evaluateOutputs(template: Template, scope: Scope): StackOutput[] {
  return [...template.outputs]
    .filter(([, output]) => output.condition === undefined || scope.condition(output.condition))
    .map(([key, output]) => ({
      key,
      value: outputText(output.value, scope, key),
      ...(output.description === undefined ? {} : { description: output.description }),
      ...(output.exportName === undefined ? {} : { exportName: outputText(output.exportName, scope, key) }),
    }));
}

function outputText(value: Json, scope: Scope, key: string): string {
  const result = evaluate(value, scope);
  if (result === NO_VALUE || typeof result === 'object') {
    throw validationError(`Template format error: Output ${key} is malformed. The Value field must evaluate to a string.`);
  }
  return String(result);
}
