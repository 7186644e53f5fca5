import type { Service } from './service';
import type { WireRequest } from './wire';

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** What a request was signed with and for, from the credential scope `<key>/<date>/<region>/<service>/aws4_request`. */
export function credentialScope(request: WireRequest): CredentialScope | undefined {
  const header = /\bCredential=([^,\s]+)/.exec(request.headers.get('authorization') ?? '')?.[1];
  const scope = (header ?? request.query.get('X-Amz-Credential') ?? '').split('/');
  return scope.length >= 5
    ? { accessKeyId: scope[0], region: scope[scope.length - 3], service: scope[scope.length - 2] }
    : undefined;
}

/** Whose key signed it: also by the AWS3 signature that clients of the oldest Route 53 APIs make, which names no service. */
export function accessKeyOf(request: WireRequest): string | undefined {
  const aws3 = /\bAWSAccessKeyId=([^,\s]+)/.exec(request.headers.get('x-amzn-authorization') ?? '')?.[1];
  return credentialScope(request)?.accessKeyId ?? aws3;
}

/** The service a request was signed for, if it was signed and we have that service; of its API versions, the one that the path names. */
export function serviceSignedFor(request: WireRequest, services: readonly Service[]): Service | undefined {
  const scope = credentialScope(request);
  const named = services.filter(service => service.name === scope?.service);
  return named.find(service => service.protocol.recognises(request)) ?? named[0];
}

/** The service of an unsigned request: the first that recognises it. One that recognises anything (S3) comes last in `services`. */
export function recognise(request: WireRequest, services: readonly Service[]): Service | undefined {
  return credentialScope(request) ? undefined : services.find(service => service.protocol.recognises(request));
}
