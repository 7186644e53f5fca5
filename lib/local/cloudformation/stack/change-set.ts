/** What executing a definition would do to a stack, as DescribeChangeSet tells it. */
import type { Change, ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { ResourceType } from '../resources/resource-type';
import type { ResourceTypes } from '../resources/resource-types';
import { conform } from '../resources/schema';
import { withStackTags } from '../resources/tags';
import { referencesIn, type OrderedResource } from '../../../template/graph';
import { canonical, sameJson, type Json, type JsonObject } from '../../../template/json';
import { Unknown } from '../../../template/value';
import { differences, type Difference } from './difference';
import { KNOWN_AFTER_APPLY } from './known-after-apply';
import { evaluateOutputs, evaluateProperties, withResources, type Known, type Prepared } from './prepare';
import type { Stack, StackDefinition, StackResource } from './stack';

export function changesOf(stack: Stack, prepared: Prepared, definition: StackDefinition, types: ResourceTypes): Change[] {
  const known = new Map<string, Known>();
  const toCome = new Set<string>();
  const scope = withResources(prepared.scope, id => known.get(id));
  const changes = prepared.resources.flatMap(resource => {
    const type = types.get(resource.type)!;
    const existing = stack.resources.get(resource.logicalId);
    const after = desired(type, evaluateProperties(resource.properties, scope, toBeKnown), definition);
    if (existing === undefined || existing.physicalId === '') {
      known.set(resource.logicalId, notYet(resource.logicalId, type));
      toCome.add(resource.logicalId);
      return addition(resource, after);
    }
    const found = differences(existing.properties, after, type.schema);
    const replaced = found.some(difference => difference.replaces);
    known.set(
      resource.logicalId,
      replaced
        ? notYet(resource.logicalId, type)
        : { physicalId: existing.physicalId, attribute: name => existing.attributes[name] },
    );
    if (replaced) {
      toCome.add(resource.logicalId);
    }
    return modification(resource, existing, after, found, causes(resource, toCome, prepared));
  });
  evaluateOutputs(prepared.template, scope); // what is wrong with them is better told now than when all is deployed
  const wanted = new Set(prepared.resources.map(resource => resource.logicalId));
  const removals = [...stack.resources.values()].filter(resource => !wanted.has(resource.logicalId)).map(removal);
  return [...changes, ...removals].map(change => ({ Type: 'Resource', ResourceChange: change }));
}

function notYet(logicalId: string, type: ResourceType): Known {
  const why = `${logicalId} is still to be created`;
  return {
    physicalId: Unknown.of(logicalId, why),
    attribute: name => (type.attributes.includes(name) ? Unknown.of(`${logicalId}.${name}`, why) : undefined),
  };
}

const toBeKnown = (unknown: Unknown): string => unknown.render(() => KNOWN_AFTER_APPLY);

/** Whether executing it would change anything that a change set does not list: outputs, tags, notifications. */
export function changesBesides(
  stack: Stack,
  prepared: Prepared,
  previous: Prepared | undefined,
  definition: StackDefinition,
): boolean {
  const outputs = (p: Prepared | undefined) => canonical([...(p?.template.outputs ?? [])].map(([key, o]) => ({ key, ...o })));
  const told = (d: StackDefinition | undefined) =>
    canonical({ tags: tagList(d), notificationArns: d?.notificationArns ?? [], parameters: parameterList(d) });
  return outputs(prepared) !== outputs(previous) || told(definition) !== told(stack.definition);
}

function tagList(definition: StackDefinition | undefined): Json {
  return (definition?.tags ?? []).map(tag => `${tag.Key}=${tag.Value}`).sort();
}

/** Values that outputs may use; those that resources use show there too. */
function parameterList(definition: StackDefinition | undefined): Json {
  return (definition?.parameters ?? []).map(p => `${p.key}=${p.resolved ?? p.text}`).sort();
}

/** Properties as they would be deployed; what is wrong with them fails in the deployment, where events can tell. */
function desired(type: ResourceType, evaluated: JsonObject, definition: StackDefinition): JsonObject {
  let properties = evaluated;
  try {
    properties = type.schema ? conform(evaluated, type.schema) : evaluated;
  } catch {
    // as they are
  }
  return type.tagProperty ? withStackTags(properties, type.tagProperty, definition.tags) : properties;
}

function addition(resource: OrderedResource, after: JsonObject): ResourceChange[] {
  return [
    {
      Action: 'Add',
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      Scope: [],
      Details: [],
      AfterContext: contextText(after, resource.metadata),
    },
  ];
}

function removal(resource: StackResource): ResourceChange {
  return {
    Action: 'Remove',
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    PolicyAction: resource.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
    Scope: [],
    Details: [],
    BeforeContext: contextText(resource.properties, resource.metadata),
  };
}

function modification(
  resource: OrderedResource,
  existing: StackResource,
  after: JsonObject,
  found: readonly Difference[],
  causesOf: (property: string) => readonly string[],
): ResourceChange[] {
  const metadata = !sameJson(resource.metadata, existing.metadata);
  const policy = resource.deletionPolicy !== existing.deletionPolicy;
  if (found.length === 0 && !metadata && !policy) {
    return [];
  }
  const certain = found.some(difference => difference.replaces && !difference.unknown);
  const possible = found.some(difference => difference.replaces);
  return [
    {
      Action: 'Modify',
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: existing.physicalId,
      ResourceType: resource.type,
      Replacement: certain ? 'True' : possible ? 'Conditional' : 'False',
      ...(possible ? { PolicyAction: resource.updateReplacePolicy === 'Delete' ? 'ReplaceAndDelete' : 'ReplaceAndRetain' } : {}),
      Scope: [
        ...(found.length > 0 ? ['Properties' as const] : []),
        ...(metadata ? ['Metadata' as const] : []),
        ...(policy ? ['DeletionPolicy' as const] : []),
      ],
      Details: [
        ...found.flatMap(difference => details(difference, causesOf(difference.path[0]))),
        ...(metadata ? [attributeDetail('Metadata')] : []),
        ...(policy ? [attributeDetail('DeletionPolicy')] : []),
      ],
      BeforeContext: contextText(existing.properties, existing.metadata),
      AfterContext: contextText(after, resource.metadata),
    },
  ];
}

function details(difference: Difference, causing: readonly string[]): ResourceChangeDetail[] {
  const target = {
    Attribute: 'Properties' as const,
    Name: difference.path[0],
    RequiresRecreation: difference.replaces ? ('Always' as const) : ('Never' as const),
    Path: `/Properties/${difference.path.join('/')}`,
    AttributeChangeType:
      difference.before === undefined
        ? ('Add' as const)
        : difference.after === undefined
          ? ('Remove' as const)
          : ('Modify' as const),
    ...(difference.before === undefined ? {} : { BeforeValue: valueText(difference.before) }),
    ...(difference.after === undefined ? {} : { AfterValue: valueText(difference.after) }),
  };
  return difference.unknown && causing.length > 0
    ? causing.map(id => ({ Target: target, Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: id }))
    : [{ Target: target, Evaluation: difference.unknown ? 'Dynamic' : 'Static', ChangeSource: 'DirectModification' }];
}

function attributeDetail(attribute: 'Metadata' | 'DeletionPolicy'): ResourceChangeDetail {
  return {
    Target: { Attribute: attribute, RequiresRecreation: 'Never' },
    Evaluation: 'Static',
    ChangeSource: 'DirectModification',
  };
}

/** The resources still to come whose values a property takes. */
function causes(resource: OrderedResource, toCome: ReadonlySet<string>, prepared: Prepared): (property: string) => string[] {
  return property =>
    [...new Set(referencesIn(resource.properties[property] ?? null, prepared.scope))].filter(id => toCome.has(id));
}

function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function contextText(properties: JsonObject, metadata: JsonObject | undefined): string {
  return JSON.stringify({ Properties: properties, ...(metadata ? { Metadata: metadata } : {}) });
}
