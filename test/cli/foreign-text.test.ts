/** What others have written reaches a terminal as text alone: every command, with everything in it that may come from elsewhere. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Route53 } from '@aws-sdk/client-route-53';
import { SaxesParser } from 'saxes';
import { processIo } from '../../bin/process-io';
import { main } from '../../lib/cli/main';
import { startLocal, type Local } from '../../lib/local';
import { sdkConfig } from '../support/sdk-config';

/** Colours, titles and cursors by sequences of seven and of eight bits, turned text, deletions, and lines that look like ours. */
const HOSTILE = 'x\x1b[31m\x1b]0;title\x07\x9b2J\u202egpj\u2066\u2028\r\n✔ the rule holds\nmultivalue: spoofed\x7f\x08\0';
/** As much of it as XML can say, and Route 53 takes in a set identifier. */
const IN_XML = 'x\x9b2J\x7f\u202egpj\u2066\u2028\n✔ the rule holds\nmultivalue: spoofed';

const OURS = /\x1b\[(?:\d|2[2-7]|3\d|9\d)m|\x1b\[[HKJ]|\n|\t/g; // eslint-disable-line no-control-regex
const DANGEROUS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

let directory: string;
let local: Local;
let rude: Server;
const files = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'foreign-'));
  rude = createServer(socket => {
    socket.on('error', () => undefined).end('HTTP/1.1 500 \x9b31m\x85spoofed\r\nContent-Length: 0\r\n\r\n', 'latin1');
  }).listen(0, '127.0.0.1');
  await new Promise(listening => rude.once('listening', listening));
  local = await startLocal({ map: [`52.0.0.1=127.0.0.1:${(rude.address() as AddressInfo).port}`] });
  const client = new Route53(sdkConfig(local.endpointUrl));
  const { HostedZone } = await client.createHostedZone({ Name: 'shop.example', CallerReference: 'r' });
  const { HealthCheck } = await client.createHealthCheck({
    CallerReference: 'c',
    HealthCheckConfig: { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80, FailureThreshold: 1, RequestInterval: 10 },
  });
  const Changes = ['52.0.0.1', '52.0.0.2'].map((address, n) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: {
      Name: 'www.shop.example',
      Type: 'A' as const,
      SetIdentifier: `${n}${IN_XML}`,
      MultiValueAnswer: true,
      TTL: 60,
      ResourceRecords: [{ Value: address }],
      ...(n === 0 && { HealthCheckId: HealthCheck?.Id }),
    },
  }));
  await client.changeResourceRecordSets({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } });
  await local.settle();

  const record = (name: string) => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneName: 'shop.example.',
      Name: name,
      Type: 'A',
      TTL: '60',
      SetIdentifier: HOSTILE,
      MultiValueAnswer: true,
      ResourceRecords: [HOSTILE],
    },
  });
  const template = {
    Description: HOSTILE,
    Resources: {
      [HOSTILE]: record(HOSTILE),
      Www: record('www.shop.example'),
      Check: {
        Type: 'AWS::Route53::HealthCheck',
        Properties: {
          HealthCheckConfig: { Type: 'HTTP', FullyQualifiedDomainName: HOSTILE },
          HealthCheckTags: [{ Key: 'Name', Value: HOSTILE }],
        },
      },
    },
  };
  writeFileSync(files('Stack.template.json'), JSON.stringify(template));
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties: { templateFile: 'Stack.template.json', stackName: 'Stack' },
    displayName: HOSTILE,
  };
  writeFileSync(files('manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: { Stack: artifact } }));
});
afterAll(async () => {
  await local.close();
  rude.close();
  rmSync(directory, { recursive: true });
});

/** Runs a command as on a terminal with colours, and gives what came to it. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const stream = (): PassThrough & { text: string } => {
    const made = Object.assign(new PassThrough(), { isTTY: true, columns: 100, hasColors: () => true, text: '' });
    made.on('data', (data: Buffer) => (made.text += data.toString('utf8')));
    return made;
  };
  const [stdout, stderr] = [stream(), stream()];
  const env = {
    AWS_ENDPOINT_URL: local.endpointUrl,
    AWS_ACCESS_KEY_ID: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_REGION: 'us-east-1',
    TERM: 'dumb',
  };
  const code = await main(args, processIo({ stdout, stderr, env } as unknown as Parameters<typeof processIo>[0]));
  await new Promise(setImmediate);
  return { code, text: stdout.text + stderr.text };
}

/** Each with a title that may be printed. */
const titled = (commands: readonly string[][]): [string, string[]][] =>
  commands.map(args => [args.map(encodeURIComponent).join(' '), args]);

test.each(
  titled([
    ['status'],
    ['status', '--json'],
    ['force', `0${IN_XML}`, 'down'],
    ['force', HOSTILE, 'down'],
    ['verify', 'www.shop.example', '--queries', '50'],
    ['verify', 'www.shop.example', '--queries', '50', '--json'],
    ['verify', HOSTILE],
    ['watch', 'www.shop.example', '--for', '1'],
    ['plan', '@'],
    ['plan', '@', '--json'],
    ['plan', '@', '--markdown'],
    ['plan', HOSTILE],
    ['preflight', '@', '--no-dns'],
    ['preflight', '@', '--no-dns', '--json'],
    ['local', '--map', HOSTILE],
    ['completion', HOSTILE],
    [HOSTILE],
    ['verify', `--${HOSTILE}`],
  ]),
)('multivalue %s', async (_title, args) => {
  const { text } = await run(...args.map(arg => (arg === '@' ? directory : arg)));
  expect(text.length).toBeGreaterThan(0);
  expect(text.replace(OURS, '')).not.toMatch(DANGEROUS);
});

test.each(
  titled([
    ['status'],
    ['force', `0${IN_XML}`, 'down'],
    ['verify', 'www.shop.example', '--queries', '50'],
    ['watch', 'www.shop.example', '--for', '1'],
    ['plan', '@'],
    ['preflight', '@', '--no-dns'],
  ]),
)('no line of multivalue %s is one that others have written', async (_title, args) => {
  const { text } = await run(...args.map(arg => (arg === '@' ? directory : arg)));
  const lines = text.replace(OURS, found => (found === '\n' ? found : '')).split('\n');
  expect(
    lines.filter(line => /^\W*(✔ the rule holds|multivalue: spoofed)/.test(line) && !/^✔ the rule holds$/.test(line)),
  ).toEqual([]);
  expect(lines.filter(line => line.trim().startsWith('multivalue: spoofed'))).toEqual([]);
});

test('the reports of verify can be read: JUnit as XML, the page without a character that turns it', async () => {
  await run('verify', 'www.shop.example', '--queries', '50', '--junit', files('junit.xml'), '--html', files('report.html'));
  const [junit, html] = [readFileSync(files('junit.xml'), 'utf8'), readFileSync(files('report.html'), 'utf8')];
  new SaxesParser().write(junit).close();
  [junit, html].forEach(text => expect(text.replaceAll('\n', '')).not.toMatch(DANGEROUS));
});
