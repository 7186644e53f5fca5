import { canonicalValue, InvalidValueError } from '../rules/record-values';
import { isRecordType } from '../rules/record-types';

/** A value in the one spelling of its type, so that the same value is found again; what is no such value, such as a token, as it is. */
export function shownValue(type: string, value: string): string {
  if (!isRecordType(type)) return value;
  try {
    return canonicalValue(type, value);
  } catch (error) {
    if (error instanceof InvalidValueError) return value;
    throw error;
  }
}
