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

const members = new WeakMap<object, [string, NormalizedSchema][]>();

/** Members of a structure with their names; none for a unit. */
export function membersOfShape(schema: NormalizedSchema): readonly [string, NormalizedSchema][] {
  if (!schema.isStructSchema()) {
    return [];
  }
  const key = schema.getSchema() as unknown as object;
  const known = members.get(key) ?? [...schema.structIterator()];
  members.set(key, known); // a batch of a thousand changes asks for them ten thousand times
  return known;
}

/** Names of the members that must be there: the first ones, as the SDK orders them. */
export function requiredMembersOf(schema: NormalizedSchema): string[] {
  const [, , , , names = [], , count = 0] = schema.getSchema() as unknown as [
    number,
    string,
    string,
    unknown,
    string[]?,
    unknown[]?,
    number?,
  ];
  return schema.isStructSchema() ? names.slice(0, count) : [];
}
