import type { Socket as UdpSocket } from 'node:dgram';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Random } from '../../rules/random';
import type { ClientLocation } from '../../rules/routing/location';
import { quietly, type ReportFault } from '../guarded';
import type { HealthSource } from '../health';
import type { Store } from '../store';
import { locationTable, type LocationEntry } from './location-table';
import { Responder } from './respond';
import { listenTcp } from './tcp';
import { listenUdp, type UdpOptions } from './udp';
import { Zones } from './zones';

export interface DnsOptions {
  readonly store: Store;
  readonly health: HealthSource;
  readonly random?: Random;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** 0 picks one that is free for both UDP and TCP. */
  readonly port?: number;
  /** Whether packets are taken and sent many at a time. */
  readonly batches?: boolean;
  /** Whether private zones are answered; they are not, for no query comes from a VPC. */
  readonly answerPrivate?: boolean;
  /** Where clients are, by the EDNS client subnet of their queries. */
  readonly locations?: readonly LocationEntry[];
  /** Where a client is of whom `locations` says nothing. Without it the policies take their default (behaviour 3.5). */
  readonly clientLocation?: ClientLocation;
  /** Told why a question got SERVFAIL, or no answer at all. */
  readonly report?: ReportFault;
}

export interface DnsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers over UDP and TCP on one port from what the store has published and the health of its checks. Rejects when it cannot bind. */
export async function startDns(options: DnsOptions): Promise<DnsServer> {
  const { host = '127.0.0.1', port = 0, batches } = options;
  const report = quietly(options.report ?? (() => undefined));
  const zones = new Zones(options.store, options.health, options.answerPrivate ?? false);
  const responder = new Responder({
    zones,
    random: options.random ?? Math.random,
    locations: locationTable(options.locations ?? []),
    clientLocation: options.clientLocation ?? {},
    report,
  });
  try {
    const { tcp, udp } = await listenBoth({ host, port, batches, report }, responder);
    const connections = new Set<Socket>();
    tcp.on('connection', socket => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    return {
      port: portOf(tcp),
      close: async () => {
        zones.close();
        connections.forEach(socket => socket.destroy());
        await Promise.all([new Promise(done => tcp.close(done)), new Promise<void>(done => udp.close(done))]);
      },
    };
  } catch (error) {
    zones.close();
    throw error;
  }
}

/** A port that is free for TCP may be taken for UDP; when any will do, another one is tried. */
const TRIES = 10;

async function listenBoth(options: UdpOptions, responder: Responder): Promise<{ tcp: Server; udp: UdpSocket }> {
  const udpAnswerer = {
    respond: (packet: Buffer) => responder.respond(packet, 'udp'),
    leaveBytes: () => responder.leaveBytes(),
  };
  for (let tries = 1; ; tries++) {
    const tcp = await listenTcp(options, { respond: packet => responder.respond(packet, 'tcp') });
    try {
      return { tcp, udp: await listenUdp({ ...options, port: portOf(tcp) }, udpAnswerer) };
    } catch (error) {
      tcp.close();
      if (options.port !== 0 || tries === TRIES || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
        throw error;
      }
    }
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
