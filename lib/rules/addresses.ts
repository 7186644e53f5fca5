/**
 * IP addresses: telling them apart from names, one spelling for each, and which ones Route 53 refuses to check.
 */
import { isIP, SocketAddress } from 'node:net';

/** 4, 6, or undefined when the text is no IP address. */
export function ipVersion(text: string): 4 | 6 | undefined {
  const version = isIP(text);
  return (version === 4 || version === 6) && !text.includes('%') ? version : undefined;
}

/** The one spelling of an address: `2001:DB8:0::1` and `2001:db8::1` both become `2001:db8::1`. */
export function canonicalAddress(address: string): string {
  const version = ipVersion(address);
  if (version === undefined) {
    throw new Error(`not an IP address: '${address}'`);
  }
  return version === 4 ? address : new SocketAddress({ address, family: 'ipv6' }).address; // IPv4 has just one spelling
}

/** `52.0.0.1:80`, `www.example.com`; an IPv6 address in brackets, which keep its colons apart from that of the port. */
export function hostAndPort(host: string, port?: number): string {
  return `${ipVersion(host) === 6 ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`;
}

/** The 4 or 16 bytes of an address, as the wire has them, in a string of which each character is one byte. */
export function addressBytes(address: string): string {
  if (ipVersion(address) === 4) {
    return String.fromCharCode(...address.split('.').map(Number));
  }
  const [head, tail] = canonicalAddress(address).split('::').map(groupsOf);
  const groups = tail ? [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail] : head;
  return groups.map(group => String.fromCharCode(group >> 8, group & 255)).join('');
}

function groupsOf(text: string): number[] {
  return text
    .split(':')
    .filter(group => group !== '')
    .flatMap(group => (group.includes('.') ? dottedGroups(group) : [parseInt(group, 16)]));
}

/** The last 32 bits of `::ffff:192.0.2.1` as two groups. */
function dottedGroups(dotted: string): number[] {
  const [a, b, c, d] = dotted.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** The address that 4 or 16 bytes stand for, in its one spelling. */
export function addressOfBytes(bytes: string): string {
  const numbers = Array.from(bytes, char => char.charCodeAt(0));
  if (numbers.length === 4) {
    return numbers.join('.');
  }
  const groups = Array.from({ length: 8 }, (_, i) => (numbers[2 * i] * 256 + numbers[2 * i + 1]).toString(16));
  return canonicalAddress(groups.join(':'));
}

/** Whether this is an address of the machine it is used on. */
export function isLoopback(host: string): boolean {
  return ipVersion(host) === 4 ? host.startsWith('127.') : ipVersion(host) === 6 && canonicalAddress(host) === '::1';
}

/**
 * Ranges that health checkers never probe: local, private, non-routable, documentation and multicast (behaviour 4.5). Which of the IPv6
 * ranges the API refuses one by one is unconfirmed; all of the documented lists are refused here.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export const UNCHECKABLE_RANGES: readonly { readonly range: string; readonly purpose: string }[] = [
  // RFC 5735 and RFC 6598
  { range: '0.0.0.0/8', purpose: '"this" network' },
  { range: '10.0.0.0/8', purpose: 'private use' },
  { range: '100.64.0.0/10', purpose: 'shared address space' },
  { range: '127.0.0.0/8', purpose: 'loopback' },
  { range: '169.254.0.0/16', purpose: 'link local' },
  { range: '172.16.0.0/12', purpose: 'private use' },
  { range: '192.0.0.0/24', purpose: 'protocol assignments' },
  { range: '192.0.2.0/24', purpose: 'documentation' },
  { range: '192.88.99.0/24', purpose: '6to4 relay' },
  { range: '192.168.0.0/16', purpose: 'private use' },
  { range: '198.18.0.0/15', purpose: 'benchmarking' },
  { range: '198.51.100.0/24', purpose: 'documentation' },
  { range: '203.0.113.0/24', purpose: 'documentation' },
  { range: '224.0.0.0/4', purpose: 'multicast' },
  { range: '240.0.0.0/4', purpose: 'reserved' },
  // RFC 5156
  { range: '::/128', purpose: 'unspecified' },
  { range: '::1/128', purpose: 'loopback' },
  { range: '::/96', purpose: 'IPv4-compatible' },
  { range: '::ffff:0:0/96', purpose: 'IPv4-mapped' },
  { range: 'fe80::/10', purpose: 'link local' },
  { range: 'fc00::/7', purpose: 'unique local' },
  { range: '2001:db8::/32', purpose: 'documentation' },
  { range: '2002::/16', purpose: '6to4' },
  { range: '2001::/32', purpose: 'Teredo' },
  { range: '2001::/23', purpose: 'protocol assignments' },
  { range: '2001:10::/28', purpose: 'ORCHID' },
  { range: '3ffe::/16', purpose: '6bone' },
  { range: '5f00::/8', purpose: '6bone' },
  { range: 'ff00::/8', purpose: 'multicast' },
];

/** The first and the last address of each range, as bytes: the order of such texts is the order of addresses. */
const BLOCKS = UNCHECKABLE_RANGES.map(entry => {
  const [net, prefix] = entry.range.split('/');
  const first = addressBytes(net);
  const last = Array.from(first, (byte, i) => byte.charCodeAt(0) | (255 >> Math.min(Math.max(Number(prefix) - 8 * i, 0), 8)));
  return { ...entry, first, last: String.fromCharCode(...last) };
});

/** The range that keeps Route 53 from checking this address, or undefined when it may be checked. */
export function uncheckableRange(address: string): { readonly range: string; readonly purpose: string } | undefined {
  const bytes = addressBytes(address);
  return BLOCKS.find(({ first, last }) => first.length === bytes.length && first <= bytes && bytes <= last);
}
