import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../lib/cli/io';
import type { Report } from '../../lib/verify/report/model';
import { needs } from '../support/needs';
import { run, type Run } from './support/io';
import { silentServer } from './support/silent-server';
import { terminal } from './support/terminal';
import { deployFleet, startRoute53, type LocalRoute53 } from './support/local-route53';

let local: LocalRoute53;
let checkIds: string[];
let zoneId: string;
let directory: string;

beforeAll(async () => {
  local = await startRoute53();
  ({ checkIds, zoneId } = deployFleet(local, 12));
  directory = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterEach(() => local.setUnhealthy([]));
afterAll(async () => {
  await local.close();
  await rm(directory, { recursive: true });
});

const env = (): Io['env'] => ({ AWS_ENDPOINT_URL: local.endpoint });
const verify = (...args: string[]): Promise<Run> => run(['verify', ...args, '--server', local.dns], { env: env() });

describe('multivalue verify', () => {
  test('exits 0 with a table when every answer was allowed', async () => {
    const { code, out, err } = await verify('www.example.com');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain(`www.example.com A  multivalue, zone ${zoneId}, TTL 60 s`);
    expect(out).toMatch(/│ 198\.51\.100\.12 │ member-12 +│ healthy │ +\d+ │/);
    expect(out).toContain('distinct endpoints seen: 12 of 12 eligible');
    expect(out).toContain('✔ the rule holds');
    expect(out).not.toContain('\u001b['); // no colours: this is no terminal
  });

  test('lists members in the order that a person counts in, whatever the order of the API', async () => {
    const { out } = await verify('www.example.com');
    const shown = [...out.matchAll(/│ 198\.51\.100\.(\d+) /g)].map(([, last]) => Number(last));
    expect(shown).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test.each([70, 80, 140])('the table of members fits a terminal of %i columns', async columns => {
    const { out } = await run(['verify', 'www.example.com', '--server', local.dns], { env: env(), columns });
    const table = out.split('\n').filter(line => /^[┌│├└]/.test(line));
    expect(table.filter(line => line.length > columns)).toEqual([]);
    expect(table).toHaveLength(3 + 12 + 1);
  });

  test('uses colours on a terminal', async () => {
    const { out } = await run(['verify', 'www.example.com', '--server', local.dns], { env: env(), colour: true });
    expect(out).toContain('\u001b[32m');
  });

  test('exits 0 when half are unhealthy, and says which', async () => {
    local.setUnhealthy(checkIds.slice(0, 6));
    const { code, out } = await verify('www.example.com', '--json');
    const report = JSON.parse(out) as Report;
    expect(code).toBe(0);
    expect(report.names[0].answerSizes).toEqual({ 6: report.names[0].queries });
    expect(report.names[0].members.filter(m => m.health === 'unhealthy' && m.seen === 0)).toHaveLength(6);
  });

  test('exits 1 and names rule, server, protocol, what was seen and what was allowed when the rule does not hold', async () => {
    // a second Route 53, whose DNS has three members instead of twelve
    const other = await startRoute53();
    deployFleet(other, 3);
    const { code, out } = await run(['verify', 'www.example.com', '--server', other.dns], { env: env() });
    await other.close();
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(
        `✘ www\\.example\\.com A from ${other.dns} over tcp, tcp\\+edns, udp, udp\\+edns: saw 3 records: .*; allowed: 8 of the 12 .*; rule count: an answer holds`,
      ),
    );
    expect(out).toContain('the rule does not hold for 1');
  });

  test('writes an HTML page and JUnit XML', async () => {
    const [html, junit] = [join(directory, 'report.html'), join(directory, 'report.xml')];
    expect((await verify('www.example.com', '--html', html, '--junit', junit)).code).toBe(0);
    expect(await readFile(html, 'utf8')).toContain('data-plot="endpoints"');
    expect(await readFile(junit, 'utf8')).toMatch(/<testsuite name="www\.example\.com A" tests="\d+" failures="0" errors="0"/);
  });

  test('verifies every name of a cloud assembly, and finds the zone of a name by itself', async () => {
    const template = {
      Resources: {
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } },
        Group: {
          Type: 'AWS::Route53::RecordSetGroup',
          Properties: {
            HostedZoneId: { Ref: 'Zone' },
            RecordSets: [1, 2].map(n => ({ Name: 'www.example.com.', Type: 'A', SetIdentifier: `m${n}` })),
          },
        },
      },
    };
    const manifest = {
      version: '999.0.0', // of a newer CDK
      artifacts: {
        Later: { type: 'cdk:of-a-newer-cdk' },
        Web: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://unknown-account/unknown-region',
          properties: { templateFile: 'Web.template.json' },
        },
      },
    };
    await writeFile(join(directory, 'Web.template.json'), JSON.stringify(template));
    await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
    const { code, out, err } = await verify('--app', directory);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('1 name verified');
  });

  test('takes the names of nested stacks too', async () => {
    const record = { Type: 'AWS::Route53::RecordSet', Properties: { Name: 'inner.example.com.', Type: 'A' } };
    const nested = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'Inner.json' } };
    const stack = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: 'Outer.json' },
    };
    const app = await mkdtemp(join(directory, 'nested-'));
    await writeFile(join(app, 'Inner.json'), JSON.stringify({ Resources: { Record: record } }));
    await writeFile(join(app, 'Outer.json'), JSON.stringify({ Resources: { Inner: nested } }));
    await writeFile(join(app, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts: { Outer: stack } }));
    // it is not deployed, which only who has found it can say
    expect((await verify('--app', app)).err).toContain('inner.example.com has no records');
  });

  test('finds the zone with the longest matching name, unless one is given', async () => {
    const child = local.api.CreateHostedZone({ Name: 'sub.example.com', CallerReference: 'sub' }).HostedZone!.Id!;
    const create = (HostedZoneId: string, TTL: number): unknown => {
      const ResourceRecordSet = {
        Name: 'www.sub.example.com',
        Type: 'A' as const,
        TTL,
        ResourceRecords: [{ Value: '198.51.100.1' }],
      };
      return local.api.ChangeResourceRecordSets({
        HostedZoneId,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet }] },
      });
    };
    create(child, 30);
    create(zoneId, 60); // below a delegation, so never answered
    const childId = child.replace('/hostedzone/', '');
    const found = await verify('www.sub.example.com');
    expect([found.code, found.out]).toEqual([0, expect.stringContaining(`simple, zone ${childId}, TTL 30 s`)]);
    expect((await verify('www.sub.example.com', '--zone-id', childId)).code).toBe(0);
    const other = await verify('www.sub.example.com', '--zone-id', zoneId);
    expect([other.code, other.out]).toEqual([1, expect.stringMatching(/saw 30 s .*allowed: 60 s; rule ttl/)]);
  });

  test('verifies every type at a name, or the one that is asked for', async () => {
    const record = { Name: 'both.example.com', TTL: 60 };
    const sets = [
      { ...record, Type: 'A' as const, ResourceRecords: [{ Value: '198.51.100.1' }] },
      { ...record, Type: 'AAAA' as const, ResourceRecords: [{ Value: '2001:db8::1' }] },
    ];
    const Changes = sets.map(ResourceRecordSet => ({ Action: 'CREATE' as const, ResourceRecordSet }));
    local.api.ChangeResourceRecordSets({ HostedZoneId: zoneId, ChangeBatch: { Changes } });
    const types = async (...args: string[]): Promise<string[]> =>
      (JSON.parse((await verify('both.example.com', '--json', ...args)).out) as Report).names.map(name => name.type);
    expect(await types()).toEqual(['A', 'AAAA']);
    expect(await types('--type', 'aaaa')).toEqual(['AAAA']);
  });

  test('asks as often as it is told to', async () => {
    const queries = async (...args: string[]): Promise<number> =>
      (JSON.parse((await verify('www.example.com', '--json', ...args)).out) as Report).names[0].queries;
    expect(await queries('--queries', '50')).toBe(2 * 50); // over UDP and over TCP
    expect(await queries('--queries', '50', '--budget', '60')).toBe(60);
    expect(await verify('www.example.com', '--budget', '3')).toMatchObject({
      code: 2,
      err: 'multivalue: a budget of 3 queries is too small: there are 4 ways to ask, and each needs one',
    });
  });

  needs('IPv6').test('asks over IPv6', async () => {
    const other = await startRoute53('::1');
    deployFleet(other, 12);
    const { code, out } = await run(['verify', 'www.example.com', '--server', other.dns], {
      env: { AWS_ENDPOINT_URL: other.endpoint },
    });
    await other.close();
    expect(other.dns).toMatch(/^\[::1\]:\d+$/);
    expect([code, out]).toEqual([0, expect.stringContaining('1 server over udp+edns, udp, tcp+edns, tcp')]);
  });

  test('finds the DNS server of the local Route 53 by itself', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/_multivalue/info') {
        response.end(JSON.stringify({ dns: local.dns }));
        return;
      }
      void fetch(local.endpoint + request.url, {
        method: request.method,
        headers: { authorization: request.headers.authorization ?? '' },
      }).then(async answer => response.writeHead(answer.status, { 'Content-Type': 'text/xml' }).end(await answer.text()));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, out, err } = await run(['verify', 'www.example.com'], { env: { AWS_ENDPOINT_URL_ROUTE_53: endpoint } });
    server.close();
    server.closeAllConnections();
    expect(err).toBe('');
    expect(out).toContain('1 server over udp+edns, udp, tcp+edns, tcp');
    expect(code).toBe(0);
  });
});

