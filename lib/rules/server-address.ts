/** A DNS server as a person writes it. */
import { isIPv4, isIPv6 } from 'node:net';
import { PORT, within } from './limits';

export interface ServerAddress {
  /** An IP address or a host name. */
  readonly host: string;
  readonly port: number;
}

export const DNS_PORT = 53;
export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;

/** What `parseServer` takes, in words. */
export const SERVER_FORMS =
  'an address or a host name, with or without a port, e.g. 192.0.2.1, 127.0.0.1:5300, [::1]:5300 or ns-1.example.net';

/** Labels of a host name; the last one has a letter, or the text would be an IPv4 address that is none. */
const HOST_NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*(?=[0-9_-]*[a-z])[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?$/i;

/** Undefined when the text is no server. An IPv6 address stands in brackets when a port follows it. */
export function parseServer(text: string): ServerAddress | undefined {
  if (isIPv6(text)) {
    return { host: text, port: DNS_PORT };
  }
  const [, bracketed, plain = '', digits] = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? DNS_PORT : Number(digits);
  const isHost = bracketed === undefined ? isIPv4(plain) || HOST_NAME.test(plain) : isIPv6(bracketed);
  return isHost && within(PORT, port) ? { host: bracketed ?? plain, port } : undefined;
}

/** A resolver as a person writes it: plain DNS, DNS over TLS (RFC 7858) or DNS over HTTPS (RFC 8484). */
export interface ResolverAddress extends ServerAddress {
  readonly protocol: 'dns' | 'tls' | 'https';
  /** With HTTPS. */
  readonly path?: string;
}

const TLS_PORT = 853;

/** What `parseResolver` takes, in words. */
export const RESOLVER_FORMS =
  'HOST[:PORT] for DNS, tls://HOST[:PORT] for DNS over TLS or https://HOST[:PORT]/PATH for DNS over HTTPS, e.g. 1.1.1.1, tls://dns.example or https://dns.example/dns-query';

/** Undefined when the text is no resolver. */
export function parseResolver(text: string): ResolverAddress | undefined {
  if (!text.includes('://')) {
    const server = parseServer(text);
    return server && { ...server, protocol: 'dns' };
  }
  const [, scheme, rest, path = ''] = /^(tls|https):\/\/([^/?#]+)(\/[!-~]*)?$/i.exec(text) ?? [];
  const secure = scheme?.toLowerCase() === 'tls' ? 'tls' : 'https';
  const server = rest === undefined ? undefined : parseServer(rest);
  if (!server || (secure === 'tls' && path.length > 1)) {
    return undefined;
  }
  const hasPort = /:\d+$/.test(rest) && !(rest.includes('[') && rest.endsWith(']')) && !isIPv6(rest);
  const port = hasPort ? server.port : secure === 'tls' ? TLS_PORT : HTTPS_PORT;
  return { host: server.host, port, protocol: secure, ...(secure === 'https' && { path: path === '' ? '/dns-query' : path }) };
}
