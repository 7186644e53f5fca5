import type { NormalizedSchema } from '@smithy/core/schema';
import { membersOf, requiredMembersOf } from './schemas';

/**
 * What keeps `value` from being what the model says, in the words of the validator in front of AWS services (facts 5.1): a required member
 * that is missing, a number that is none, an element that came twice. Enums and lengths are not in the SDK's schemas; the rules know them.
 */
export function violations(schema: NormalizedSchema, value: unknown, path = ''): string[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (schema.isStructSchema()) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      return [violation(value, path, 'Member must be one structure')];
    }
    const members = value as Record<string, unknown>;
    return [
      ...requiredMembersOf(schema)
        .filter(name => members[name] === undefined || members[name] === null)
        .map(name => `Value null at '${join(path, name)}' failed to satisfy constraint: Member must not be null`),
      ...membersOf(schema).flatMap(([name, member]) => violations(member, members[name], join(path, name))),
    ];
  }
  if (schema.isListSchema()) {
    return Array.isArray(value)
      ? value.flatMap((item, i) => violations(schema.getValueSchema(), item, `${path}.${i + 1}.member`))
      : [violation(value, path, 'Member must be a list')];
  }
  if (schema.isStringSchema() && typeof value !== 'string') {
    return [violation(value, path, 'Member must be one string')];
  }
  if (schema.isNumericSchema() && !Number.isFinite(value)) {
    return [violation(value, path, 'Member must be a number')];
  }
  if (schema.isTimestampSchema() && !(value instanceof Date && Number.isFinite(value.getTime()))) {
    return [violation(value, path, 'Member must be a timestamp')];
  }
  return [];
}

/** The sentence the validator makes of them. */
export function validationMessage(found: readonly string[]): string {
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}

function violation(value: unknown, path: string, constraint: string): string {
  const came = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `Value '${came}' at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** Paths are in lower camel case: `changeBatch.changes.1.member.resourceRecordSet`. */
function join(path: string, name: string): string {
  const camel = name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, start => start.toLowerCase());
  return path ? `${path}.${camel}` : camel;
}
