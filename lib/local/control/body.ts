import { placeOfFault } from '../../template/json';
import { isNestedDeeper } from '../json-depth';
import { DOCUMENT_LIMITS } from '../limits';
import { ControlError } from './errors';

/** The JSON object that a control request carries, and its members by type: a wrong one is refused with what was expected. */
export class RequestBody {
  private readonly members: ReadonlyMap<string, unknown>;

  /** @throws ControlError when the text is no JSON object, or has members other than `known` */
  constructor(text: string, known: readonly string[]) {
    this.members = new Map(Object.entries(parseObject(text)));
    const stranger = [...this.members.keys()].find(name => !known.includes(name));
    if (stranger !== undefined) {
      throw new ControlError(`unknown member '${stranger}'; there are ${known.join(', ')}`);
    }
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.refuse(name, 'a string');
  }

  optionalText(name: string): string | undefined {
    const value = this.members.get(name);
    return value === undefined || (typeof value === 'string' && value !== '') ? value : this.refuse(name, 'a string');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.members.get(name);
    return choices.find(choice => choice === value) ?? this.refuse(name, `one of ${choices.join(', ')}`);
  }

  number(name: string): number {
    const value = this.members.get(name);
    return typeof value === 'number' ? value : this.refuse(name, 'a number');
  }

  optionalPositiveNumber(name: string): number | undefined {
    const value = this.members.get(name);
    const fits = value === undefined || (typeof value === 'number' && Number.isFinite(value) && value > 0);
    return fits ? value : this.refuse(name, 'a number above 0');
  }

  optionalTexts(name: string): string[] | undefined {
    const value = this.members.get(name);
    const fits = value === undefined || (Array.isArray(value) && value.every(item => typeof item === 'string'));
    return fits ? value : this.refuse(name, 'a list of strings');
  }

  private refuse(name: string, expected: string): never {
    const value = this.members.get(name);
    throw new ControlError(`'${name}' must be ${expected}, got ${value === undefined ? 'nothing' : JSON.stringify(value)}`);
  }
}

function parseObject(text: string): object {
  if (isNestedDeeper(text, DOCUMENT_LIMITS.jsonDepth)) {
    throw new ControlError(`the body must be a JSON object, got one nested more than ${DOCUMENT_LIMITS.jsonDepth} deep`);
  }
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new ControlError(`the body must be a JSON object, got no JSON ${placeOfFault(text, error as SyntaxError)}`.trim());
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError(`the body must be a JSON object, got ${text}`);
  }
  return value;
}
