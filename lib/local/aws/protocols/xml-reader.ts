/** From the text of an XML document to a tree, under limits and a slice at a time. */
import { SaxesParser } from 'saxes';
import { DOCUMENT_LIMITS } from '../../limits';
import { nextTurn } from '../../turns';
import { ServiceError } from '../errors';

/** Text, or elements by name: one that came several times is a list. What the SDK's reader of schemas takes. */
export type XmlTree = string | { readonly [name: string]: XmlTree | readonly XmlTree[] };

export interface XmlDocument {
  /** Name of the root element. */
  readonly root: string;
  /** Of the root element, unless it has a prefix. */
  readonly namespace?: string;
  readonly tree: XmlTree;
}

const { depth: MAX_DEPTH, xmlElements: MAX_ELEMENTS } = DOCUMENT_LIMITS;
/** Characters read before others have their turn. */
const SLICE = 64 * 1024;

/** Attributes that say nothing about the content. */
const isOfNamespaces = (name: string): boolean => name === 'xmlns' || name.includes(':');

/** @throws ServiceError MalformedInput for what is no XML 1.0, InvalidInput for what no request needs: document types, attributes, endless depth */
export async function readDocument(body: Uint8Array): Promise<XmlDocument> {
  const text = textOf(body);
  const builder = new TreeBuilder();
  try {
    for (let at = 0; at < text.length; at += SLICE) {
      builder.write(text.slice(at, at + SLICE));
      await nextTurn(at + SLICE < text.length);
    }
    return builder.end();
  } catch (error) {
    throw error instanceof ServiceError ? error : new ServiceError('MalformedInput', 'Could not parse XML');
  }
}

export function unreadableXml(problem: string): ServiceError {
  return new ServiceError('InvalidInput', `Invalid XML ; ${problem}`);
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw unreadableXml('the body is not UTF-8');
  }
}

/** An element that has begun. */
interface Open {
  readonly name: string;
  text: string;
  children: Record<string, XmlTree | XmlTree[]> | undefined;
}

class TreeBuilder {
  // XML 1.1, which allows more characters, is read as 1.0; without a handler of its own the parser throws what is not well-formed
  private readonly parser = new SaxesParser({ forceXMLVersion: true, defaultXMLVersion: '1.0' });
  private readonly open: Open[] = [];
  private elements = 0;
  private namespace: string | undefined;
  private document: XmlDocument | undefined;

  constructor() {
    this.parser.on('doctype', () => this.refuse('document types and entities of their own are not allowed'));
    this.parser.on('opentagstart', ({ name }) => this.begin(name));
    this.parser.on('attribute', ({ name, value }) => {
      if (name === 'xmlns' && this.open.length === 1) {
        this.namespace = value;
      }
      if (!isOfNamespaces(name)) {
        this.refuse(
          `cvc-complex-type.3.2.2: Attribute '${name}' is not allowed to appear in element '${this.open.at(-1)?.name}'.`,
        );
      }
    });
    this.parser.on('text', text => this.add(text));
    this.parser.on('cdata', text => this.add(text));
    this.parser.on('closetag', () => this.finish());
  }

  write(text: string): void {
    this.parser.write(text);
  }

  end(): XmlDocument {
    this.parser.close();
    return this.document ?? this.refuse('document must contain a root element.');
  }

  private refuse(problem: string): never {
    throw unreadableXml(problem);
  }

  private begin(name: string): void {
    if (++this.elements > MAX_ELEMENTS) {
      this.refuse(`there are more than ${MAX_ELEMENTS} elements`);
    }
    if (this.open.length >= MAX_DEPTH) {
      this.refuse(`elements are nested more than ${MAX_DEPTH} deep`);
    }
    this.open.push({ name, text: '', children: undefined });
  }

  private add(text: string): void {
    const element = this.open.at(-1);
    if (element) {
      element.text += text;
    }
  }

  private finish(): void {
    const { name, text, children } = this.open.pop()!;
    const blank = text.trim() === '';
    if (children && !blank) {
      this.refuse(
        `cvc-complex-type.2.3: Element '${name}' must have no character [children], because the type's content type is element-only.`,
      );
    }
    const tree = children ?? (blank && text.includes('\n') ? '' : text); // an element laid out over two lines is an empty one
    const parent = this.open.at(-1);
    if (parent) {
      append((parent.children ??= Object.create(null) as NonNullable<Open['children']>), name, tree);
    } else {
      this.document = { root: name, namespace: this.namespace, tree };
    }
  }
}

function append(children: NonNullable<Open['children']>, name: string, tree: XmlTree): void {
  const before = children[name];
  if (before === undefined) {
    children[name] = tree;
  } else if (Array.isArray(before)) {
    before.push(tree);
  } else {
    children[name] = [before, tree];
  }
}
