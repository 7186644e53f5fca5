/** What the two protocols that answer in XML share. */
import { XmlCodec, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { forXml } from '../../../rules/xml-characters';
import { nextTurn } from '../../turns';
import { type SchemaRef } from '../schemas';
import { ServiceError } from '../errors';
import type { RequestModel, WireResponse } from '../wire';
import { checkedContent } from './xml-content';
import { unreadableXml, readDocument } from './xml-reader';

/** Timestamps as ISO 8601 unless the schema says otherwise, as the SDK's own XML protocols have it. */
export const XML_SETTINGS = { timestampFormat: { useTrait: true, default: 5 as const }, httpBindings: true };

/** Writes `value` as one XML document with the namespace on its root, which any reader can read whatever others have put in it. */
export function writeXml(schema: SchemaRef, value: object, namespace = ''): string {
  const serializer = new XmlCodec({ ...XML_SETTINGS, xmlNamespace: namespace, serviceNamespace: '' }).createSerializer();
  serializer.write(NormalizedSchema.of(schema), value);
  return '<?xml version="1.0"?>\n' + forXml(String(serializer.flush()));
}

/** Bytes of a document that is soon read. */
const SHORT = 64 * 1024;

/**
 * Reads one XML document into the shape of `schema`.
 *
 * @throws ServiceError MalformedInput for another document than this, InvalidInput for what the schema does not have
 */
export async function readXml(schema: SchemaRef, body: Uint8Array, requests: RequestModel): Promise<unknown> {
  const { root, namespace, tree } = await readDocument(body);
  const normalized = NormalizedSchema.of(schema);
  const expected = normalized.getName() ?? '';
  if (requests.membersOf && root !== expected) {
    throw new ServiceError('MalformedInput', `${root} is not valid, expected ${expected}`);
  }
  if (requests.membersOf && namespace !== requests.namespace) {
    throw unreadableXml(`cvc-elt.1: Cannot find the declaration of element '${root}'.`);
  }
  const content = checkedContent(normalized, tree, root, requests);
  await nextTurn(body.length > SHORT);
  const shaper = new XmlShapeDeserializer({ ...XML_SETTINGS, xmlNamespace: '', serviceNamespace: '' });
  const input = shaper.readSchema(normalized, content) as unknown;
  await nextTurn(body.length > SHORT);
  return input;
}

/** A structure that is in no SDK: names of members, and the schema of each. */
export function structure(name: string, members: Record<string, SchemaRef>): SchemaRef {
  return [3, 'local', name, 0, Object.keys(members), Object.values(members)] as SchemaRef;
}

const STRING = 0 as SchemaRef;
const ERROR = structure('Error', { Type: STRING, Code: STRING, Message: STRING });
const ERROR_RESPONSE = NormalizedSchema.of(structure('ErrorResponse', { Error: ERROR, RequestId: STRING }));
const BARE_ERROR = NormalizedSchema.of(structure('Error', { Code: STRING, Message: STRING, RequestId: STRING }));

/** The error document of behaviour 6; `bare` is S3's, which has no wrapping. */
export function xmlError(error: ServiceError, requestId: string, namespace: string | undefined, bare: boolean): WireResponse {
  const Type = error.status < 500 ? 'Sender' : 'Receiver';
  const { code: Code, message: Message } = error;
  const body = bare
    ? writeXml(BARE_ERROR, { Code, Message, RequestId: requestId })
    : writeXml(ERROR_RESPONSE, { Error: { Type, Code, Message }, RequestId: requestId }, namespace);
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
}
