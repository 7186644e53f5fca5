/**
 * A template in YAML as the data that its JSON would be. Scalars follow YAML 1.1, as CloudFormation reads it, save that numbers which JSON
 * would write otherwise (`0123`, `1.10`, `1_000`, `12:30`) stay text: a template's properties take text for numbers, and nothing of it is lost.
 */
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type ErrorCode,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { MAX_TEMPLATE_DEPTH } from '../rules/limits';
import { formatError, TemplateError } from './error';
import type { Json, JsonObject } from './json';

/** What a scalar and a tag mean is decided here, and so is what is said of a key that comes twice. */
const BARE = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;

const COLLECTIONS: readonly CST.Token['type'][] = ['block-map', 'block-seq', 'flow-collection'];

/** What the parser found, in our words; its own change with its versions. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'there is no such escape in a text between double quotes',
  BAD_INDENT: 'the indentation does not fit what is around',
  BAD_SCALAR_START: 'a plain text cannot begin so; put it between quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a map cannot begin here; begin it on a line of its own, or put a text that holds a colon between quotes',
  BLOCK_IN_FLOW: 'what is between brackets cannot hold lines of a map or list',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'a bracket, comma, colon, quote or blank is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes on over several lines, or its colon is missing',
  MULTIPLE_TAGS: 'a value can have one tag',
  TAB_AS_INDENT: 'a tab is not indentation',
};

const NULL = /^(?:|~|null|Null|NULL)$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;

/** Tags that say what a node is in any case; of YAML's others, CloudFormation knows none. */
const CORE = 'tag:yaml.org,2002:';
const TEXT_TAGS = ['!', `${CORE}str`];
const PLAIN_TAGS = ['null', 'bool', 'int', 'float'].map(name => CORE + name);
const COLLECTION_TAGS = ['!', `${CORE}map`, `${CORE}seq`];

/** The name of the function that a short tag such as `!GetAtt` stands for. Throws, with the place `at`, when there is none. */
export type FunctionOfTag = (tag: string, at: string) => string;

/** @throws TemplateError with the line */
export function parseYaml(text: string, functionOf: FunctionOfTag): Json {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const [document, second] = new Composer(BARE).compose(tokensOf(text, lines), true, text.length) as Iterable<Document.Parsed>;
  const [error] = document.errors;
  if (error) {
    throw notWellFormed(placeOf(lines, error.pos[0]), FAULTS[error.code] ?? 'this is not expected here');
  }
  if (second) {
    throw notWellFormed(placeOf(lines, second.range[0]), 'a template is one document, and here begins another');
  }
  return new Reader(lines, functionOf).read(document.contents);
}

/** All that comes after recurses, so depth ends here, before a call stack does. */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    const { stack } = parser;
    if (stack.length > MAX_TEMPLATE_DEPTH && stack.filter(({ type }) => COLLECTIONS.includes(type)).length > MAX_TEMPLATE_DEPTH) {
      throw notWellFormed(placeOf(lines, parser.offset), `it is nested more than ${MAX_TEMPLATE_DEPTH} levels deep`);
    }
  }
  yield* parser.end();
}

class Reader {
  constructor(
    private readonly lines: LineCounter,
    private readonly functionOf: FunctionOfTag,
  ) {}

  read(node: Node | null): Json {
    if (node === null) {
      return null;
    }
    if (isAlias(node)) {
      throw new TemplateError(`Template error: YAML aliases are not allowed in CloudFormation templates ${this.at(node)}`);
    }
    const { tag } = node;
    if (tag === undefined || !/^![^!]/.test(tag)) {
      return this.data(node, tag);
    }
    return { [this.functionOf(tag, this.at(node))]: this.data(node, '!') }; // the tag has been read, and what it stands at is text or a collection
  }

  private data(node: Node, tag: string | undefined): Json {
    if (isScalar(node)) {
      return this.scalar(node, tag);
    }
    if (tag !== undefined && !COLLECTION_TAGS.includes(tag)) {
      throw this.unknownTag(node, tag);
    }
    if (isSeq<Node>(node)) {
      return node.items.map(item => this.read(item));
    }
    if (isMap<Node, Node | null>(node)) {
      return this.map(node);
    }
    throw this.fault(node, 'this is neither a value, a list nor a map');
  }

  private map(node: YAMLMap<Node, Node | null>): JsonObject {
    const members = new Map<string, { readonly value: Json; readonly key: Node }>();
    for (const { key, value } of node.items) {
      const name = this.key(key, node);
      const before = members.get(name);
      if (before) {
        throw this.fault(key, `the key '${name}' is there already ${this.at(before.key)}`);
      }
      members.set(name, { value: this.read(value), key });
    }
    return Object.fromEntries([...members].map(([name, { value }]) => [name, value]));
  }

  /** Keys are text, whatever they look like: account ids in mappings, for example. */
  private key(key: Node | null, map: Node): string {
    if (!isScalar(key) || (key.tag !== undefined && !TEXT_TAGS.includes(key.tag))) {
      throw this.fault(key ?? map, 'a key must be text');
    }
    if (key.source === '<<' && key.type === 'PLAIN') {
      throw this.fault(key, 'CloudFormation does not support merge keys (<<)');
    }
    return String(key.value);
  }

  private scalar(node: Scalar, tag: string | undefined): Json {
    const text = String(node.value);
    if (tag === undefined ? node.type === 'PLAIN' : PLAIN_TAGS.includes(tag)) {
      return plain(text);
    }
    if (tag !== undefined && !TEXT_TAGS.includes(tag)) {
      throw this.unknownTag(node, tag);
    }
    return text;
  }

  private unknownTag(node: Node, tag: string): Error {
    return this.fault(node, `the tag ${tag.replace(CORE, '!!')} means nothing here`);
  }

  private fault(node: Node, problem: string): Error {
    return notWellFormed(this.at(node), problem);
  }

  private at(node: Node): string {
    return placeOf(this.lines, node.range?.[0] ?? 0);
  }
}

function plain(text: string): Json {
  if (NULL.test(text)) {
    return null;
  }
  if (TRUE.test(text) || FALSE.test(text)) {
    return TRUE.test(text);
  }
  return /^-?\d/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

function placeOf(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `(line ${line}, column ${col})`;
}

function notWellFormed(place: string, problem: string): Error {
  return formatError(`YAML not well-formed. ${place}: ${problem}`);
}
