import { endpointName, type Server } from '../model';
import { TcpConnections } from './tcp';
import type { Transport } from './transport';
import { UdpPorts } from './udp';

/** Real UDP and TCP, with sockets of their own towards each server. */
export function socketTransport(): Transport {
  const udp = new Map<string, UdpPorts>();
  const tcp = new Map<string, TcpConnections>();
  const of = <T>(pool: Map<string, T>, server: Server, create: () => T): T => {
    const key = endpointName(server);
    const found = pool.get(key) ?? create();
    pool.set(key, found);
    return found;
  };
  return {
    exchange: (to, protocol, query, accept, timeout) =>
      protocol === 'udp'
        ? of(udp, to, () => new UdpPorts(to)).exchange(query, accept, timeout)
        : of(tcp, to, () => new TcpConnections(to)).exchange(query, accept, timeout),
    close: () => {
      udp.forEach(ports => ports.close());
      tcp.forEach(connections => connections.close());
    },
  };
}
