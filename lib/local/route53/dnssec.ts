/** DNSSEC, which no zone here is signed by: what tools ask before they delete a zone. */
import { ServiceError } from '../aws/errors';
import type { AccountContext } from './context';
import type { Operations } from './operations';

export function dnssecOperations({ own }: AccountContext): Operations<'GetDNSSEC'> {
  return {
    GetDNSSEC({ HostedZoneId }) {
      if (own.zone(HostedZoneId).vpcs.length > 0) {
        throw new ServiceError('InvalidArgument', 'Operation is unsupported for private hosted zones.');
      }
      return { Status: { ServeSignature: 'NOT_SIGNING' }, KeySigningKeys: [] };
    },
  };
}
