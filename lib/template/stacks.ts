/** Templates that belong together, read without deploying them: what each name stands for, as far as that is known before. */
import { templateScope } from './conditions';
import { TemplateError } from './error';
import { evaluate } from './intrinsics';
import type { Json, JsonObject } from './json';
import { typedParameter } from './parameters';
import { pseudoParameters, type Scope } from './scope';
import { templateOf, type OutputDefinition, type Template } from './template';
import { isUnknown, Unknown, type OpenPart, type Value } from './value';

/** One template of an app, read from disk or from CloudFormation. */
export interface StackTemplate {
  /** Unique in the app; a nested stack is `Parent/LogicalId`. */
  readonly name: string;
  /** The name it is deployed under. A nested stack gets one from CloudFormation; until then it is `name`. */
  readonly stackName: string;
  /** The ARN of a stack that is deployed. */
  readonly id?: string;
  /** The template, as a person finds it. */
  readonly file: string;
  readonly bytes: number;
  readonly template: RawTemplate;
  readonly account?: string;
  readonly region?: string;
  /** Given at deployment, or the values that a deployed stack has. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** That the deployment gives to the stack, and CloudFormation to every resource in it that takes tags, nested stacks among them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The resource that makes this nested stack. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** A template as it was parsed, nothing of it checked. */
export interface RawTemplate {
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

export interface RawResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** What is known of stacks that are deployed. */
export interface Deployed {
  /** What a resource's `Ref`, or its attribute, is. */
  value(stack: string, logicalId: string, attribute?: string): string | undefined;
  /** What a stack would import under the name. */
  exported(stack: StackTemplate, name: string): Value | undefined;
  has(stack: string): boolean;
}

export interface StackReadOptions {
  readonly deployed?: Deployed;
  /** Takes a sentence for each thing that had to be assumed, or could not be read. */
  readonly note?: (sentence: string) => void;
  /** Whether an `Fn::If` whose condition is not known comes to the first branch that declares anything, which is noted. */
  readonly assuming?: boolean;
}

/** A stack's template and what its names stand for. */
export interface StackScope extends Scope {
  readonly stack: StackTemplate;
  readonly template: Template;
}

/** A parameter that may not be shown comes back from CloudFormation as this. */
const MASKED = '****';

/** What `read` makes of each. @throws TemplateError with the file, when a template asks for more than is done for any */
export function ofEach<T>(scopes: readonly StackScope[], read: (scope: StackScope) => T): T[] {
  return scopes.map(scope => {
    try {
      return read(scope);
    } catch (error) {
      throw error instanceof TemplateError ? new TemplateError(`${scope.stack.file}: ${error.message}`, { cause: error }) : error;
    }
  });
}

export function readStacks(stacks: readonly StackTemplate[], options: StackReadOptions = {}): StackScope[] {
  const app = new App(options);
  return stacks.map(stack => app.add(stack));
}

class App {
  private readonly scopes = new Map<string, StackScope>();
  private readonly known = new Map<string, Value | undefined>();
  private readonly open = new Set<string>();
  private exports?: Map<string, () => Value | undefined>;

  constructor(private readonly options: StackReadOptions) {}

  add(stack: StackTemplate): StackScope {
    const template = templateOf(stack.template as JsonObject, fault => this.note(`${stack.name}: ${fault.message}`));
    const { stackName, region, account: accountId, id: stackId } = stack;
    const pseudo = pseudoParameters({ stackName, region, accountId, stackId });
    const own = templateScope(template, {
      lenient: true,
      ref: name => this.ref(name, stack, template, pseudo),
      attribute: (logicalId, attribute) => this.resource(stack, template, logicalId, attribute),
      exported: name => this.exported(name, stack),
      ...(this.options.assuming && { undecided: (condition, branches) => this.assume(own, stack, condition, branches) }),
    });
    const scope = { ...own, stack, template };
    this.scopes.set(stack.name, scope);
    return scope;
  }

  private note(sentence: string): void {
    this.options.note?.(sentence);
  }

  private assume(
    scope: Scope,
    { name }: StackTemplate,
    condition: string,
    branches: Parameters<NonNullable<Scope['undecided']>>[1],
  ) {
    this.note(`${name}: ${assumption(`depends on condition ${condition}`, scope.condition(condition))}`);
    return branches.map(branch => branch()).find(value => value !== undefined);
  }

  private ref(name: string, stack: StackTemplate, template: Template, pseudo: ReadonlyMap<string, Json>): Value {
    if (name.startsWith('AWS::')) {
      return pseudo.get(name) ?? Unknown.of(name, `${name} is known only at deployment`);
    }
    return template.parameters.has(name)
      ? this.once(`${stack.name} parameter ${name}`, name, () => this.parameter(name, stack, template))
      : this.resource(stack, template, name);
  }

