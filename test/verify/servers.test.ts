import { findServers, lanesOf, nameServer, systemFinder, type ServerFinder } from '../../lib/verify/servers';

const finder = (addresses: Record<string, string[]>, routed: (address: string) => boolean = () => true): ServerFinder => ({
  addresses: host =>
    host in addresses ? Promise.resolve(addresses[host]) : Promise.reject(Object.assign(new Error('?'), { code: 'ENOTFOUND' })),
  routed: address => Promise.resolve(routed(address)),
});

test('each address of each server is asked, and bears the name of the server', async () => {
  const servers = await findServers(
    ['ns-1.example.net', 'ns-2.example.org'].map(nameServer),
    finder({
      'ns-1.example.net': ['192.0.2.1', '2001:db8::1'],
      'ns-2.example.org': ['192.0.2.2'],
    }),
  );
  expect(servers.map(s => s.name)).toEqual([
    'ns-1.example.net (192.0.2.1)',
    'ns-1.example.net (2001:db8::1)',
    'ns-2.example.org',
  ]);
  expect(lanesOf(servers)).toHaveLength(12);
});

test('IPv6 is left out where there is no route to it', async () => {
  const servers = await findServers(
    [nameServer('ns-1.example.net')],
    finder({ 'ns-1.example.net': ['192.0.2.1', '2001:db8::1'] }, address => !address.includes(':')),
  );
  expect(servers.map(s => s.address)).toEqual(['192.0.2.1']);
});

test('without any route it says so', () =>
  expect(
    findServers(
      [nameServer('192.0.2.1')],
      finder({ '192.0.2.1': ['192.0.2.1'] }, () => false),
    ),
  ).rejects.toThrow('there is no route to any of 192.0.2.1:53; is this machine on the network?'));

test('a server whose name has no address is named', () =>
  expect(findServers([nameServer('ns-9.example.net')], finder({}))).rejects.toThrow(
    'the address of name server ns-9.example.net cannot be found (ENOTFOUND); check the network, or name a server with --server',
  ));

test('the routing table knows a way to loopback', async () => expect(await systemFinder.routed('127.0.0.1')).toBe(true));
