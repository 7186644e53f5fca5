/** A template as CloudFormation takes it and gives it back, JSON or YAML, to plain data. What it says is for others to judge. */
import { MAX_TEMPLATE_DEPTH } from '../rules/limits';
import { formatError } from './error';
import { isObject, placeOfFault, type Json, type JsonObject } from './json';
import { parseYaml, type FunctionOfTag } from './yaml';

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

/** @throws TemplateError */
export function checkDepth(json: string): void {
  if (depthOf(json) > MAX_TEMPLATE_DEPTH) {
    throw formatError(`JSON not well-formed. (It is nested more than ${MAX_TEMPLATE_DEPTH} levels deep)`);
  }
}

function parseJson(text: string): Json {
  checkDepth(text);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw formatError(`JSON not well-formed. ${placeOfFault(text, cause as SyntaxError)}`.trim(), { cause });
  }
}

/** Levels of objects and lists, found before a parser that recurses sees them. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '"':
        at = endOfString(json, at);
        break;
      case '{':
      case '[':
        deepest = Math.max(deepest, ++depth);
        break;
      case '}':
      case ']':
        depth--;
        break;
      default:
    }
  }
  return deepest;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') {
    at += json[at] === '\\' ? 2 : 1;
  }
  return at;
}
