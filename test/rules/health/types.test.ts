import {
  checkKind,
  defaultPort,
  HEALTH_CHECK_TYPES,
  isSecure,
  longestProbe,
  searchesBody,
} from '../../../lib/rules/health/types';

/** Kind, port, whether over TLS, whether the body is searched, and seconds until a probe has failed (behaviour 4.1, 4.2). */
const TYPES: [
  type: string,
  kind: string,
  port: number | undefined,
  secure: boolean,
  searches: boolean,
  seconds: number | undefined,
][] = [
  ['HTTP', 'probe', 80, false, false, 4 + 2],
  ['HTTPS', 'probe', 443, true, false, 4 + 2],
  ['HTTP_STR_MATCH', 'probe', 80, false, true, 4 + 2 + 2],
  ['HTTPS_STR_MATCH', 'probe', 443, true, true, 4 + 2 + 2],
  ['TCP', 'probe', undefined, false, false, 10],
  ['CALCULATED', 'calculated', undefined, false, false, undefined],
  ['CLOUDWATCH_METRIC', 'alarm', undefined, false, false, undefined],
  ['RECOVERY_CONTROL', 'routingControl', undefined, false, false, undefined],
];

test('every type has its row, in the order of the XML schema', () =>
  expect(HEALTH_CHECK_TYPES).toEqual(TYPES.map(([type]) => type)));

test.each(TYPES)('%s is a %s', (type, kind, port, secure, searches, seconds) =>
  expect([checkKind(type), defaultPort(type), isSecure(type), searchesBody(type), longestProbe(type)]).toEqual([
    ...[kind, port, secure, searches],
    seconds === undefined ? undefined : seconds * 1000,
  ]),
);

test.each([undefined, 'ICMP', 'http', 'toString'])('%p is no type, and nothing is said of it', type =>
  expect([checkKind(type), defaultPort(type), isSecure(type), searchesBody(type), longestProbe(type)]).toEqual([
    ...[undefined, undefined, false, false, undefined],
  ]),
);
