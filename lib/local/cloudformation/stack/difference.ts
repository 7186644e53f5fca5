/** What differs between two versions of a resource's properties, and whether that takes a new resource. */
import type { Property, Schema } from '../resources/schema';
import { isObject, sameJson, type Json, type JsonObject } from '../../../template/json';
import { isKnownAfterApply } from './known-after-apply';

export interface Difference {
  /** From the properties down, e.g. `['HealthCheckConfig', 'Port']`. */
  readonly path: readonly string[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly replaces: boolean;
  /** The new value is not known before another resource has been created. */
  readonly unknown: boolean;
}

/** Down to the members of declared objects; a list differs as a whole. Without a schema nothing takes a new resource. */
export function differences(before: JsonObject, after: JsonObject, schema: Schema | undefined): Difference[] {
  return compare([], before, after, schema, false);
}

function compare(
  path: readonly string[],
  before: JsonObject,
  after: JsonObject,
  schema: Schema | undefined,
  replaces: boolean,
): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(name => {
    const [old, next] = [before[name], after[name]] as [Json | undefined, Json | undefined];
    if (sameJson(old, next)) {
      return [];
    }
    const here = [...path, name];
    const property: Property | undefined = schema?.[name];
    const takesNew = replaces || property?.replaces === true;
    if (typeof property?.type === 'object' && 'object' in property.type && (isObject(old) || isObject(next))) {
      return compare(here, isObject(old) ? old : {}, isObject(next) ? next : {}, property.type.object, takesNew);
    }
    const unknown = next !== undefined && isKnownAfterApply(JSON.stringify(next));
    return [{ path: here, before: old, after: next, replaces: takesNew, unknown }];
  });
}
