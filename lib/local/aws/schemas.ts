/** Reading the schemas that an SDK module exports. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { Model } from './wire';

/** What `NormalizedSchema.of` takes. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation as the SDK writes it down: a tuple that begins with 9. */
type OperationSchema = [9, string, string, { http?: readonly [string, string, number] } | 0, SchemaRef, SchemaRef];

const isOperation = (value: unknown): value is OperationSchema => Array.isArray(value) && value[0] === 9;

/** Every operation of the model, by name. */
export function modelOf(sdk: object): Model {
  return new Map(
    Object.values(sdk)
      .filter(isOperation)
      .map(([, , name, traits, input, output]) => [
        name,
        { name, http: traits ? traits.http : undefined, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) },
      ]),
  );
}

/** What a schema says, found out once: a batch of a thousand changes asks ten thousand times. */
export interface Shape {
  readonly kind: 'structure' | 'list' | 'string' | 'number' | 'timestamp' | 'other';
  /** Of a structure, with their names. */
  readonly members: readonly [string, NormalizedSchema][];
  /** Names of members that must be there. */
  readonly required: readonly string[];
  /** Of a list. */
  readonly item?: NormalizedSchema;
}

const shapes = new WeakMap<object, Shape>();

export function shapeOf(schema: NormalizedSchema): Shape {
  const inner: unknown = schema.getSchema();
  const key = typeof inner === 'object' && inner !== null ? inner : schema; // a simple type is a number
  const known = shapes.get(key) ?? shapeIn(schema);
  shapes.set(key, known);
  return known;
}

function shapeIn(schema: NormalizedSchema): Shape {
  const of = (kind: Shape['kind']): Shape => ({ kind, members: [], required: [] });
  if (schema.isStructSchema()) {
    const [, , , , names = [], , count = 0] = schema.getSchema() as unknown as [
      number,
      string,
      string,
      unknown,
      string[]?,
      unknown[]?,
      number?,
    ];
    return { kind: 'structure', members: [...schema.structIterator()], required: names.slice(0, count) }; // the SDK has the required ones first
  }
  if (schema.isListSchema()) {
    return { ...of('list'), item: schema.getValueSchema() };
  }
  return of(
    schema.isStringSchema() ? 'string' : schema.isNumericSchema() ? 'number' : schema.isTimestampSchema() ? 'timestamp' : 'other',
  );
}

/** Members of a structure with their names; none for a unit. */
export function membersOfShape(schema: NormalizedSchema): Shape['members'] {
  return shapeOf(schema).members;
}
