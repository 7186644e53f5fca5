/** AWS JSON 1.1, server side: the operation is in `X-Amz-Target`, JSON goes both ways. SSM speaks it. */
import { JsonCodec } from '@aws-sdk/core/protocols';
import { isNestedDeeper } from '../../json-depth';
import { DOCUMENT_LIMITS } from '../../limits';
import { validationMessage, violations } from '../conform';
import { notByThisMethod, ServiceError } from '../errors';
import type { Model, Protocol, WireRequest, SdkClient } from '../wire';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };

export function jsonProtocol(model: Model, config: SdkClient['config']): Protocol {
  const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });
  const prefix = `${config.protocolSettings.serviceTarget}.`;
  const target = (request: WireRequest): string => request.headers.get('x-amz-target') ?? '';
  return {
    recognises: request => target(request).startsWith(prefix),
    operationOf(request) {
      const operation = model.get(target(request).slice(prefix.length));
      if (!operation || !target(request).startsWith(prefix)) {
        throw new ServiceError(
          'UnknownOperationException',
          `no operation '${target(request)}'; expected X-Amz-Target ${prefix}…`,
        );
      }
      if (request.method !== 'POST') {
        throw notByThisMethod(operation.name, request.method);
      }
      return operation;
    },
    async readInput(operation, request) {
      const text = new TextDecoder().decode(request.body);
      if (isNestedDeeper(text, DOCUMENT_LIMITS.jsonDepth)) {
        throw new ServiceError('SerializationException', `The body is nested more than ${DOCUMENT_LIMITS.jsonDepth} deep`);
      }
      const input: unknown = await Promise.resolve()
        .then(() => codec.createDeserializer().read(operation.input, text || '{}') as unknown)
        .catch(() => {
          throw new ServiceError('SerializationException', 'The body is not the JSON that the operation takes');
        });
      const found = violations(operation.input, input);
      if (found.length) {
        throw new ServiceError('ValidationException', validationMessage(found));
      }
      return input;
    },
    writeOutput({ output }, value) {
      const serializer = codec.createSerializer();
      serializer.write(output, value ?? {});
      return { status: 200, headers: HEADERS, body: output.isUnitSchema() ? '{}' : String(serializer.flush()) };
    },
    writeError: error => ({
      status: error.status,
      headers: { ...HEADERS, 'x-amzn-errortype': error.code },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    }),
  };
}
