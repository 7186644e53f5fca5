/** REST-XML, server side: Route 53 and S3 speak it. */
import { readBindings, writeBindings } from '../bindings';
import { conformanceFault } from '../conform';
import { Routes, type Match } from '../routes';
import { ServiceError } from '../errors';
import type { Model, Protocol, RequestModel, WireRequest, SdkClient } from '../wire';
import { xmlError } from './xml';

export function restXmlProtocol(
  model: Model,
  config: SdkClient['config'],
  requests: RequestModel = { namespace: config.protocolSettings.xmlNamespace ?? '' },
): Protocol {
  const routes = new Routes(model.values());
  const { xmlNamespace, version } = config.protocolSettings;
  const isS3 = config.defaultSigningName === 's3';
  const find = (request: WireRequest): Match => {
    const match = routes.find(request);
    if (!match) {
      throw new ServiceError('UnknownOperationException', `no operation for ${request.method} ${request.path}`, { status: 404 });
    }
    return match;
  };
  return {
    // S3's paths begin with a bucket and so recognise anything; every other service has its version there.
    recognises: request => isS3 || request.path.startsWith(`/${version}/`),
    operationOf: request => find(request).operation,
    async readInput(operation, request) {
      const input = await readBindings(operation, find(request).labels, request, requests);
      const fault = conformanceFault(operation, input, requests);
      if (fault !== undefined) {
        throw new ServiceError('InvalidInput', fault);
      }
      return input;
    },
    writeOutput: (operation, output) => writeBindings(operation, (output ?? {}) as Record<string, unknown>, xmlNamespace),
    writeError: (error, requestId) => xmlError(error, requestId, xmlNamespace, isS3),
  };
}
