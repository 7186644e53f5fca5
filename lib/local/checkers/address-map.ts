import { type AddressBits, addressBits, addressText, lowBits } from '../../rules/address-bits';
import { canonicalAddress, ipVersion, isLoopback } from '../../rules/addresses';
import { PORT, within } from '../../rules/limits';
import { normalizeName } from '../../rules/names';

/** Where a probe really connects. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

/** A `FROM=TO` that cannot be meant. */
export class AddressMapError extends Error {
  constructor(entry: string, problem: string) {
    super(`${entry}: ${problem}`);
    this.name = 'AddressMapError';
  }
}

interface Network extends AddressBits {
  readonly hostBits: number;
}

interface Entry {
  readonly from: Network | string;
  readonly fromPort?: number;
  readonly to: Network;
  /** The port of the first address. */
  readonly toPort?: number;
  /** How far the port moves from one address to the next. */
  readonly portStep: 0 | 1;
}

/**
 * Where on this machine the endpoints of health checks are: `52.0.0.0/24=127.0.0.1:8000+`, `52.0.0.7=127.0.0.1:8081`,
 * `52.0.0.7:443=127.0.0.1:8443`, `52.0.0.0/24=127.0.1.0/24`, `[2600:1f18::7]=[::1]:8081`, `origin.shop.example=127.0.0.1:8082`. The more
 * specific entry wins: fewer addresses, then one for a single port. A range maps onto one port after the other (`8000+`), onto a range of
 * its size, address by address, or all onto one address.
 */
export class AddressMap {
  private readonly entries: Entry[] = [];
  private readonly found = new Map<string, Target | undefined>();

  /** @throws AddressMapError */
  constructor(entries: readonly string[] = []) {
    entries.forEach(entry => this.add(entry));
  }

  /** @throws AddressMapError */
  add(text: string): void {
    const entry = parseEntry(text);
    if (this.entries.some(other => sameFrom(entry, other))) {
      throw new AddressMapError(text, 'this address is mapped already');
    }
    this.entries.push(entry);
    this.entries.sort(
      (a, b) => hostBitsOf(a) - hostBitsOf(b) || Number(b.fromPort !== undefined) - Number(a.fromPort !== undefined),
    );
    this.found.clear();
  }

  /** Where to connect for `port` of an address or domain name; undefined when that is not on this machine. */
  target(host: string, port: number): Target | undefined {
    const key = `${host} ${port}`;
    if (!this.found.has(key)) {
      this.found.set(key, this.find(host, port));
    }
    return this.found.get(key);
  }

  private find(host: string, port: number): Target | undefined {
    const from = ipVersion(host) === undefined ? normalizeName(host) : addressBits(host);
    const entry = this.entries.find(e => covers(e, from) && (e.fromPort ?? port) === port);
    if (entry) {
      const offset = typeof from === 'string' ? 0n : lowBits(from.value, hostBitsOf(entry));
      const address = addressText({ value: entry.to.value + lowBits(offset, entry.to.hostBits), width: entry.to.width });
      return { address, port: entry.toPort === undefined ? port : entry.toPort + entry.portStep * Number(offset) };
    }
    return isLoopback(host) ? { address: canonicalAddress(host), port } : undefined;
  }
}

function hostBitsOf(entry: Entry): number {
  return typeof entry.from === 'string' ? 0 : entry.from.hostBits;
}

function covers({ from }: Entry, host: string | AddressBits): boolean {
  if (typeof from === 'string' || typeof host === 'string') {
    return from === host;
  }
  return from.width === host.width && host.value - lowBits(host.value, from.hostBits) === from.value;
}

function sameFrom(a: Entry, b: Entry): boolean {
  return a.fromPort === b.fromPort && hostBitsOf(a) === hostBitsOf(b) && covers(a, b.from);
}

