/** Whether the input of an operation is what the API model says, in the words of the service (behaviour 5.1, 6.1). */
import { getOrAdd } from '../group-by';
import { type List, LISTS, type Scalar, SCALARS } from './shapes';
import { type StructureMember, STRUCTURES } from './structures';
import {
  incomplete,
  invalidXml,
  memberPath,
  mustHave,
  mustMatch,
  notInEnumeration,
  notLikePattern,
  notOfUnion,
  outOfRange,
  validationErrors,
  violation,
  wrongLength,
} from './words';

/**
 * The one message that the service makes of everything that is wrong, or undefined. `structure` is a name of the model, such as
 * `CreateHealthCheckRequest`; one that is not known here has no fault. Members of a wrong type are left to whoever knows the types.
 */
export function inputFault(structure: string, input: unknown, path = '', element = structure): string | undefined {
  const xml = schemaFault(structure, input, element);
  if (xml !== undefined) {
    return invalidXml(xml);
  }
  const faults = validatorFaults(structure, input, path);
  return faults.length === 0 ? undefined : validationErrors(faults.slice(0, MOST_TOLD));
}

/** A message is no longer than this makes it; how many the service tells is not known. */
const MOST_TOLD = 100;

type Members = Readonly<Record<string, unknown>>;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const membersIn = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

/** What the validator of the XML schema stops at. */
function schemaFault(shape: string, value: unknown, element: string): string | undefined {
  const [scalar, list, structure] = [SCALARS[shape], LISTS[shape], STRUCTURES.get(shape)];
  if (scalar) {
    return scalarFault(shape, scalar, value);
  }
  if (list) {
    const items: unknown[] = Array.isArray(value) ? value : [];
    const fault = first(items, item => schemaFault(list.of, item, list.tag));
    return fault ?? (items.length === 0 && (list.length?.min ?? 0) > 0 ? incomplete(element, [list.tag]) : undefined);
  }
  if (!structure) {
    return undefined;
  }
  const [members, inBody] = [membersIn(value), structure.filter(member => member.isInBody)];
  const absent = inBody.filter(({ name }) => isAbsent(members[name]));
  const fault = first(inBody, ({ name, shape: of }) =>
    of === undefined || isAbsent(members[name]) ? undefined : schemaFault(of, members[name], name),
  );
  return (
    fault ??
    (absent.some(member => member.isRequired)
      ? incomplete(
          element,
          absent.map(({ name }) => name),
        )
      : undefined)
  );
}

function scalarFault(shape: string, scalar: Scalar, value: unknown): string | undefined {
  const { length, range, pattern, words, xmlType: type = shape, validator } = scalar;
  if (validator || isAbsent(value)) {
    return undefined;
  }
  if (typeof value === 'number') {
    return range && isOutside(value, range)
      ? outOfRange(value, range, type)
      : words && !words.includes(value)
        ? notInEnumeration(String(value), words)
        : undefined;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  if (words && !words.includes(value)) {
    return pattern === undefined ? notInEnumeration(value, words) : notLikePattern(value, pattern, type);
  }
  if (words === undefined && pattern !== undefined && !matches(value, pattern)) {
    return shape === 'IPAddress' ? notOfUnion(value, type) : notLikePattern(value, pattern, type);
  }
  return length && isOutside(value.length, length) ? wrongLength(value, length, type) : undefined;
}

/** What the generic validator lists. */
function validatorFaults(shape: string, value: unknown, path: string): string[] {
  return (STRUCTURES.get(shape) ?? []).flatMap(member => memberFaults(member, membersIn(value)[member.name], path));
}

function memberFaults({ name, shape = '', isRequired, isInBody }: StructureMember, value: unknown, within: string): string[] {
  const path = memberPath(within, shape === 'ResourceId' && !isInBody ? shape : name);
  if (isAbsent(value)) {
    return isRequired && !isInBody ? [violation('null', path, 'Member must not be null')] : [];
  }
  const [scalar, list] = [SCALARS[shape], LISTS[shape]];
  if (scalar) {
    const broken = isInBody && !scalar.validator ? [] : brokenConstraints(scalar, value);
    return broken.map(constraint => violation(`'${String(value)}'`, path, constraint));
  }
  return list ? listFaults(list, Array.isArray(value) ? value : [], path) : validatorFaults(shape, value, path);
}

function listFaults({ of, tag, length }: List, items: readonly unknown[], path: string): string[] {
  const scalar = SCALARS[of];
  const shown = `'${scalar ? `[${items.join(', ')}]` : `${items.length} ${tag.toLowerCase()}s`}'`;
  const size =
    length && isOutside(items.length, length) ? [violation(shown, path, mustHave(items.length, length, 'length'))] : [];
  if (!scalar) {
    return [...size, ...items.flatMap((item, i) => validatorFaults(of, item, `${path}.${i + 1}.member`))];
  }
  const wrong = scalar.validator && items.some(item => brokenConstraints(scalar, item).length > 0);
  return wrong
    ? [...size, violation(shown, path, `Member must satisfy constraint: [${constraintsOf(scalar).join(', ')}]`)]
    : size;
}

/** What the value should have satisfied and did not. */
function brokenConstraints(scalar: Scalar, value: unknown): string[] {
  const { length, range, pattern, words } = scalar;
  const number = typeof value === 'number' ? value : undefined;
  const text = typeof value === 'string' ? value : undefined;
  return [
    ...(length && text !== undefined && isOutside(text.length, length) ? [mustHave(text.length, length, 'length')] : []),
    ...(range && number !== undefined && isOutside(number, range) ? [mustHave(number, range, 'value')] : []),
    ...(words && !words.includes(text ?? number ?? '') ? [ofWords(scalar)] : []),
    ...(pattern && !words && text !== undefined && !matches(text, pattern) ? [mustMatch(pattern)] : []),
  ];
}

/** All of them, as the validator lists them for the items of a list. */
function constraintsOf(scalar: Scalar): string[] {
  const { length, pattern, words } = scalar;
  return [
    ...(length ? [mustHave(length.max + 1, length, 'length'), mustHave(length.min - 1, length, 'length')] : []),
    ...(words ? [ofWords(scalar)] : []),
    ...(pattern && !words ? [mustMatch(pattern)] : []),
  ];
}

const ofWords = ({ words = [], listed = words.map(String) }: Scalar): string =>
  `Member must satisfy enum value set: [${listed.join(', ')}]`;

const isOutside = (n: number, { min, max }: { readonly min: number; readonly max: number }): boolean => n < min || n > max;
const compiled = new Map<string, RegExp>();
const matches = (text: string, pattern: string): boolean =>
  getOrAdd(compiled, pattern, () => new RegExp(`^(?:${pattern})$`)).test(text);

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
