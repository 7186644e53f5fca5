/** What properties a resource type has, and values brought to their declared types. */
import { ResourceError } from '../errors';
import { isList, isObject, canonical, type Json, type JsonObject } from '../../../template/json';
import { isKnownAfterApply } from '../stack/known-after-apply';

export type PropertyType = 'string' | 'integer' | 'boolean' | ListType | { readonly object: Schema };

interface ListType {
  readonly listOf: PropertyType;
  /** No two items may be alike. */
  readonly unique?: boolean;
}

export interface Property {
  readonly type: PropertyType;
  readonly required?: boolean;
  /** A change of it makes a new resource (behaviour 7.1). */
  readonly replaces?: boolean;
}

/** By property name. */
export type Schema = Readonly<Record<string, Property>>;

/**
 * Properties with every value of its declared type, or unknown: a template may write `"60"` for 60 and `"true"` for true.
 *
 * @throws ResourceError with all that is wrong
 */
export function conform(properties: JsonObject, schema: Schema): JsonObject {
  const faults: string[] = [];
  const result = conformObject(properties, schema, '#', faults);
  if (faults.length > 0) {
    throw new ResourceError(`Properties validation failed: ${faults.join('; ')}`);
  }
  return result;
}

function conformObject(value: JsonObject, schema: Schema, path: string, faults: string[]): JsonObject {
  const members = new Map(Object.entries(schema));
  faults.push(
    ...Object.keys(value)
      .filter(key => !members.has(key))
      .map(key => `${path}: extraneous key [${key}] is not permitted`),
    ...[...members]
      .filter(([key, member]) => member.required && value[key] === undefined)
      .map(([key]) => `${path}: required key [${key}] not found`),
  );
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const member = members.get(key);
      return [key, member ? conformValue(item, member.type, `${path}/${key}`, faults) : item];
    }),
  );
}

function conformValue(value: Json, type: PropertyType, path: string, faults: string[]): Json {
  if (isKnownAfterApply(value)) {
    return value;
  }
  if (typeof type === 'object') {
    if ('object' in type && isObject(value)) {
      return conformObject(value, type.object, path, faults);
    }
    if ('listOf' in type && isList(value)) {
      const items = value.map((item, at) => conformValue(item, type.listOf, `${path}/${at}`, faults));
      if (type.unique && new Set(items.map(canonical)).size < items.length) {
        faults.push(`${path}: array items are not unique`);
      }
      return items;
    }
    return mismatch(value, 'object' in type ? 'object' : 'list', path, faults);
  }
  switch (type) {
    case 'string':
      return isScalar(value) ? String(value) : mismatch(value, type, path, faults);
    case 'integer':
      return isScalar(value) && /^-?\d+$/.test(String(value)) ? Number(value) : mismatch(value, type, path, faults);
    case 'boolean':
      return value === true || value === 'true'
        ? true
        : value === false || value === 'false'
          ? false
          : mismatch(value, type, path, faults);
  }
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value !== 'object';
}

function mismatch(value: Json, expected: string, path: string, faults: string[]): Json {
  faults.push(`${path}: expected type: ${expected}, found: ${JSON.stringify(value)}`);
  return value;
}
