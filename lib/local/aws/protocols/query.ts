/** AWS query, server side: a form comes in, `<XResponse><XResult>` goes out. STS and CloudFormation speak it. */
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { validationMessage, violations } from '../conform';
import { membersOf, type SchemaRef } from '../schemas';
import { ServiceError } from '../errors';
import type { SdkClient } from '../service';
import type { Model, Protocol, WireRequest } from '../wire';
import { structure, writeXml, xmlError, XML_SETTINGS } from './xml';

const METADATA = structure('ResponseMetadata', { RequestId: 0 });

export function queryProtocol(model: Model, config: SdkClient['config']): Protocol {
  const { xmlNamespace, version } = config.protocolSettings;
  return {
    // A GET that nobody signed may come from any link on any page, and could change something.
    recognises: request => isForm(request) && formOf(request).get('Version') === version && model.has(actionOf(request)),
    operationOf(request) {
      const action = actionOf(request);
      const operation = model.get(action);
      if (!operation) {
        throw new ServiceError('InvalidAction', `Could not find operation ${action || '(none given)'} for version ${version}`);
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

/** The form is the body of a POST, or the query of a GET. */
const formOf = (request: WireRequest): URLSearchParams =>
  request.method === 'GET' ? request.query : new URLSearchParams(new TextDecoder().decode(request.body));

const actionOf = (request: WireRequest): string => formOf(request).get('Action') ?? '';

/** A form's keys are paths: `Tags.member.1.Key`. */
interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

const MAX_DEPTH = 32;

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
      membersOf(schema).flatMap(([name, member]) => {
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
