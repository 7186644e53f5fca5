import type { Model, Protocol, RequestModel, SdkClient } from '../wire';
import { jsonProtocol } from './json';
import { queryProtocol } from './query';
import { restXmlProtocol } from './rest-xml';

/** The protocol that the SDK's client speaks, seen from the server's side. */
export function protocolOf(model: Model, config: SdkClient['config'], requests?: RequestModel): Protocol {
  const id = config.protocol.getShapeId();
  switch (id) {
    case 'aws.protocols#restXml':
      return restXmlProtocol(model, config, requests);
    case 'aws.protocols#awsQuery':
      return queryProtocol(model, config);
    case 'aws.protocols#awsJson1_1':
      return jsonProtocol(model, config);
    default:
      throw new Error(`no server side for the protocol ${id} of ${config.defaultSigningName}`);
  }
}
