/**
 * How Route 53 words what is wrong with a value, type by type (behaviour 6.1). Each type's parser there has words of its own; where none is
 * recorded, they are formed like those of other types (docs/fidelity.md).
 */
import type { RecordType } from '../record-types';
import type { Field } from './forms';
import { InvalidValueError } from './invalid-value-error';

const COUNT_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'];

/** Numbers that a field may hold, and what the service calls the field. */
const KNOWN_NUMBERS: Partial<Record<RecordType, Record<string, readonly [field: string, numbers: readonly number[]]>>> = {
  SSHFP: { algorithm: ['Algorithm', [1, 2, 3, 4, 6]], fingerprintType: ['Fingerprint Type', [1, 2]] },
  TLSA: {
    usage: ['Certificate Usage', [0, 1, 2, 3]],
    selector: ['Selector', [0, 1]],
    matchingType: ['Matching Type', [0, 1, 2]],
  },
};
const HEX_FIELDS: Partial<Record<RecordType, string>> = { SSHFP: 'Fingerprint', TLSA: 'Certificate Association Data' };
const MISSING_FIELDS: Partial<Record<RecordType, string>> = {
  SSHFP: 'algorithm, fingerprint type, fingerprint',
  TLSA: 'certificate usage, selector, matching type, certificate association data',
};

/** A value with too few fields, or too many. */
export function wrongCount(type: RecordType, form: readonly Field[], value: string): InvalidValueError {
  const needed = MISSING_FIELDS[type];
  if (needed !== undefined) {
    return new InvalidValueError(`${type}MissingFields`, `Missing fields, needs: ${needed}`, value);
  }
  switch (type) {
    case 'DS':
      return invalidRData(type);
    case 'NAPTR':
      return invalidNaptr(value);
    case 'HTTPS':
    case 'SVCB': {
      const fields = 'needs <svc priority>, <target name>. Optional fields include <svc param>';
      return new InvalidValueError('SVCBIncorrectNumberOfFields', `Incorrect number of fields, ${fields}`, value);
    }
    case 'SPF':
    case 'TXT':
      return new InvalidValueError('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
    default:
      return form.length === 1
        ? new InvalidValueError(`${type}RRDATANotSingleField`, 'Value contains spaces', value)
        : new InvalidValueError(
            `${type}RRDATANot${COUNT_WORDS[form.length]}Fields`,
            `${type} record doesn't have ${form.length} fields`,
            value,
          );
  }
}

/** A field that is no number, or one out of its range. */
export function illegalNumber(type: RecordType, name: string, max: number, field: string, value: string): InvalidValueError {
  const known = KNOWN_NUMBERS[type]?.[name];
  if (known) {
    return unsupportedNumber(type, known[0], field);
  }
  switch (type) {
    case 'NAPTR':
      return /^[0-9]+$/.test(field)
        ? new InvalidValueError(
            `NAPTRRRDATA${capitalized(name)}OutOfBounds`,
            `NAPTR record ${name} value is out of bounds`,
            value,
          )
        : invalidNaptr(value);
    case 'DS':
      return invalidRData(type);
    default:
      return illegal(type, name, `is not a whole number from 0 to ${max}`, field);
  }
}

/** @throws InvalidValueError for a number within its range that Route 53 does not know */
export function checkNumber(type: RecordType, name: string, number: number): void {
  const [field, numbers] = KNOWN_NUMBERS[type]?.[name] ?? ['', [number]];
  if (!numbers.includes(number)) {
    throw unsupportedNumber(type, field, String(number));
  }
}

function unsupportedNumber(type: RecordType, field: string, number: string): InvalidValueError {
  const value = field === 'Matching Type' ? '' : ' value'; // as the service has it
  return new InvalidValueError(
    `${type}InvalidValue`,
    `Invalid value for field "${field}"`,
    `${field}${value} not supported: ${number}`,
  );
}

export function illegalHex(type: RecordType, name: string, field: string): InvalidValueError {
  const known = HEX_FIELDS[type];
  return known === undefined
    ? invalidRData(type)
    : new InvalidValueError(
        `${type}InvalidValue`,
        `Invalid value for field "${known}"`,
        `Invalid ${name} hexstring value: ${field}`,
      );
}

/** A digest of another length than its algorithm's. */
export function wrongDigest(type: RecordType, name: string, digits: number, algorithm: string, value: string): InvalidValueError {
  return illegal(type, name, `is not ${digits} hexadecimal digits, as ${algorithm} has it`, value);
}

/** Only the registered tags, unless the record is critical, so that a reader who does not know the tag refuses it. */
export function invalidTag(): InvalidValueError {
  return new InvalidValueError(
    'CAARRDATAInvalidTag',
    'Invalid tag',
    'Only issue/issuewild/iodef is allowed for non critical flags.',
  );
}

export function invalidNaptr(value: string): InvalidValueError {
  return new InvalidValueError('NAPTRRRDATANotValid', 'Invalid NAPTR record', value);
}

export function naptrWithBoth(value: string): InvalidValueError {
  const reason = 'NAPTR record can have only one field in regexp and replacement';
  return new InvalidValueError('NAPTRRRDATARegexpAndReplacementError', reason, value, { severity: 'WARNING' });
}

function invalidRData(type: RecordType): InvalidValueError {
  const reason = 'Invalid value for field "RData"';
  return new InvalidValueError(`${type}RRDATAInvalidValue`, reason, "Wrong format or it doesn't contain all fields.");
}

export function illegal(type: RecordType, name: string, why: string, offender: string): InvalidValueError {
  return new InvalidValueError(`${type}RRDATAIllegal${capitalized(name)}`, `Value's ${words(name)} ${why}`, offender);
}

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}

/** `digestType` becomes `digest type`. */
export function words(name: string): string {
  return name.replace(/[A-Z]/g, letter => ' ' + letter.toLowerCase());
}