test('multivalue watch says what to do when nothing is named', async () =>
  expect(await run(['watch'], { env: env() })).toEqual({
    code: 2,
    out: '',
    err: 'multivalue: specify what to watch: names (multivalue watch www.shop.example), or --stack NAME, or --app cdk.out',
  }));

describe('progress', () => {
  const SHOW_CURSOR = '\u001b[?25h';
  const CLEAR_LINE = '\u001b[2K';

  test('is drawn on a terminal while names are asked, and wiped in the end; the report is as without it', async () => {
    const { stream, drawn } = terminal();
    const { code, out, err } = await run(['verify', 'www.example.com', '--json', '--server', local.dns], {
      env: env(),
      progress: stream,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((JSON.parse(out) as Report).verdict).toBe('holds'); // JSON and nothing else
    expect(drawn()).toMatch(/starting[^]*reading health again/);
    expect(drawn().endsWith(CLEAR_LINE)).toBe(true);
    expect(drawn().lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(drawn().lastIndexOf('reading'));
  });

  test('is wiped too when nothing can be verified', async () => {
    const { stream, drawn } = terminal();
    const { code } = await run(['verify', 'nobody.example.com', '--server', local.dns], { env: env(), progress: stream });
    expect(code).toBe(2);
    expect(drawn().endsWith(CLEAR_LINE)).toBe(true);
    expect(drawn()).toContain(SHOW_CURSOR);
  });
});

test('Ctrl-C while names are asked leaves no verdict, and no report that looks like one', async () => {
  const server = await silentServer();
  const args = ['verify', 'www.example.com', '--server', server.address];
  const { code, out, err } = await run(args, { env: env(), stop: server.asked });
  server.close();
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'multivalue: interrupted while asking: there is no verdict' });
});

describe('multivalue verify says what to do when', () => {
  const fails = async (args: string[], message: RegExp, io: Partial<Io> = { env: env() }): Promise<void> => {
    const { code, out, err } = await run(['verify', ...args], io);
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  };

  test('nothing is named', () =>
    fails([], /^multivalue: specify what to verify: names \(multivalue verify www\.shop\.example\), or --stack/));

  test('there are no credentials', () =>
    fails(
      ['www.example.com', '--profile', 'no-such-profile'],
      /no AWS credentials were found \(.*\); log in with 'aws sso login'/,
      {
        env: {},
      },
    ));

  test('no zone contains the name', () =>
    fails(
      ['www.example.org', '--server', local.dns],
      /no hosted zone of this account contains www\.example\.org; check the name/,
    ));

  test('the zone id is wrong', () =>
    fails(
      ['www.example.com', '--zone-id', 'ZNOSUCHZONE', '--server', local.dns],
      /there is no hosted zone ZNOSUCHZONE in this account/,
    ));

  test('the name lies outside the zone', () =>
    fails(
      ['www.example.org', '--zone-id', zoneId, '--server', local.dns],
      /www\.example\.org does not lie in hosted zone Z\w+, which is example\.com/,
    ));

  test('the name has no records', () =>
    fails(['nobody.example.com', '--server', local.dns], /nobody\.example\.com has no records in hosted zone/));

  test('the name has records of other types only', () =>
    fails(
      ['www.example.com', '--type', 'aaaa', '--server', local.dns],
      /has no AAAA records in hosted zone .*; it has A: choose with --type/,
    ));

  test('the name is no name', () =>
    fails(
      ['WWW..example.com', '--server', local.dns],
      /'WWW\.\.example\.com' is not a domain name: Domain label is empty: '[^']+'$/,
    ));

  test('a name is written in letters that DNS does not have', () =>
    fails(
      ['München.example.com'],
      /'München\.example\.com' is not a domain name: .*'ü'; DNS has it as xn--mnchen-3ya\.example\.com$/,
    ));

  test('nothing answers at the endpoint', () =>
    fails(
      ['www.example.com'],
      /nothing answers at http:\/\/127\.0\.0\.1:1 \(.*\); start the local Route 53 with: multivalue local/,
      {
        env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      },
    ));

  test('no DNS server answers', () =>
    fails(
      ['www.example.com', '--server', '127.0.0.1:1', '--timeout', '100'],
      /no DNS server answers: 127\.0\.0\.1:1 \(ECONNREFUSED\); check that it runs and that no firewall stops UDP and TCP to it/,
    ));

  test('the server is misspelt', () =>
    fails(
      ['www.example.com', '--server', 'a:b:c'],
      /Expected an address or a host name, with or without a port, .*; got 'a:b:c'/,
    ));

  test('a number is none', () =>
    fails(['www.example.com', '--queries', 'many'], /--queries <n>.*Expected a whole number from 1, got 'many'/));

  test('the app was not synthesized', () =>
    fails(
      ['--app', join(tmpdir(), 'no-such-app')],
      /no-such-app: expected a cloud assembly there, but there is nothing; run `cdk synth` first/,
    ));

  test('what answers is no AWS API', async () => {
    const other = createServer((_, response) => response.writeHead(404).end('<html><meta><title>hello</title></html>'));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    try {
      await fails(
        ['www.example.com', '--server', local.dns],
        /^multivalue: the endpoint did not respond like an AWS API; check AWS_ENDPOINT_URL and any proxy$/,
        { env: { AWS_ENDPOINT_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}` } },
      );
    } finally {
      other.close();
    }
  });
});

test('a page that cannot be written is a fault, and the report is printed all the same', async () => {
  const { code, out, err } = await verify('www.example.com', '--html', '/no/such/directory/x.html');
  expect(out).toContain('✔ the rule holds');
  expect(err).toMatch(/x\.html cannot be written: ENOENT/);
  expect(code).toBe(2);
});
