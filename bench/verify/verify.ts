/**
 * How long does verifying take? A name of 100 endpoints, statistics included (target: under 3 s), and 10,000 queries (target: under
 * 2 s), against the DNS server of the local Route 53 in a process of its own, over real sockets.
 *
 * Run: npm run build && node dist/bench/verify/verify.js
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { LOCAL_ACCOUNT } from '../../lib/local/aws/accounts';
import { startDns } from '../../lib/local/dns/server';
import { EMPTY_STATE } from '../../lib/local/state';
import { Store } from '../../lib/local/store';
import type { ResourceRecordSet } from '../../lib/rules/record-set';
import type { Route53Reader } from '../../lib/aws/reader';
import { socketTransport } from '../../lib/verify/dns/sockets';
import { renderHtml } from '../../lib/verify/report/html/page';
import { renderTable } from '../../lib/verify/report/table';
import { verify } from '../../lib/verify/verify';

const ZONE = { id: 'Z0123456789ABCDEFGHIJ', name: 'example.com.', isPrivate: false, nameServers: ['ns-1.example.net'] };

const SETS = Array.from({ length: 100 }, (_, at): ResourceRecordSet => ({
  Name: 'www.example.com.',
  Type: 'A',
  SetIdentifier: `member-${at + 1}`,
  MultiValueAnswer: true,
  TTL: 60,
  HealthCheckId: `check-${at + 1}`,
  ResourceRecords: [{ Value: `198.51.100.${at + 1}` }],
}));

const API: Route53Reader = {
  zonesNamed: name => Promise.resolve(name === ZONE.name ? [ZONE] : []),
  zone: () => Promise.resolve(ZONE),
  recordSets: () => Promise.resolve(SETS),
  healthCheck: () => Promise.resolve({ Type: 'HTTP' }),
  observations: () => Promise.resolve([]),
};

async function serve(): Promise<void> {
  const zone = { ...ZONE, accountId: LOCAL_ACCOUNT, callerReference: 'bench', vpcs: [], recordSets: SETS, published: SETS };
  const store = new Store({ ...EMPTY_STATE, zones: new Map([[zone.id, zone]]) });
  const dns = await startDns({ store, health: { isHealthy: () => true, onChange: () => () => undefined } });
  process.send?.(dns.port);
}

async function measure(): Promise<void> {
  const server = fork(__filename, ['serve']);
  const [port] = (await once(server, 'message')) as [number];
  const run = async (what: string, limit: number, queries?: number): Promise<boolean> => {
    const transport = socketTransport();
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const report = await verify([{ name: 'www.example.com', type: 'A' }], {
      api: API,
      transport,
      serversOf: () => Promise.resolve([{ name: 'local', address: '127.0.0.1', port }]),
      random: Math.random,
      now: () => performance.now(),
      date: () => new Date(),
      sleep: () => Promise.resolve(),
      timeout: 2000,
      attempts: 3,
      concurrency: 32,
      giveUpAfter: 2,
      stop: new AbortController().signal,
      queries,
    });
    const size = renderTable(report, { colour: false, columns: 100 }).length + renderHtml(report).length;
    const took = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    transport.close();
    const [name] = report.names;
    const within = took < limit && report.verdict === 'holds';
    console.log(
      `${what}: ${name.queries} queries in ${took.toFixed(0)} ms (limit ${limit} ms), ${((user + system) / 1000).toFixed(0)} ms of CPU, ${report.verdict}, ` +
        `p = ${name.evenness?.pValue.toFixed(3)}, reports of ${size} characters ${within ? '' : 'FAILED'}`,
    );
    return within;
  };
  const results = [await run('a name of 100 endpoints', 3000), await run('10,000 queries', 2000, 5000)];
  server.kill();
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

void (process.argv[2] === 'serve' ? serve() : measure());
