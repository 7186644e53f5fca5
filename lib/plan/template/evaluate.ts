/**
 * CloudFormation's intrinsic functions, as far as they can be worked out before a deployment. What cannot becomes a reference to a
 * resource, or a text with tokens such as `${ElasticIp.PublicIp}`.
 */

/** A resource whose identity or attribute is known only at deployment. */
export class Reference {
  constructor(
    readonly stack: string,
    readonly logicalId: string,
    /** None for `Ref`. */
    readonly attribute?: string,
    /** Shown in front of the logical ID when the reader is in another stack. */
    private readonly foreign = false,
  ) {}

  /** The same resource, seen from another stack. */
  fromElsewhere(): Reference {
    return new Reference(this.stack, this.logicalId, this.attribute, true);
  }

  toString(): string {
    return '${' + (this.foreign ? `${this.stack}/` : '') + this.logicalId + (this.attribute ? `.${this.attribute}` : '') + '}';
  }
}

/** JSON with its functions worked out; `undefined` where the template says `AWS::NoValue`. */
export type Resolved = string | number | boolean | null | undefined | Reference | readonly Resolved[] | ResolvedObject;
export interface ResolvedObject {
  readonly [key: string]: Resolved;
}

/** Where a template's functions look things up. */
export interface Scope {
  readonly stack: string;
  /** What a `Ref` to a parameter or pseudo parameter stands for, or undefined when that is not known. */
  parameter(name: string): Resolved;
  isParameter(name: string): boolean;
  /** What a resource's `Ref` or attribute is, when that is known; undefined leaves the reference standing. */
  resource(logicalId: string, attribute?: string): Resolved;
  exported(name: string): Resolved;
  mapping(map: string, first: string, second: string): Resolved;
  /** Called for each thing that had to be assumed. */
  note(sentence: string): void;
}

type Evaluator = (argument: unknown, scope: Scope) => Resolved;

const FUNCTIONS: ReadonlyMap<string, Evaluator> = new Map<string, Evaluator>([
  ['Ref', (name, scope) => reference(String(name), scope)],
  ['Fn::GetAtt', getAtt],
  ['Fn::Join', join],
  ['Fn::Sub', substitute],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', conditional],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', (name, scope) => importValue(evaluate(name, scope), scope)],
]);

/** Works out `node`; a function that is not known here becomes a token with its name. */
export function evaluate(node: unknown, scope: Scope): Resolved {
  if (Array.isArray(node)) {
    return node.map(item => evaluate(item, scope)).filter(item => item !== undefined);
  }
  if (typeof node !== 'object' || node === null) {
    return node as Resolved;
  }
  const entries = Object.entries(node);
  if (entries.length === 1) {
    const [name, argument] = entries[0] as [string, unknown];
    const known = FUNCTIONS.get(name);
    if (known) return known(argument, scope);
    if (name.startsWith('Fn::')) return `\${${name.slice('Fn::'.length)}}`;
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, evaluate(value, scope)]));
}

/** A worked-out value as text, its references as tokens. */
export function textOf(value: Resolved): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(item => textOf(item as Resolved) ?? '').join(',');
  if (typeof value === 'object' && !(value instanceof Reference)) return JSON.stringify(value);
  return String(value);
}

function reference(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return undefined;
  if (name.startsWith('AWS::') || scope.isParameter(name)) return scope.parameter(name) ?? `\${${name}}`;
  return scope.resource(name) ?? new Reference(scope.stack, name);
}

function getAtt(argument: unknown, scope: Scope): Resolved {
  const [logicalId, ...rest] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  const attribute = rest.join('.');
  return scope.resource(logicalId, attribute) ?? new Reference(scope.stack, logicalId, attribute);
}

function join(argument: unknown, scope: Scope): Resolved {
  const [separator, parts] = argument as [string, unknown];
  const resolved = evaluate(parts, scope);
  if (!Array.isArray(resolved)) return textOf(resolved);
  // A join of one part is that part: CDK writes `Fn::Join` around single references.
  return resolved.length === 1 ? (resolved[0] as Resolved) : resolved.map(part => textOf(part as Resolved) ?? '').join(separator);
}

function substitute(argument: unknown, scope: Scope): Resolved {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  return text.replace(/\$\{([^!}][^}]*)\}|\$\{!([^}]*)\}/g, (_, name: string | undefined, literal: string) => {
    if (name === undefined) return `\${${literal}}`;
    if (Object.hasOwn(variables, name)) return textOf(evaluate(variables[name], scope)) ?? '';
    return textOf(name.includes('.') ? getAtt(name, scope) : reference(name, scope)) ?? '';
  });
}

function select(argument: unknown, scope: Scope): Resolved {
  const [index, list] = evaluate(argument, scope) as readonly Resolved[];
  if (Array.isArray(list)) return (list as readonly Resolved[])[Number(index)];
  return `\${Select ${textOf(index)} of ${textOf(list)?.replace(/^\$\{(.*)\}$/, '$1')}}`;
}

function split(argument: unknown, scope: Scope): Resolved {
  const [separator, value] = evaluate(argument, scope) as readonly Resolved[];
  return typeof value === 'string' && !value.includes('${') ? value.split(textOf(separator) ?? '') : (textOf(value) ?? '');
}

/** Which branch is taken is known only at deployment; the first that declares anything is shown, and noted. */
function conditional(argument: unknown, scope: Scope): Resolved {
  const [condition, ...branches] = argument as [string, unknown, unknown];
  scope.note(`${scope.stack}: depends on condition ${condition}; read as if it held`);
  return branches.map(branch => evaluate(branch, scope)).find(value => value !== undefined);
}

function findInMap(argument: unknown, scope: Scope): Resolved {
  const keys = (evaluate(argument, scope) as readonly Resolved[]).map(key => textOf(key) ?? '');
  return scope.mapping(keys[0], keys[1], keys[2]) ?? `\${FindInMap ${keys.slice(0, 3).join(' ')}}`;
}

function importValue(name: Resolved, scope: Scope): Resolved {
  const found = scope.exported(textOf(name) ?? '');
  return found instanceof Reference ? found.fromElsewhere() : (found ?? `\${ImportValue ${textOf(name)}}`);
}