  private parameter(name: string, stack: StackTemplate, template: Template): Value {
    const definition = template.parameters.get(name)!;
    const typed = (text: string): Value => typedParameter(definition, { key: name, text, noEcho: false });
    const given = stack.parameters?.[name];
    if (given !== undefined && given !== MASKED) {
      return typed(given);
    }
    const bound = given === undefined ? this.boundByParent(name, stack) : undefined;
    if (bound !== undefined) {
      return typeof bound === 'string' ? typed(bound) : bound;
    }
    const { Default: byDefault, Type } = definition;
    if (given === MASKED || byDefault === undefined || Type.startsWith('AWS::SSM::')) {
      const reads = Type.startsWith('AWS::SSM::'); // its default is a path
      const why = given === MASKED ? 'is not shown (NoEcho)' : reads ? 'is read from Systems Manager at deployment' : 'has no value'; // prettier-ignore
      return Unknown.of(name, `parameter ${name} ${why}`);
    }
    this.note(`${stack.name}: parameter ${name} is read as its default, '${byDefault}'`);
    return typed(String(byDefault));
  }

  /** What the parent stack hands to a parameter of its nested stack. */
  private boundByParent(name: string, { parent }: StackTemplate): Value | undefined {
    const scope = parent && this.scopes.get(parent.stack);
    const handed = (scope?.template.resources.get(parent!.logicalId)?.properties.Parameters as JsonObject | undefined)?.[name];
    return scope && handed !== undefined ? elsewhere(evaluate(handed, scope)) : undefined;
  }

  private resource(stack: StackTemplate, template: Template, logicalId: string, attribute?: string): Value {
    const deployed =
      this.options.deployed?.value(stack.name, logicalId, attribute) ?? this.nestedOutput(stack, logicalId, attribute);
    if (deployed !== undefined) {
      return deployed;
    }
    const expression = attribute === undefined ? logicalId : `${logicalId}.${attribute}`;
    const why = !template.resources.has(logicalId)
      ? 'is of no resource in the template'
      : this.options.deployed?.has(stack.name)
        ? 'is told by no physical ID and no output of the deployed stack'
        : 'is known only at deployment';
    return Unknown.of(expression, `${expression} ${why}`, { stack: stack.name, logicalId, ...(attribute !== undefined && { attribute }) }); // prettier-ignore
  }

  private nestedOutput({ name }: StackTemplate, logicalId: string, attribute = ''): Value | undefined {
    const scope = this.scopes.get(`${name}/${logicalId}`);
    const output = attribute.startsWith('Outputs.') ? scope?.template.outputs.get(attribute.slice('Outputs.'.length)) : undefined;
    return scope && output && elsewhere(this.output(output, scope, `${scope.stack.name} ${attribute}`));
  }

  private output({ value }: OutputDefinition, scope: StackScope, key: string): Value | undefined {
    return this.once(key, key, () => evaluate(value, scope));
  }

  /** Names are exported within an account and Region. */
  private exported(name: string, importer: StackTemplate): Value | undefined {
    if (!this.exports) {
      this.exports = new Map();
      [...this.scopes.values()].forEach(scope => this.readExports(scope, this.exports!));
    }
    return this.exports.get(exportKey(name, importer))?.() ?? this.options.deployed?.exported(importer, name);
  }

  private readExports(scope: StackScope, exports: Map<string, () => Value | undefined>): void {
    for (const [key, output] of scope.template.outputs) {
      const name = output.exportName === undefined ? undefined : evaluate(output.exportName, scope);
      if (typeof name === 'string' && (output.condition === undefined || scope.condition(output.condition) !== false)) {
        exports.set(exportKey(name, scope.stack), () =>
          elsewhere(this.output(output, scope, `${scope.stack.name} Outputs.${key}`)),
        );
      }
    }
  }

  /** Works a value out once, and not while it is being worked out. */
  private once<T extends Value | undefined>(key: string, expression: string, work: () => T): T | Unknown {
    if (this.open.has(key)) {
      return Unknown.of(expression, `${expression} leads back to itself`);
    }
    if (!this.known.has(key)) {
      this.open.add(key);
      try {
        this.known.set(key, work());
      } finally {
        this.open.delete(key);
      }
    }
    return this.known.get(key) as T;
  }
}

const exportKey = (name: string, { account, region }: StackTemplate): string => [account, region, name].join(' ');

/** That something was read as if a condition held which is not known. */
export function assumption(what: string, holds: boolean | Unknown): string {
  return `${what}${isUnknown(holds) ? ` (${holds.why})` : ''}; read as if it held`;
}

/** A value as another stack sees it: resources with their stack's name in front. */
function elsewhere(value: Value | undefined): Value | undefined {
  return isUnknown(value) ? new Unknown(value.parts.map(part => (typeof part === 'string' ? part : foreign(part)))) : value;
}

function foreign(part: OpenPart): OpenPart {
  const { reference } = part;
  const attribute = reference?.attribute === undefined ? '' : `.${reference.attribute}`;
  return reference ? { ...part, expression: `${reference.stack}/${reference.logicalId}${attribute}` } : part;
}
