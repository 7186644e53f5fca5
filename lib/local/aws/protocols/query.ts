/** AWS query, server side: a form comes in, `<XResponse><XResult>` goes out. STS and CloudFormation speak it. */
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { DOCUMENT_LIMITS } from '../../limits';
import { validationMessage, violations } from '../conform';
import { membersOfShape, type SchemaRef } from '../schemas';
import { notByThisMethod, ServiceError } from '../errors';
import type { Model, Protocol, WireRequest, SdkClient } from '../wire';
import { structure, writeXml, xmlError, XML_SETTINGS } from './xml';

const METADATA = structure('ResponseMetadata', { RequestId: 0 });

export function queryProtocol(model: Model, config: SdkClient['config']): Protocol {
  const { xmlNamespace, version } = config.protocolSettings;
  return {
    recognises: request => isForm(request) && formOf(request).get('Version') === version && model.has(actionOf(request)),
    operationOf(request) {
      const action = actionOf(request);
      const operation = model.get(action);
      if (!operation) {
        throw new ServiceError('InvalidAction', `Could not find operation ${action || '(none given)'} for version ${version}`);
      }
      if (request.method !== 'POST' && !(request.method === 'GET' && READS.test(action))) {
        throw notByThisMethod(action, request.method); // a link on any page makes a browser send a GET, with any signature in it
      }
      return operation;
    },
    readInput(operation, request) {
      const input = operation.input.isUnitSchema() ? {} : read(operation.input, treeOf(formOf(request)));
      const found = violations(operation.input, input);
      return found.length
        ? Promise.reject(new ServiceError('ValidationError', validationMessage(found)))
        : Promise.resolve(input);
    },
    writeOutput({ name, output }, value, requestId) {
      const result = output.isUnitSchema() ? {} : { [`${name}Result`]: output.getSchema() as SchemaRef };
      const schema = NormalizedSchema.of(structure(`${name}Response`, { ...result, ResponseMetadata: METADATA }));
      const document = { [`${name}Result`]: value ?? {}, ResponseMetadata: { RequestId: requestId } };
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: writeXml(schema, document, xmlNamespace) };
    },
    writeError: (error, requestId) => xmlError(error, requestId, xmlNamespace, false),
  };
}

const isForm = (request: WireRequest): boolean =>
  request.method === 'POST' && (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');

/** Actions that change nothing. */
const READS = /^(Describe|Get|List)/;

const forms = new WeakMap<WireRequest, URLSearchParams>();

/** The form is the body of a POST, or the query of a GET. */
function formOf(request: WireRequest): URLSearchParams {
  const form = forms.get(request) ?? (request.method === 'GET' ? request.query : formIn(request.body));
  forms.set(request, form);
  return form;
}

function formIn(body: Uint8Array): URLSearchParams {
  const text = new TextDecoder().decode(body);
  const fields = text.split('&', MAX_FIELDS + 1).length;
  if (fields > MAX_FIELDS) {
    throw new ServiceError('ValidationError', `The request has more than ${MAX_FIELDS} parameters`);
  }
  return new URLSearchParams(text);
}

const actionOf = (request: WireRequest): string => formOf(request).get('Action') ?? '';

/** A form's keys are paths: `Tags.member.1.Key`. */
interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

const { depth: MAX_DEPTH, formFields: MAX_FIELDS } = DOCUMENT_LIMITS;

function treeOf(form: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [key, value] of form) {
    let node = root;
    for (const step of key.split('.', MAX_DEPTH)) {
      const next = node.children.get(step) ?? { children: new Map<string, Node>() };
      node.children.set(step, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

const scalars = new FromStringShapeDeserializer(XML_SETTINGS);

/** The reverse of the SDK's QueryShapeSerializer. */
function read(schema: NormalizedSchema, node: Node): unknown {
  const traits = schema.getMergedTraits();
  if (schema.isStructSchema()) {
    return Object.fromEntries(
      membersOfShape(schema).flatMap(([name, member]) => {
        const child = node.children.get(member.getMergedTraits().xmlName ?? name);
        return child ? [[name, read(member, child)]] : [];
      }),
    );
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return numbered(traits.xmlFlattened ? node : node.children.get(item.getMergedTraits().xmlName ?? 'member')).map(n =>
      read(item, n),
    );
  }
  if (schema.isMapSchema()) {
    const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
    const entries = numbered(traits.xmlFlattened ? node : node.children.get('entry')).map(entry => [
      entry.children.get(key.getMergedTraits().xmlName ?? 'key')?.value,
      read(value, entry.children.get(value.getMergedTraits().xmlName ?? 'value') ?? { children: new Map() }),
    ]);
    return Object.fromEntries(entries) as unknown;
  }
  return node.value === undefined ? undefined : scalars.read(schema, node.value);
}

/** Children `1`, `2`, … in the order of their numbers. */
function numbered(node: Node | undefined): Node[] {
  return [...(node?.children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
