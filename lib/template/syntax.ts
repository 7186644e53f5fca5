/** How a template writes its functions. */
import { malformed } from './arguments';
import { isList, type Json, type JsonObject } from './json';
import { isScalar } from './value';

/** The function that an object calls, if it is a call and not data. `Condition` calls only inside conditions, where nothing else fits. */
export function intrinsicName(value: JsonObject): string | undefined {
  const [key, ...more] = Object.keys(value);
  const calls = key === 'Ref' || key?.startsWith('Fn::') || (key === 'Condition' && typeof value.Condition === 'string');
  return calls && more.length === 0 ? key : undefined;
}

/** A call as a person reads it: `ImportValue Network:Zone`. */
export function shownIntrinsic(name: string, argument: Json): string {
  const items = (isList(argument) ? argument : [argument]).filter(isScalar);
  return name === 'Ref' || name === 'Fn::GetAtt' ? items.join('.') : [name.replace('Fn::', ''), ...items].join(' ');
}

/** Logical id and attribute of an `Fn::GetAtt`: both forms are legal. */
export function attributeReference(argument: Json): [string, Json] {
  if (typeof argument === 'string' && argument.includes('.')) {
    return [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)];
  }
  if (isList(argument) && argument.length === 2 && typeof argument[0] === 'string') {
    return [argument[0], argument[1]];
  }
  throw malformed('Fn::GetAtt', 'two non-empty parameters, the resource name and the resource attribute');
}

/** The text of an `Fn::Sub` in pieces: text, and names that it takes from outside, e.g. `Www` and `Www.Id`; `${!Www}` is text. */
export function substitutions(template: string): (string | { readonly name: string })[] {
  const pieces: (string | { readonly name: string })[] = [];
  let at = 0;
  for (;;) {
    const start = template.indexOf('${', at);
    const end = start < 0 ? -1 : template.indexOf('}', start);
    if (end < 0) {
      return [...pieces, template.slice(at)];
    }
    const name = template.slice(start + 2, end);
    pieces.push(template.slice(at, start), name.startsWith('!') ? `\${${name.slice(1)}}` : { name: name.trim() });
    at = end + 1;
  }
}
