/** A DNS server as a person writes it. */
import { isIPv4, isIPv6 } from 'node:net';

export interface ServerAddress {
  /** An IP address or a host name. */
  readonly host: string;
  readonly port: number;
}

export const DNS_PORT = 53;

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
  return isHost && port >= 1 && port <= 65_535 ? { host: bracketed ?? plain, port } : undefined;
}
