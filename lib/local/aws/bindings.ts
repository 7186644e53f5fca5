/** Reads an operation's input from where its schema binds each member, and writes its output likewise. */
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { readXml, writeXml, XML_SETTINGS } from './protocols/xml';
import { membersOfShape } from './schemas';
import type { OperationShape, RequestModel, WireRequest, WireResponse } from './wire';

const fromText = new FromStringShapeDeserializer(XML_SETTINGS);
const toText = new ToStringShapeSerializer(XML_SETTINGS);

/** Members of the body, as against those bound to the path, the query or a header. */
const isInBody = (member: NormalizedSchema): boolean => {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
  return !(httpLabel ?? httpQuery ?? httpQueryParams ?? httpHeader ?? httpPrefixHeaders ?? httpPayload);
};

export async function readBindings(
  { input }: OperationShape,
  labels: ReadonlyMap<string, string>,
  request: WireRequest,
  requests: RequestModel,
): Promise<Record<string, unknown>> {
  const members = membersOfShape(input);
  const body =
    request.body.length > 0 && members.some(([, member]) => isInBody(member))
      ? ((await readXml(input, request.body, requests)) as Record<string, unknown>)
      : {};
  const values = await Promise.all(
    members.map(([name, member]) => (isInBody(member) ? body[name] : readMember(name, member, labels, request, requests))),
  );
  return Object.fromEntries(members.map(([name], i) => [name, values[i]] as const).filter(([, value]) => value !== undefined));
}

/** A promise only for what is a whole document. */
function readMember(
  name: string,
  member: NormalizedSchema,
  labels: ReadonlyMap<string, string>,
  { query, headers, body }: WireRequest,
  requests: RequestModel,
): unknown {
  const traits = member.getMergedTraits();
  const one = (text: string | null | undefined): unknown =>
    text === null || text === undefined ? undefined : fromText.read(member, text);
  if (traits.httpLabel) {
    return one(labels.get(name));
  }
  if (traits.httpQuery) {
    if (member.isListSchema()) {
      const all = query.getAll(traits.httpQuery);
      return all.length ? all.map(text => fromText.read(member.getValueSchema(), text) as unknown) : undefined;
    }
    return one(query.get(traits.httpQuery));
  }
  if (traits.httpHeader) {
    return one(headers.get(traits.httpHeader.toLowerCase()));
  }
  if (traits.httpPrefixHeaders) {
    const prefix = traits.httpPrefixHeaders.toLowerCase();
    const found = [...headers].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);
    return found.length ? (Object.fromEntries(found) as unknown) : undefined;
  }
  if (traits.httpPayload) {
    if (member.isBlobSchema()) {
      return body;
    }
    if (body.length === 0) {
      return undefined;
    }
    return member.isStringSchema() ? new TextDecoder().decode(body) : readXml(member, body, requests);
  }
  return undefined;
}

/** The response of a REST-XML operation that went well. */
export function writeBindings(operation: OperationShape, output: Record<string, unknown>, namespace?: string): WireResponse {
  const present = membersOfShape(operation.output).filter(([name]) => output[name] !== undefined && output[name] !== null);
  const headers: Record<string, string> = {};
  let body: string | Uint8Array | undefined;
  for (const [name, member] of present) {
    const traits = member.getMergedTraits();
    if (traits.httpHeader) {
      toText.write(member, output[name]);
      headers[traits.httpHeader.toLowerCase()] = toText.flush();
    } else if (traits.httpPrefixHeaders) {
      for (const [key, value] of Object.entries(output[name] as Record<string, string>)) {
        headers[traits.httpPrefixHeaders.toLowerCase() + key] = value;
      }
    } else if (traits.httpPayload) {
      body =
        member.isBlobSchema() || member.isStringSchema()
          ? (output[name] as Uint8Array | string)
          : writeXml(member, output[name] as object, namespace);
    }
  }
  const inBody = membersOfShape(operation.output).filter(([, member]) => isInBody(member));
  if (body === undefined && inBody.length > 0) {
    body = writeXml(operation.output, Object.fromEntries(inBody.map(([name]) => [name, output[name]])), namespace);
    headers['content-type'] ??= 'text/xml';
  }
  return { status: operation.http?.[2] ?? 200, headers, body: body ?? '' };
}
