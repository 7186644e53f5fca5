/** Reading worked-out template values, which may be of any JSON type wherever a person wrote them. */
import {
  isUnknown,
  isValueList,
  isValueObject,
  type ResourceReference,
  type Value,
  type ValueObject,
} from '../../template/value';

/** A worked-out value as text; what is not known is a token in it, such as `${ElasticIp.PublicIp}`. */
export function stringOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isValueList(value)) return value.map(item => stringOf(item) ?? '').join(',');
  return isValueObject(value) ? JSON.stringify(value) : String(value);
}

/** The object, or an empty one where there is none or a token stands. */
export function object(value: Value | undefined): ValueObject {
  return isValueObject(value) ? value : {};
}

/** The list, or an empty one where there is none or a token stands. */
export function list(value: Value | undefined): readonly Value[] {
  return isValueList(value) ? value : [];
}

/** A number, also when written as text, which CloudFormation allows; undefined for anything else, tokens included. */
export function number(value: Value | undefined): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

/** A boolean, also when written as text. */
export function flag(value: Value | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
}

/** The resource that a value is the identity of, when it is nothing else. */
export function referenceIn(value: Value | undefined): ResourceReference | undefined {
  return isUnknown(value) ? value.only?.reference : undefined;
}
