import { parseResolver, parseServer } from '../../lib/rules/server-address';

test.each([
  ['127.0.0.1:5300', { host: '127.0.0.1', port: 5300 }],
  ['192.0.2.1', { host: '192.0.2.1', port: 53 }],
  ['[::1]:5300', { host: '::1', port: 5300 }],
  ['[::1]', { host: '::1', port: 53 }],
  ['2001:db8::1', { host: '2001:db8::1', port: 53 }],
  ['ns-1.example.net', { host: 'ns-1.example.net', port: 53 }],
  ['ns-1.example.net.:53', { host: 'ns-1.example.net.', port: 53 }],
  ['NS_1.example.net:65535', { host: 'NS_1.example.net', port: 65535 }],
  ['localhost:5300', { host: 'localhost', port: 5300 }],
  ['4u:5300', { host: '4u', port: 5300 }],
])('a server can be written %s', (text, server) => expect(parseServer(text)).toEqual(server));

test.each([
  '',
  ' ',
  ':53',
  'a:b:c',
  'host:0',
  'host:65536',
  'host:x',
  'host:',
  'ho st',
  'a..b',
  '-host',
  'host-.net',
  '[::1',
  '[host]:53',
  '[192.0.2.1]:53',
  '[]:53',
  '::1:',
  '300.0.0.1',
  '192.0.2',
  '192.0.2.1.',
  'http://192.0.2.1',
])("'%s' is no server", text => expect(parseServer(text)).toBeUndefined());

test.each([
  ['192.0.2.1', { host: '192.0.2.1', port: 53, protocol: 'dns' }],
  ['[2001:db8::1]:5300', { host: '2001:db8::1', port: 5300, protocol: 'dns' }],
  ['tls://dns.example', { host: 'dns.example', port: 853, protocol: 'tls' }],
  ['tls://dns.example:8853', { host: 'dns.example', port: 8853, protocol: 'tls' }],
  ['tls://[2001:db8::1]', { host: '2001:db8::1', port: 853, protocol: 'tls' }],
  ['TLS://[2001:db8::1]:8853', { host: '2001:db8::1', port: 8853, protocol: 'tls' }],
  ['https://dns.example', { host: 'dns.example', port: 443, protocol: 'https', path: '/dns-query' }],
  ['https://192.0.2.1:8443/q', { host: '192.0.2.1', port: 8443, protocol: 'https', path: '/q' }],
])('a resolver can be written %s', (text, resolver) => expect(parseResolver(text)).toEqual(resolver));

test.each([
  '',
  'tls://',
  'tls://dns.example/q',
  'https://',
  'https:///q',
  'http://dns.example/q',
  'https://dns.example/a b',
  'ftp://dns.example',
  'https://dns.example:0',
])("'%s' is no resolver", text => expect(parseResolver(text)).toBeUndefined());
