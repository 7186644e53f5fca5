/** Zones and health for DNS tests, and three ways to ask: in memory, over UDP and over TCP. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { decode, encode, type Packet } from 'dns-packet';
import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import { locationTable, type LocationEntry } from '../../../lib/local/dns/location-table';
import { Responder } from '../../../lib/local/dns/respond';
import { startDns, type DnsOptions } from '../../../lib/local/dns/server';
import { Zones } from '../../../lib/local/dns/zones';
import type { HealthSource } from '../../../lib/local/health';
import { EMPTY_STATE, type HostedZone } from '../../../lib/local/state';
import { Store } from '../../../lib/local/store';
import { seededRandom } from '../../../lib/rules/random';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import type { ClientLocation } from '../../../lib/rules/routing/location';
import { records } from '../../rules/routing/zone';

export const SERVERS = ['ns-1.awsdns-01.com.', 'ns-2.awsdns-02.net.', 'ns-3.awsdns-03.org.', 'ns-4.awsdns-04.co.uk.'];
export const SOA = `${SERVERS[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;

/** A zone with its NS and SOA records and these; `id` also tells zones of one name apart. */
export function hostedZone(name: string, sets: readonly ResourceRecordSet[], more: Partial<HostedZone> = {}): HostedZone {
  const recordSets = [records(name, 'NS', SERVERS, { TTL: 172_800 }), records(name, 'SOA', [SOA], { TTL: 900 }), ...sets];
  return {
    id: 'Z0000000000000000EXAM',
    name,
    accountId: LOCAL_ACCOUNT,
    callerReference: name,
    vpcs: [],
    nameServers: SERVERS,
    recordSets,
    published: recordSets,
    ...more,
  };
}

/** Health that a test sets by hand; a check nobody spoke of is healthy. */
export class SetHealth implements HealthSource {
  private readonly unhealthy = new Set<string>();
  private readonly listeners = new Set<(id: string, healthy: boolean) => void>();

  isHealthy(id: string): boolean {
    return !this.unhealthy.has(id);
  }

  onChange(listener: (id: string, healthy: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(id: string, healthy: boolean): void {
    if (healthy) this.unhealthy.delete(id);
    else this.unhealthy.add(id);
    this.listeners.forEach(listener => listener(id, healthy));
  }
}

export interface World {
  readonly zones: readonly HostedZone[];
  readonly unhealthy?: readonly string[];
  readonly seed?: number;
  readonly answerPrivate?: boolean;
  readonly locations?: readonly LocationEntry[];
  readonly clientLocation?: ClientLocation;
}

export function storeOf(zones: readonly HostedZone[]): Store {
  return new Store({ ...EMPTY_STATE, zones: new Map(zones.map(zone => [zone.id, zone])) });
}

export function dnsOptions({ zones, unhealthy = [], seed = 1, ...rest }: World): DnsOptions & { health: SetHealth } {
  const health = new SetHealth();
  unhealthy.forEach(id => health.set(id, false));
  return { store: storeOf(zones), health, random: seededRandom(seed), ...rest };
}

/** Sends a packet; undefined when nothing comes back. */
export type Ask = (packet: Buffer) => Promise<Buffer | undefined>;

export interface Server {
  readonly ask: Ask;
  close(): Promise<void>;
}

export const SERVE: Record<'memory' | 'udp' | 'tcp', (options: DnsOptions) => Promise<Server>> = {
  memory: options => {
    const responder = inMemory(options);
    return Promise.resolve({ ask: packet => Promise.resolve(responder.respond(packet, 'tcp')), close: () => Promise.resolve() });
  },
  udp: async options => {
    const server = await startDns(options);
    return { ask: packet => askUdp(server.port, packet), close: () => server.close() };
  },
  tcp: async options => {
    const server = await startDns(options);
    return { ask: packet => askTcp(server.port, packet), close: () => server.close() };
  },
};

export function inMemory(options: DnsOptions): Responder {
  return new Responder({
    zones: new Zones(options.store, options.health, options.answerPrivate ?? false),
    random: options.random ?? Math.random,
    locations: locationTable(options.locations ?? []),
    clientLocation: options.clientLocation ?? {},
    report: options.report ?? rethrow,
  });
}

function rethrow(error: unknown): never {
  throw error;
}

const PATIENCE = 5000;

async function askUdp(port: number, packet: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4');
  try {
    socket.send(packet, port, '127.0.0.1');
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE) })) as [Buffer];
    return reply;
  } finally {
    socket.close();
  }
}

async function askTcp(port: number, packet: Buffer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(framed(packet));
    let received = Buffer.alloc(0);
    while (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) {
      const [data] = (await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE) })) as [Buffer];
      received = Buffer.concat([received, data]);
    }
    return received.subarray(2);
  } finally {
    socket.destroy();
  }
}

export function framed(packet: Buffer): Buffer {
  return Buffer.concat([Buffer.of(packet.length >> 8, packet.length & 0xff), packet]);
}

export interface QuestionOptions {
  readonly id?: number;
  readonly flags?: number;
  readonly class?: Packet['questions'] extends (infer Q)[] | undefined ? (Q extends { class?: infer C } ? C : never) : never;
  /** An OPT record with this UDP size. */
  readonly udpBytes?: number;
  /** Its client subnet, e.g. `198.51.100.0/24`. */
  readonly subnet?: string;
}

export function question(name: string, type: string, { udpBytes, subnet, ...more }: QuestionOptions = {}): Buffer {
  const [ip, sourcePrefixLength] = subnet?.split('/') ?? [];
  const options = subnet ? [{ code: 8, ip, sourcePrefixLength: Number(sourcePrefixLength), scopePrefixLength: 0 }] : [];
  const opt = { type: 'OPT', name: '.', udpPayloadSize: udpBytes ?? 1232, flags: 0, options };
  return encode({
    type: 'query',
    id: more.id ?? 4711,
    flags: more.flags ?? 0x0100,
    questions: [{ name, type, class: more.class ?? 'IN' }],
    additionals: udpBytes !== undefined || subnet ? [opt] : [],
  } as never);
}

/** What a reply says, each record as one line `owner TTL TYPE data`; sections sorted unless they have just one record. */
export interface Said {
  readonly rcode: string;
  readonly flags: string;
  readonly answer: readonly string[];
  readonly authority: readonly string[];
  readonly additional: readonly string[];
}

export function read(reply: Buffer): Said {
  const packet = decode(reply) as unknown as Record<string, unknown> & {
    answers: never[];
    authorities: never[];
    additionals: never[];
  };
  const flags = ['aa', 'tc', 'rd', 'ra'].filter(flag => packet[`flag_${flag}`] === true);
  return {
    rcode: String(packet.rcode),
    flags: ['qr', ...flags].join(' '),
    answer: packet.answers.map(line).sort(),
    authority: packet.authorities.map(line).sort(),
    additional: packet.additionals.map(line).sort(),
  };
}

function line(record: { name: string; ttl: number; type: string; data: unknown; udpPayloadSize?: number }): string {
  return record.type === 'OPT'
    ? `OPT ${record.udpPayloadSize}`
    : `${record.name} ${record.ttl} ${record.type} ${dataText(record.data)}`;
}

function dataText(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString('hex');
  if (Array.isArray(data)) return data.map(part => `"${String(part)}"`).join(' ');
  return typeof data === 'object' && data !== null ? Object.values(data).map(dataText).join(' ') : String(data);
}
