import { endpointName, type Server } from '../model';
import { HttpsQueries } from './https';
import { TcpConnections } from './tcp';
import type { Transport } from './transport';
import { UdpPorts } from './udp';

/** Real UDP, TCP, TLS and HTTPS, with sockets of their own towards each server. */
export function socketTransport(): Transport {
  const udp = new Map<string, UdpPorts>();
  const tcp = new Map<string, TcpConnections>();
  const https = new Map<string, HttpsQueries>();
  const of = <T>(pool: Map<string, T>, server: Server, create: () => T): T => {
    const key = endpointName(server);
    const found = pool.get(key) ?? create();
    pool.set(key, found);
    return found;
  };
  const close = (): void => {
    udp.forEach(ports => ports.close());
    tcp.forEach(connections => connections.close());
    https.forEach(queries => queries.close());
    [udp, tcp, https].forEach(pool => pool.clear());
  };
  return {
    exchange: (to, protocol, query, accept, timeout) =>
      protocol === 'udp'
        ? of(udp, to, () => new UdpPorts(to)).exchange(query, accept, timeout)
        : protocol === 'https'
          ? of(https, to, () => new HttpsQueries(to)).exchange(query, accept, timeout)
          : of(tcp, to, () => new TcpConnections(to)).exchange(query, accept, timeout),
    renew: close,
    close,
  };
}
