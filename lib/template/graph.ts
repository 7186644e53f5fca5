/** Which resources of a template come to be, on what each depends, and the order that follows. */
import { TemplateError } from './error';
import { unresolved } from './arguments';
import { branches } from './intrinsics';
import type { Scope } from './scope';
import { attributeReference, intrinsicName, substitutions } from './syntax';
import { isList, isObject, type Json } from './json';
import type { ResourceDefinition, Template } from './template';

export interface OrderedResource extends ResourceDefinition {
  readonly logicalId: string;
  /** Logical ids, from references and DependsOn. */
  readonly dependencies: readonly string[];
}

/**
 * The resources whose condition holds, each after all that it depends on; otherwise in the template's order.
 *
 * @throws TemplateError for a reference to nothing and for a circle
 */
export function inDependencyOrder(template: Template, scope: Scope): OrderedResource[] {
  const active = new Map(
    [...template.resources].filter(
      ([, resource]) => resource.condition === undefined || scope.condition(resource.condition) !== false,
    ),
  );
  const planned = new Map(
    [...active].map(([logicalId, resource]) => [
      logicalId,
      { ...resource, logicalId, dependencies: dependenciesOf(logicalId, resource, template, active, scope) },
    ]),
  );
  return inOrder(planned);
}

function dependenciesOf(
  logicalId: string,
  resource: ResourceDefinition,
  template: Template,
  active: ReadonlyMap<string, unknown>,
  scope: Scope,
): string[] {
  const missing = resource.dependsOn.find(name => !template.resources.has(name));
  if (missing !== undefined) {
    throw unresolved(missing);
  }
  const referenced = referencesIn(resource.properties, scope).filter(name => scope.ref(name) === undefined);
  const unknown = referenced.find(name => !active.has(name));
  if (unknown !== undefined) {
    throw unresolved(unknown);
  }
  const waitedFor = resource.dependsOn.filter(name => active.has(name)); // one left out by its condition is not waited for
  if (referenced.includes(logicalId) || waitedFor.includes(logicalId)) {
    throw circular([logicalId]);
  }
  return [...new Set([...waitedFor, ...referenced])];
}

/** Names of resources and parameters that a value takes into account, of an `Fn::If` only the branch it takes. */
export function referencesIn(value: Json, scope: Scope): string[] {
  if (isList(value)) {
    return value.flatMap(item => referencesIn(item, scope));
  }
  if (!isObject(value)) {
    return [];
  }
  const argument = Object.values(value)[0];
  switch (intrinsicName(value)) {
    case 'Ref':
      return typeof argument === 'string' && argument !== 'AWS::NoValue' ? [argument] : [];
    case 'Condition':
      return [];
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = attributeReference(argument);
      return [logicalId, ...referencesIn(attribute, scope)];
    }
    case 'Fn::Sub': {
      const [text, given] = isList(argument) ? argument : [argument];
      const extra = isObject(given) ? given : {};
      const names = substitutions(typeof text === 'string' ? text : '').flatMap(piece =>
        typeof piece === 'string' || Object.hasOwn(extra, piece.name) ? [] : piece.name,
      );
      return [...names.map(name => (name.startsWith('AWS::') ? name : name.split('.')[0])), ...referencesIn(extra, scope)];
    }
    case 'Fn::If':
      return branches(argument, scope).flatMap(taken => referencesIn(taken, scope));
    default:
      return Object.values(value).flatMap(member => referencesIn(member, scope));
  }
}

function inOrder(resources: ReadonlyMap<string, OrderedResource>): OrderedResource[] {
  const waiting = new Map(resources);
  const ordered: OrderedResource[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(resource => !resource.dependencies.some(name => waiting.has(name)));
    if (ready.length === 0) {
      throw circular([...waiting.keys()]);
    }
    ready.forEach(resource => waiting.delete(resource.logicalId));
    ordered.push(...ready);
  }
  return ordered;
}

function circular(names: readonly string[]): Error {
  return new TemplateError(`Circular dependency between resources: [${names.join(', ')}]`);
}
