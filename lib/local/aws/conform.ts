import type { NormalizedSchema } from '@smithy/core/schema';
import { MAX_VIOLATIONS } from '../limits';
import { membersOf, requiredMembersOf } from './schemas';

/**
 * What keeps `value` from being what the model says, in the words of the validator in front of AWS services (facts 5.1): a required member
 * that is missing, a number that is none, an element that came twice. Enums and lengths are not in the SDK's schemas; the rules know them.
 * There may be more than the first hundred, which are not looked for.
 */
export function violations(schema: NormalizedSchema, value: unknown): string[] {
  const found: string[] = [];
  for (const violation of violationsOf(schema, value, '')) {
    if (found.push(violation) === MAX_VIOLATIONS) {
      break;
    }
  }
  return found;
}

function* violationsOf(schema: NormalizedSchema, value: unknown, path: string): Generator<string> {
  if (value === undefined || value === null) {
    return;
  }
  if (schema.isStructSchema()) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      yield violation(value, path, 'Member must be one structure');
      return;
    }
    const members = value as Record<string, unknown>;
    for (const name of requiredMembersOf(schema)) {
      if (members[name] === undefined || members[name] === null) {
        yield `Value null at '${join(path, name)}' failed to satisfy constraint: Member must not be null`;
      }
    }
    for (const [name, member] of membersOf(schema)) {
      yield* violationsOf(member, members[name], join(path, name));
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) {
      yield violation(value, path, 'Member must be a list');
      return;
    }
    const item = schema.getValueSchema();
    for (let i = 0; i < value.length; i++) {
      yield* violationsOf(item, value[i], `${path}.${i + 1}.member`);
    }
  } else if (schema.isStringSchema() && typeof value !== 'string') {
    yield violation(value, path, 'Member must be one string');
  } else if (schema.isNumericSchema() && !Number.isFinite(value)) {
    yield violation(value, path, 'Member must be a number');
  } else if (schema.isTimestampSchema() && !(value instanceof Date && Number.isFinite(value.getTime()))) {
    yield violation(value, path, 'Member must be a timestamp');
  }
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
