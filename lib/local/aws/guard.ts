/**
 * Who may talk to the API: programs on this machine. A web page could otherwise post to it, directly or after rebinding a name of its own
 * to a loopback address.
 */
import { isLoopback } from '../../rules/addresses';

/**
 * Why the request is refused, or undefined when it may pass. `allowed` are further names and addresses, such as the one given with
 * `--host` and the one the connection came in on: a page can point a name of its own at them, but not make an address its name.
 */
export function refusal(headers: ReadonlyMap<string, string>, allowed: readonly string[] = []): string | undefined {
  const host = headers.get('host');
  if (host === undefined || !isLocal(hostName(host), allowed)) {
    return `the Host header must name this machine, got ${quoted(host)}`;
  }
  if (headers.get('sec-fetch-site') === 'cross-site') {
    return 'requests that another site makes a browser send are not answered'; // a link or an image sends no Origin
  }
  const origin = headers.get('origin');
  if (origin !== undefined && !(URL.canParse(origin) && isLocal(new URL(origin).hostname, allowed))) {
    return `requests from web pages are answered only to pages of this machine, got Origin ${quoted(origin)}`;
  }
  return undefined;
}

function isLocal(name: string, allowed: readonly string[]): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || isLoopback(bare) || allowed.includes(bare);
}

const hostName = (host: string): string => host.replace(/:\d*$/, '');

const quoted = (text: string | undefined): string => (text === undefined ? 'none' : `'${text}'`);
