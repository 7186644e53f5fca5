/** What the parts of a template come to. What only a deployment decides takes part in the evaluation as a value of its own. */
import type { Json, JsonObject } from './json';

/** Plain data, as far as it is known. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/** A place in a value that something outside the template fills. */
export interface OpenPart {
  /** What fills it, as a person reads it: `ElasticIp.PublicIp`. */
  readonly expression: string;
  /** Why it is not known. */
  readonly why: string;
  /** The resource whose identity, or attribute, fills it. */
  readonly reference?: ResourceReference;
}

export interface ResourceReference {
  readonly stack: string;
  readonly logicalId: string;
  /** None for `Ref`. */
  readonly attribute?: string;
}

export class Unknown {
  /** @param parts one open part, which may stand for data of any type, or open parts with text around them */
  constructor(readonly parts: readonly (string | OpenPart)[]) {}

  static of(expression: string, why: string, reference?: ResourceReference): Unknown {
    return new Unknown([{ expression, why, ...(reference && { reference }) }]);
  }

  /** What a function comes to when something that it takes is not known. */
  static because(expression: string, taken: Value | undefined): Unknown {
    return Unknown.of(expression, new Unknown(unknownsIn(taken).flatMap(({ parts }) => parts)).why);
  }

  /** The parts as one text; known when all of them are. */
  static text(parts: readonly (string | Unknown)[]): string | Unknown {
    return parts.every(part => typeof part === 'string')
      ? parts.join('')
      : new Unknown(parts.flatMap(part => (typeof part === 'string' ? (part === '' ? [] : [part]) : part.parts)));
  }

  /** Of what is known. */
  get characters(): number {
    return this.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  }

  /** The open part, when there is nothing around it. */
  get only(): OpenPart | undefined {
    const [first, ...more] = this.parts;
    return more.length === 0 && typeof first === 'object' ? first : undefined;
  }

  /** As a part of a longer expression. */
  get expression(): string {
    return this.only?.expression ?? this.toString();
  }

  /** Why, in one line. */
  get why(): string {
    return [...new Set(this.parts.flatMap(part => (typeof part === 'string' ? [] : part.why)))].join('; ');
  }

  render(fill: (part: OpenPart) => string): string {
    return this.parts.map(part => (typeof part === 'string' ? part : fill(part))).join('');
  }

  /** With tokens: `www-${Stage}.example.com`. */
  toString(): string {
    return this.render(({ expression }) => (expression.startsWith('{{') ? expression : `\${${expression}}`));
  }
}

export function isUnknown(value: Value | undefined): value is Unknown {
  return value instanceof Unknown;
}

export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !isValueList(value) && !isUnknown(value);
}

export function isScalar(value: Value | undefined): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Plain data: what is not known becomes the text that `render` makes of it. */
export function plain(value: Value, render: (unknown: Unknown) => string): Json {
  if (isUnknown(value)) {
    return render(value);
  }
  if (isValueList(value)) {
    return value.map(item => plain(item, render));
  }
  return isValueObject(value) ? plainObject(value, render) : value;
}

export function plainObject(value: ValueObject, render: (unknown: Unknown) => string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member, render)]));
}

/** Everything in a value that is not known. */
export function unknownsIn(value: Value | undefined): Unknown[] {
  if (isUnknown(value)) {
    return [value];
  }
  return isValueList(value) ? value.flatMap(unknownsIn) : isValueObject(value) ? Object.values(value).flatMap(unknownsIn) : [];
}
