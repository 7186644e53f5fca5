/** The clients that people use, against a running server. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startDns, type DnsServer } from '../../../lib/local/dns/server';
import { addresses, alias, multiValue, records } from '../../rules/routing/zone';
import { needs } from '../../support/needs';
import { dnsOptions, hostedZone } from './world';

const run = promisify(execFile);
let server: DnsServer;

beforeAll(async () => {
  const sets = [
    ...multiValue('www.example.com.', addresses(12)),
    records('big.example.com.', 'A', addresses(100)),
    alias('tree.example.com.', 'A', 'www.example.com.'),
    records('svc.example.com.', 'HTTPS', ['1 . alpn="h2,h3" port=8443']),
    records('cname.example.com.', 'CNAME', ['www.example.com']),
  ];
  server = await startDns(dnsOptions({ zones: [hostedZone('example.com.', sets)], unhealthy: ['10.0.0.1'] }));
});
afterAll(() => server.close());

/** Runs `dig` or `kdig` with bounded patience and returns what it printed. */
async function ask(client: 'dig' | 'kdig', ...args: string[]): Promise<string> {
  const patience = client === 'dig' ? ['+time=5', '+tries=1'] : ['+time=5', '+retry=0'];
  const { stdout } = await run(client, ['@127.0.0.1', '-p', String(server.port), ...patience, ...args]);
  return stdout;
}

const lines = (text: string): string[] => text.split('\n').filter(line => line !== '');

(['dig', 'kdig'] as const).forEach(client => needs(client).describe(client, () => answersAskedBy(client)));

function answersAskedBy(client: 'dig' | 'kdig'): void {
  test.each([['over UDP'], ['over TCP', '+tcp']])(
    'gets eight healthy members, others from time to time, %s',
    async (_, ...how) => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(client, 'www.example.com', 'A', '+short', ...how)));
      answers.forEach(answer => {
        expect(new Set(lines(answer)).size).toBe(8);
        expect(lines(answer)).not.toContain('10.0.0.1');
      });
      expect(new Set(answers.map(answer => lines(answer).sort().join())).size).toBeGreaterThan(1);
    },
  );

  test('asks again over TCP when the answer is truncated', async () => {
    expect(lines(await ask(client, 'big.example.com', 'A', '+short', '+noedns'))).toHaveLength(100);
  });

  test('reads flags, EDNS and the authority section', async () => {
    const text = await ask(client, 'WwW.example.com', 'A', '+edns=0', '+bufsize=1232');
    expect(text).toMatch(/flags: qr aa rd;/i);
    expect(text).toMatch(/NOERROR/);
    expect(text).toMatch(client === 'dig' ? /udp: 4096/ : /UDP size: 4096 B/);
    expect(text.match(/^WwW\.example\.com\.\s+60\s+IN\s+A\s/gim)).toHaveLength(8);
    expect(text.match(/^example\.com\.\s+172800\s+IN\s+NS\s/gm)).toHaveLength(4);
    expect(text).not.toMatch(/malformed|warning: (?!recursion)/i);
  });

  test('reads negative and refused answers', async () => {
    expect(await ask(client, 'nowhere.example.com', 'A')).toMatch(/NXDOMAIN[^]*^example\.com\.\s+900\s+IN\s+SOA\s/m);
    expect(await ask(client, 'www.example.org', 'A')).toMatch(/REFUSED/);
  });
}

needs('dig').test('dig follows a CNAME, sees an alias as addresses, and reads an HTTPS record', async () => {
  expect(lines(await ask('dig', 'cname.example.com', 'A', '+short'))).toHaveLength(9);
  expect(lines(await ask('dig', 'tree.example.com', 'A', '+short'))).toHaveLength(8);
  expect(await ask('dig', 'svc.example.com', 'HTTPS', '+short')).toMatch(/^1 \. alpn="h2,h3" port=8443$/m);
});

needs('dig').test('dig reads the client subnet that comes back', async () => {
  expect(await ask('dig', 'www.example.com', 'A', '+subnet=198.51.100.0/24')).toContain('CLIENT-SUBNET: 198.51.100.0/24/0');
});
