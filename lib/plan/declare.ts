/** From the templates of an app to what it declares: finds what a parameter, an export or a nested stack's output stands for. */
import { type Declared, type DeclaredStack } from './declared';
import { evaluate, Reference, textOf, type Resolved, type Scope } from './template/evaluate';
import { readTemplate, type Template } from './template/read';
import { object } from './template/values';

/** One template of an app, read from disk or from CloudFormation. */
export interface StackTemplate {
  /** Unique in the app; a nested stack is `Parent/LogicalId`. */
  readonly name: string;
  /** The name it is deployed under. A nested stack gets one from CloudFormation; until then it is `name`. */
  readonly stackName: string;
  /** The template, as a person finds it. */
  readonly file: string;
  readonly bytes: number;
  readonly template: Template;
  readonly account?: string;
  readonly region?: string;
  /** Given at deployment. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The resource that makes this nested stack. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** What a deployed resource's `Ref` or attribute is, or undefined when it is not deployed. */
export type DeployedValue = (stack: string, logicalId: string, attribute?: string) => string | undefined;

export function declare(stacks: readonly StackTemplate[], deployed: DeployedValue = () => undefined): Declared {
  const notes = new Set<string>();
  const scopes = new Map<string, Scope>();
  const exported = new Map<string, () => Resolved>();
  const app: App = { stacks: new Map(stacks.map(stack => [stack.name, stack])), scopes, exported, deployed, notes };
  for (const stack of stacks) {
    const scope = scopeOf(stack, app);
    scopes.set(stack.name, scope);
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      const { Value, Export } = output as { Value?: unknown; Export?: { Name?: unknown } };
      const name = textOf(evaluate(Export?.Name, scope));
      if (name !== undefined) exported.set(name, () => evaluate(Value, scope));
    }
  }
  const read = stacks.map(stack => readTemplate(stack.template, scopes.get(stack.name)!));
  return {
    stacks: stacks.map(describe),
    zones: read.flatMap(one => one.zones),
    healthChecks: read.flatMap(one => one.healthChecks),
    batches: read.flatMap(one => one.batches),
    notes: [...notes],
  };
}

interface App {
  readonly stacks: ReadonlyMap<string, StackTemplate>;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly exported: ReadonlyMap<string, () => Resolved>;
  readonly deployed: DeployedValue;
  readonly notes: Set<string>;
}

function scopeOf(stack: StackTemplate, app: App): Scope {
  const declaredParameters = stack.template.Parameters ?? {};
  return {
    stack: stack.name,
    isParameter: name => Object.hasOwn(declaredParameters, name),
    parameter: name => (name.startsWith('AWS::') ? pseudoParameter(name, stack) : parameter(name, stack, app)),
    resource: (logicalId, attribute) =>
      app.deployed(stack.name, logicalId, attribute) ?? nestedOutput(stack, logicalId, attribute, app),
    exported: name => app.exported.get(name)?.(),
    mapping: (map, first, second) => object(object(stack.template.Mappings?.[map] as Resolved)[first])[second],
    note: sentence => app.notes.add(sentence),
  };
}

function pseudoParameter(name: string, stack: StackTemplate): string | undefined {
  switch (name) {
    case 'AWS::Region':
      return stack.region;
    case 'AWS::AccountId':
      return stack.account;
    case 'AWS::StackName':
      return stack.stackName;
    default:
      return undefined;
  }
}

function parameter(name: string, stack: StackTemplate, app: App): Resolved {
  const given = stack.parameters?.[name];
  if (given !== undefined) return given;
  const bound = boundByParent(name, stack, app);
  if (bound !== undefined) return bound;
  const { Default, Type } = (stack.template.Parameters?.[name] ?? {}) as { Default?: string | number; Type?: string };
  if (Default === undefined || Type?.startsWith('AWS::SSM::')) return undefined; // the default of an SSM parameter is its path
  app.notes.add(`${stack.name}: parameter ${name} is read as its default, '${Default}'`);
  return Default;
}

/** What the parent stack hands to a parameter of its nested stack. */
function boundByParent(name: string, stack: StackTemplate, app: App): Resolved {
  const parent = stack.parent && app.stacks.get(stack.parent.stack);
  const scope = parent && app.scopes.get(parent.name);
  if (!stack.parent || !parent || !scope) return undefined;
  const properties = parent.template.Resources?.[stack.parent.logicalId]?.Properties ?? {};
  const handed = (properties.Parameters as Record<string, unknown> | undefined)?.[name];
  const value = evaluate(handed, scope);
  return value instanceof Reference ? value.fromElsewhere() : value;
}

function nestedOutput(stack: StackTemplate, logicalId: string, attribute: string | undefined, app: App): Resolved {
  if (!attribute?.startsWith('Outputs.')) return undefined;
  const nested = app.stacks.get(`${stack.name}/${logicalId}`);
  const scope = nested && app.scopes.get(nested.name);
  if (!nested || !scope) return undefined;
  const output = nested.template.Outputs?.[attribute.slice('Outputs.'.length)] as { Value?: unknown } | undefined;
  const value = evaluate(output?.Value, scope);
  return value instanceof Reference ? value.fromElsewhere() : value;
}

function describe(stack: StackTemplate): DeclaredStack {
  const { template } = stack;
  return {
    name: stack.name,
    file: stack.file,
    ...(stack.account !== undefined && { account: stack.account }),
    ...(stack.region !== undefined && { region: stack.region }),
    ...(stack.parent && { parent: stack.parent.stack }),
    resources: Object.keys(template.Resources ?? {}).length,
    parameters: Object.keys(template.Parameters ?? {}).length,
    outputs: Object.keys(template.Outputs ?? {}).length,
    templateBytes: stack.bytes,
  };
}
