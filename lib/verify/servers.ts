/** Which DNS servers to ask, and in which ways. */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { DNS_PORT, type ResolverAddress, type ServerAddress } from '../rules/server-address';
import { VerifyError } from './errors';
import { endpointName, type Lane, type Server } from './model';

/** What finding servers needs of the network. */
export interface ServerFinder {
  /** All addresses of a host name. */
  addresses(hostName: string): Promise<string[]>;
  /** Whether there is a way to the address at all. Sends nothing. */
  routed(address: string): Promise<boolean>;
}

export const systemFinder: ServerFinder = {
  addresses: async hostName => (await lookup(hostName, { all: true })).map(found => found.address),
  routed: address =>
    new Promise(resolve => {
      const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
      const done = (way: boolean): void => {
        socket.close();
        resolve(way);
      };
      socket.once('error', () => done(false));
      socket.connect(DNS_PORT, address, () => done(true)); // asks the routing table, not the network
    }),
};

/** One of those that a delegation set lists. */
export const nameServer = (host: string): ServerAddress => ({ host, port: DNS_PORT });

/** The servers behind what the user wrote or the delegation set lists. */
export async function findServers(wanted: readonly (ServerAddress | ResolverAddress)[], finder: ServerFinder): Promise<Server[]> {
  const found = await Promise.all(
    wanted.map(async server => {
      const { host, port } = server;
      const secure =
        'protocol' in server && server.protocol !== 'dns' ? { host, protocol: server.protocol, path: server.path } : undefined;
      const addresses = await addressesOf(host, finder);
      const servers = addresses.map(address => ({ address, port, name: '', ...(secure && { secure }) }));
      return servers.map(server => ({
        ...server,
        name: host === server.address ? endpointName(server) : label(host, server, servers),
      }));
    }),
  );
  const servers = found.flat();
  const routed = await Promise.all(servers.map(server => finder.routed(server.address)));
  const usable = servers.filter((_, at) => routed[at]);
  if (usable.length === 0) {
    throw new VerifyError(`there is no route to any of ${servers.map(s => s.name).join(', ')}; is this machine on the network?`);
  }
  return usable;
}

async function addressesOf(host: string, finder: ServerFinder): Promise<string[]> {
  try {
    return await finder.addresses(host);
  } catch (error) {
    throw new VerifyError(
      `the address of name server ${host} cannot be found (${(error as NodeJS.ErrnoException).code ?? String(error)}); ` +
        'check the network, or name a server with --server',
      { cause: error },
    );
  }
}

function label(host: string, server: Server, all: readonly Server[]): string {
  return all.length === 1 ? host : `${host} (${server.address})`;
}

/** UDP and TCP, or the one way of a secure resolver; with and without EDNS. */
export function lanesOf(servers: readonly Server[]): Lane[] {
  return servers.flatMap(server =>
    (server.secure ? [server.secure.protocol] : (['udp', 'tcp'] as const)).flatMap(protocol =>
      [true, false].map(edns => ({ server, protocol, edns })),
    ),
  );
}
