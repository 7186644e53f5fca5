import type { NormalizedSchema } from '@smithy/core/schema';
import { memberPath, validationErrors, violation } from '../../rules/api/words';
import { isXmlText } from '../../text/xml';
import { MAX_VIOLATIONS } from '../limits';
import { membersOfShape, requiredMembersOf } from './schemas';
import type { OperationShape, RequestModel } from './wire';

/** The message for an input that is not what the model says, or undefined. */
export function inputFault({ input: schema }: OperationShape, input: unknown, requests?: RequestModel): string | undefined {
  const found = violations(schema, input);
  return requests?.faultOf?.(schema.getName() ?? '', input) ?? (found.length > 0 ? validationMessage(found) : undefined);
}

/**
 * What keeps `value` from being what the model says, in the words of the validator in front of AWS services (behaviour 5.1): a required member
 * that is missing, a number that is none, an element that came twice. Enums and lengths are not in the SDK's schemas: a service that knows
 * them says so in its `RequestModel`. There may be more than the first hundred, which are not looked for.
 */
export function violations(schema: NormalizedSchema, value: unknown): string[] {
  const found: string[] = [];
  for (const one of violationsOf(schema, value, '')) {
    if (found.push(one) === MAX_VIOLATIONS) {
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
      yield wrong(value, path, 'Member must be one structure');
      return;
    }
    const members = value as Record<string, unknown>;
    for (const name of requiredMembersOf(schema)) {
      if (members[name] === undefined || members[name] === null) {
        yield violation('null', memberPath(path, name), 'Member must not be null');
      }
    }
    for (const [name, member] of membersOfShape(schema)) {
      yield* violationsOf(member, members[name], memberPath(path, name));
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) {
      yield wrong(value, path, 'Member must be a list');
      return;
    }
    const item = schema.getValueSchema();
    for (let i = 0; i < value.length; i++) {
      yield* violationsOf(item, value[i], `${path}.${i + 1}.member`);
    }
  } else if (schema.isStringSchema() && typeof value !== 'string') {
    yield wrong(value, path, 'Member must be one string');
  } else if (schema.isStringSchema() && !isXmlText(value as string)) {
    yield wrong(value, path, 'Member must hold no character that XML 1.0 cannot');
  } else if (schema.isNumericSchema() && !Number.isFinite(value)) {
    yield wrong(value, path, 'Member must be a number');
  } else if (schema.isTimestampSchema() && !(value instanceof Date && Number.isFinite(value.getTime()))) {
    yield wrong(value, path, 'Member must be a timestamp');
  }
}

export const validationMessage = validationErrors;

function wrong(value: unknown, path: string, constraint: string): string {
  const came = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return violation(`'${came}'`, path, constraint);
}
