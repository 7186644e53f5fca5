import type { SdkClient } from '../service';
import type { Protocol } from '../wire';
import { jsonProtocol } from './json';
import { queryProtocol } from './query';
import { restXmlProtocol } from './rest-xml';

/** The protocol that the SDK's client speaks, seen from the server's side. */
export function protocolOf(sdk: object, config: SdkClient['config']): Protocol {
  const id = config.protocol.getShapeId();
  switch (id) {
    case 'aws.protocols#restXml':
      return restXmlProtocol(sdk, config);
    case 'aws.protocols#awsQuery':
      return queryProtocol(sdk, config);
    case 'aws.protocols#awsJson1_1':
      return jsonProtocol(sdk, config);
    default:
      throw new Error(`no server side for the protocol ${id} of ${config.defaultSigningName}`);
  }
}
