/** A template as CloudFormation takes it and gives it back, JSON or YAML, to plain data. What it says is for others to judge. */
import { formatError } from './error';
import { isObject, type Json, type JsonObject } from './json';
import { parseYaml, type FunctionOfTag } from './yaml';

export { TemplateError } from './error';

/**
 * What begins with a brace is JSON, although it might be YAML too.
 *
 * @param functionOf what the short tags of YAML stand for
 * @throws TemplateError
 */
export function parseTemplateText(text: string, functionOf: FunctionOfTag = anyFunction): JsonObject {
  const root = /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text, functionOf);
  if (!isObject(root)) {
    throw formatError('unsupported structure.');
  }
  return root;
}

/** For templates that CloudFormation has taken already, so that every tag in them is one of its functions. */
function anyFunction(tag: string): string {
  return tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw formatError(`JSON not well-formed. (${(cause as Error).message})`, { cause });
  }
}