function parseEntry(text: string): Entry {
  const parts = text.split('=');
  if (parts.length !== 2) {
    throw new AddressMapError(text, 'expected FROM=TO, e.g. 52.0.0.0/24=127.0.0.1:8000+ or 52.0.0.7=127.0.0.1:8081');
  }
  const onePortEach = parts[1].endsWith('+');
  const [from, to] = [parseEnd(text, parts[0]), parseEnd(text, onePortEach ? parts[1].slice(0, -1) : parts[1])];
  if (typeof to.host === 'string' || !isWithinLoopback(to.host)) {
    throw new AddressMapError(
      text,
      `the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got '${parts[1]}'`,
    );
  }
  const fromBits = typeof from.host === 'string' ? 0 : from.host.hostBits;
  if (to.host.hostBits > 0 && to.host.hostBits !== fromBits) {
    const [m, n] = [2n ** BigInt(fromBits), 2n ** BigInt(to.host.hostBits)];
    throw new AddressMapError(text, `a range maps onto a range of its size or onto one address; got ${m} onto ${n} addresses`);
  }
  if (onePortEach) {
    checkPorts(text, typeof from.host === 'string' ? undefined : from.host, to.host, to.port);
  }
  return { from: from.host, fromPort: from.port, to: to.host, toPort: to.port, portStep: onePortEach ? 1 : 0 };
}

/** Whether `8000+` can be meant: a first port, of one address, and enough ports after it for the whole range. */
function checkPorts(entry: string, from: Network | undefined, to: Network, first: number | undefined): void {
  if (from === undefined || to.hostBits > 0 || first === undefined) {
    throw new AddressMapError(entry, `'+' is one port for each address, as in 52.0.0.0/24=127.0.0.1:8000+`);
  }
  const last = BigInt(first) + 2n ** BigInt(from.hostBits) - 1n;
  if (last > PORT.max) {
    throw new AddressMapError(entry, `a port is a number from ${PORT.min} to ${PORT.max}, got ${first} to ${last}`);
  }
}

function isWithinLoopback(network: Network): boolean {
  return isLoopback(addressText(network)) && (network.width === 32 ? network.hostBits <= 24 : network.hostBits === 0);
}

const BRACKETED = /^\[(?<host>[^\]]*)\](?:\/(?<prefix>\d+))?(?::(?<port>\d+))?$/;
const BARE_IPV6 = /^(?<host>[^/]*:[^/]*:[^/]*?)(?:\/(?<prefix>\d+))?(?<port>(?!))?$/;
const PLAIN = /^(?<host>[^:/]+)(?:\/(?<prefix>\d+))?(?::(?<port>\d+))?$/;

function parseEnd(entry: string, text: string): { host: Network | string; port?: number } {
  const match = (BRACKETED.exec(text) ?? BARE_IPV6.exec(text) ?? PLAIN.exec(text))?.groups;
  if (!match) {
    throw new AddressMapError(entry, `expected ADDRESS, ADDRESS:PORT, ADDRESS/PREFIX or NAME, got '${text}'`);
  }
  const port = match.port === undefined ? undefined : Number(match.port);
  if (port !== undefined && !within(PORT, port)) {
    throw new AddressMapError(entry, `a port is a number from ${PORT.min} to ${PORT.max}, got '${match.port}'`);
  }
  if (ipVersion(match.host) === undefined) {
    return { host: parseDomainName(entry, text, match.host, match.prefix), port };
  }
  const bits = addressBits(match.host);
  const prefix = match.prefix === undefined ? bits.width : Number(match.prefix);
  if (prefix > bits.width) {
    throw new AddressMapError(entry, `a prefix of this address has at most ${bits.width} bits, got '${text}'`);
  }
  const hostBits = bits.width - prefix;
  const network = { ...bits, hostBits, value: bits.value - lowBits(bits.value, hostBits) };
  if (network.value !== bits.value) {
    throw new AddressMapError(entry, `'${text}' lies inside a range; the range begins at ${addressText(network)}/${prefix}`);
  }
  return { host: network, port };
}

function parseDomainName(entry: string, text: string, host: string, prefix: string | undefined): string {
  if (prefix !== undefined || /^[\d.]+$/.test(host)) {
    throw new AddressMapError(entry, `'${text}' is neither an address nor a domain name`);
  }
  try {
    return normalizeName(host);
  } catch (error) {
    throw new AddressMapError(entry, error instanceof Error ? error.message : String(error));
  }
}
