/** From what a stack was told to be, to what is to be done. */
import { Budget } from '../../../template/budget';
import { ResourceError, validationError } from '../errors';
import { checkTypes, type ResourceTypes } from '../resources/resource-types';
import { checkRules, templateScope } from '../../../template/conditions';
import { inDependencyOrder, type OrderedResource } from '../../../template/graph';
import { evaluate } from '../../../template/intrinsics';
import type { Json, JsonObject } from '../../../template/json';
import { typedParameter } from '../../../template/parameters';
import { pseudoParameters, type Scope } from '../../../template/scope';
import type { Template } from '../../../template/template';
import { isScalar, isUnknown, isValueObject, plainObject, type Unknown, type Value } from '../../../template/value';
import type { Stack, StackDefinition, StackOutput } from './stack';
import { DOCUMENT_LIMITS } from '../../limits';
import { templateIn } from './template-in';

export interface Prepared {
  readonly template: Template;
  /** In an order in which they can be created. */
  readonly resources: readonly OrderedResource[];
  /** Knows parameters, conditions and mappings, and no resource. */
  readonly scope: Scope;
}

/** What `Ref` and `Fn::GetAtt` may ask of a resource. */
export interface Known {
  readonly physicalId: Value;
  attribute(name: string): Value | undefined;
}

/** @throws ServiceError `ValidationError` */
export function prepare(
  definition: StackDefinition,
  stack: Pick<Stack, 'id' | 'name' | 'accountId' | 'region'>,
  types: ResourceTypes,
  exported: Scope['exported'],
): Prepared {
  const template = templateIn(definition);
  const environment = {
    accountId: stack.accountId,
    region: stack.region,
    stackId: stack.id,
    stackName: stack.name,
    notificationArns: definition.notificationArns,
  };
  const parameters = definition.parameters.map(p => [p.key, typedParameter(template.parameters.get(p.key)!, p)] as const);
  const values = new Map([...pseudoParameters(environment), ...parameters]);
  const scope = templateScope(template, {
    ref: name => values.get(name),
    attribute: () => undefined,
    exported,
    availabilityZones: region => ['a', 'b', 'c'].map(zone => region + zone),
  });
  checkRules(template, scope);
  checkSizes(template);
  checkTypes(
    [...template.resources].map(([logicalId, { type }]) => ({ logicalId, type })),
    types,
  );
  const resources = inDependencyOrder(template, scope);
  return { template, resources, scope };
}

function checkSizes({ resources }: Template): void {
  const most = DOCUMENT_LIMITS.resourceValues;
  for (const [logicalId, { properties }] of resources) {
    if (holdsMoreThan(most, properties)) {
      throw validationError(
        `Template format error: resource ${logicalId} holds more than ${most} values; the local Route 53 takes no more in one resource, and Route 53 takes no resource of that size`,
      );
    }
  }
}

function holdsMoreThan(most: number, json: Json): boolean {
  const open = [json];
  for (let seen = 1; open.length > 0; seen++) {
    if (seen + open.length - 1 > most) {
      return true;
    }
    const next = open.pop()!;
    if (typeof next === 'object' && next !== null) {
      Object.values(next).forEach(value => open.push(value));
    }
  }
  return false;
}

/** @throws ServiceError `ValidationError` when a resource of the stack would become one of another type */
export function checkTypesKept({ resources }: Prepared, existing: Stack['resources']): void {
  const retyped = resources.filter(r => (existing.get(r.logicalId)?.type ?? r.type) !== r.type).map(r => r.logicalId);
  if (retyped.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${retyped.join(', ')}]`,
    );
  }
}

/** A scope in which `find` tells what exists. */
export function withResources(scope: Scope, find: (logicalId: string) => Known | undefined): Scope {
  return {
    ...scope,
    budget: new Budget(),
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

/** @param fill makes a text of what is not known yet */
export function evaluateProperties(properties: JsonObject, scope: Scope, fill: (unknown: Unknown) => string): JsonObject {
  const evaluated = evaluate(properties, scope);
  if (!isValueObject(evaluated)) {
    throw validationError('Template format error: Properties must be an object');
  }
  return plainObject(evaluated, fill);
}

/** What stands in the place of a resource that is not there, when all that it depends on should be. */
export function mustBeKnown(unknown: Unknown): never {
  throw new ResourceError(`${String(unknown)} is not known: ${unknown.why}`);
}

/** Outputs whose condition holds. */
export function evaluateOutputs(template: Template, scope: Scope): StackOutput[] {
  return [...template.outputs]
    .filter(([, output]) => output.condition === undefined || scope.condition(output.condition) !== false)
    .map(([key, output]) => ({
      key,
      value: outputText(output.value, scope, key),
      ...(output.description === undefined ? {} : { description: output.description }),
      ...(output.exportName === undefined ? {} : { exportName: outputText(output.exportName, scope, key) }),
    }));
}

function outputText(value: Json, scope: Scope, key: string): string {
  const result = evaluate(value, scope);
  if (!isScalar(result) && !isUnknown(result)) {
    throw validationError(`Template format error: Output ${key} is malformed. The Value field must evaluate to a string.`);
  }
  return String(result);
}
