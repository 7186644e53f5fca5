/** Ids of resources, bare and behind the path that the API puts before some of them (behaviour 5.1). */

/** What an id is of, as paths have it. Tags are on the first two. */
export type IdKind = 'healthcheck' | 'hostedzone' | 'change' | 'delegationset';

const PATH = /^\/?(?:healthcheck|hostedzone|change|delegationset)\//;

/** `/hostedzone/Z…` and `Z…` are one id: the SDKs strip the path from requests, and keep it in answers. */
export function bareId(id = ''): string {
  return id.replace(PATH, '');
}

/** The id as answers have it. */
export function pathId(kind: IdKind, id: string): string {
  return `/${kind}/${id}`;
}

/** What has tags, by one text. */
export function tagged(kind: 'healthcheck' | 'hostedzone', id: string): string {
  return `${kind}/${id}`;
}

/** Where AWS has what was created: the `Location` header of the answer. */
export function locationOf(path: string): string {
  return `https://route53.amazonaws.com/${API_VERSION}${path}`;
}

export const API_VERSION = '2013-04-01';
