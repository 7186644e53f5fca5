/** What clients of a resolver see: unbound, BIND and dnsmasq in front of the local Route 53. */
import { startLocal, type Local } from '../../lib/local';
import type { Report } from '../../lib/verify/report/model';
import { run, type Run } from '../cli/support/io';
import { needs } from '../support/needs';
import { type Ended, MULTIVALUE, runNode } from '../support/programs';
import { startResolver, type Product, type Resolver } from './support/resolvers';

const ZONE = 'shop.test';
const NAME = `www.${ZONE}`;
const addresses = (net: string): string[] => Array.from({ length: 10 }, (_, n) => `${net}.${n + 1}`);

/** Ten endpoints with health checks, answered for two seconds. */
function template(net: string): object {
  const checks = addresses(net).map((IPAddress, n) => [
    `Check${n}`,
    { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTP', IPAddress, Port: 80 } } },
  ]);
  const RecordSets = addresses(net).map((address, n) => ({
    Name: NAME,
    Type: 'A',
    TTL: '2',
    SetIdentifier: address,
    MultiValueAnswer: true,
    ResourceRecords: [address],
    HealthCheckId: { Ref: `Check${n}` },
  }));
  return {
    Resources: {
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: ZONE } },
      ...Object.fromEntries(checks),
      Group: { Type: 'AWS::Route53::RecordSetGroup', Properties: { HostedZoneId: { Ref: 'Zone' }, RecordSets } },
    },
  };
}

const portOf = ({ dns }: Local): number => Number(dns.split(':')[1]);

let local: Local;
let other: Local;
beforeAll(async () => {
  [local, other] = await Promise.all([startLocal(), startLocal()]);
  await Promise.all([local.deploy(template('52.0.0')), other.deploy(template('52.0.9'))]);
});
afterAll(() => Promise.all([local.close(), other.close()]));

const verify = (...args: string[]): Promise<Run> =>
  run(['verify', NAME, '--json', ...args], { env: { AWS_ENDPOINT_URL: local.endpointUrl } });
const reportOf = ({ out }: Run): Report => JSON.parse(out) as Report;

describe.each<Product>(['unbound', 'named', 'dnsmasq'])('%s', product => {
  const { test } = needs(product);
  const withResolver = async (upstream: Local, use: (resolver: Resolver) => Promise<void>): Promise<void> => {
    const resolver = await startResolver(product, ZONE, portOf(upstream));
    try {
      await use(resolver);
    } finally {
      await resolver.close();
    }
  };

  test('what it answers from its cache holds by the rule', () =>
    withResolver(local, async ({ port }) => {
      const done = await verify('--resolver', `127.0.0.1:${port}`);
      expect([done.err, done.code]).toEqual(['', 0]);
      const [name] = reportOf(done).names;
      expect(name.members.filter(({ seen }) => seen > 0).length).toBeGreaterThanOrEqual(8);
      expect(name.notes.join('\n')).toContain('seen as the clients of a resolver see it');
      const notJudged = name.notJudged.map(({ rule }) => rule);
      expect(notJudged).toEqual(expect.arrayContaining(['authoritative', 'ttl', 'coverage', 'servers-agree', 'lame']));
      for (const rule of ['member', 'healthy', 'count', 'maximum', 'distinct']) expect(notJudged).not.toContain(rule);
    }));

  test('a resolver that is given as a server is recognised, and judged as one', () =>
    withResolver(local, async ({ port }) => {
      const done = await verify('--server', `127.0.0.1:${port}`);
      expect([done.err, done.code]).toEqual(['', 0]);
      expect(reportOf(done).names[0].notes.join('\n')).toContain('seen as the clients of a resolver see it');
    }));

  test('an unhealthy member may be answered as long as the cache has it, and no longer', () =>
    withResolver(local, async ({ port }) => {
      await verify('--resolver', `127.0.0.1:${port}`); // fills the cache
      const [sick] = addresses('52.0.0');
      local.force(sick, 'down');
      await local.until(sick, 'unhealthy');
      const done = await verify('--resolver', `127.0.0.1:${port}`);
      local.force(sick, 'auto');
      expect([done.err, done.code, reportOf(done).names[0].violations, reportOf(done).tries]).toEqual([
        '',
        0,
        [],
        expect.any(Number),
      ]);
      expect(reportOf(done).names[0].members.find(({ value }) => value === sick)).toMatchObject({ eligible: false, seen: 0 });
    }));

  test('one whose answers come from elsewhere breaks the rule, however long one waits', () =>
    withResolver(other, async ({ port }) => {
      const done = await verify('--resolver', `127.0.0.1:${port}`);
      expect(done.code).toBe(1);
      const [name] = reportOf(done).names;
      expect(name.violations.map(({ rule }) => rule)).toEqual(['member']);
      expect(reportOf(done).tries).toBe(3);
    }));
});

describe('DNS over TLS and HTTPS', () => {
  let resolver: Resolver;
  const { test } = needs('unbound', 'openssl');

  /** The executable, which reads at its start whom to trust. */
  function verifySecurely(address: string, ca: string | undefined, stderr?: RegExp): Promise<Ended> {
    const trust = ca === undefined ? {} : { NODE_EXTRA_CA_CERTS: ca };
    const env = { ...process.env, AWS_ENDPOINT_URL: local.endpointUrl, ...trust };
    return runNode(MULTIVALUE, ['verify', NAME, '--json', '--resolver', address], { env, stderr });
  }

  const secured = async (use: () => Promise<void>): Promise<void> => {
    resolver = await startResolver('unbound', ZONE, portOf(local), true);
    try {
      await use();
    } finally {
      await resolver.close();
    }
  };

  test('over TLS, and over HTTPS by HTTP/2', () =>
    secured(async () => {
      for (const [address, protocols] of [
        [`tls://localhost:${resolver.tlsPort}`, ['tls+edns', 'tls']],
        [`https://localhost:${resolver.httpsPort}/dns-query`, ['https+edns', 'https']],
      ] as const) {
        const { code, out } = await verifySecurely(address, resolver.ca);
        expect(code).toBe(0);
        const [name] = (JSON.parse(out) as Report).names;
        expect(new Set(name.lanes.map(({ protocol }) => protocol))).toEqual(new Set(protocols));
        expect(name.answered).toBe(name.queries);
      }
    }));

  test('a certificate that nobody vouches for ends in one sentence and exit code 2', () =>
    secured(async () => {
      const stderr = /^multivalue: no DNS server answers: localhost.*(SELF_SIGNED|UNABLE_TO_VERIFY).*\n$/;
      expect(await verifySecurely(`tls://localhost:${resolver.tlsPort}`, undefined, stderr)).toMatchObject({ code: 2 });
    }));
});

test.each([
  ['--resolver', 'ftp://dns.example'],
  ['--resolver', 'tls://dns.example/path'],
  ['--resolver', 'https://'],
])('%s %s is refused, and says what there is', async (option, value) => {
  const { code, err } = await verify(option, value);
  expect(code).toBe(2);
  expect(err).toContain('https://HOST[:PORT]/PATH for DNS over HTTPS');
});

test('a resolver and a server at once are refused', async () => {
  const { code, err } = await verify('--resolver', '127.0.0.1', '--server', '127.0.0.1');
  expect(code).toBe(2);
  expect(err).toContain('use only one of them');
});
