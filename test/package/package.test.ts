import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs, pathOf } from '../support/needs';

const ROOT = resolve(__dirname, '../..');
const MODULES = join(ROOT, 'node_modules');
let app: string;

function run(file: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: app, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  }
  return stdout;
}

// An empty CDK app, into which the packed package is installed without a network; the two peers are there already.
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'packed-'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty-app', private: true }));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { filename: string }[];
  run('npm', 'install', '--offline', '--legacy-peer-deps', '--no-package-lock', join(app, packed.filename));
}, 60_000);

afterAll(() => rmSync(app, { recursive: true, force: true }));

test('nothing is installed with it', () =>
  expect(readdirSync(join(app, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['cdk-route53-multivalue']));

test('sources, tests and examples stay at home', () => {
  const shipped = readdirSync(join(app, 'node_modules/cdk-route53-multivalue'), { recursive: true, encoding: 'utf8' });
  expect(shipped.filter(file => /(^|\/)(test|examples|bench|bin)\//.test(file))).toEqual([]);
  expect(shipped).toEqual(
    expect.arrayContaining(['.jsii', 'README.md', 'LICENSE', 'dist/lib/index.d.ts', 'dist/bundle/multivalue.js']),
  );
});

test('the executable runs', () => expect(run('npx', '--offline', 'multivalue', '--help')).toMatch(/^Usage: multivalue/));

test('it knows its version', () =>
  expect(run('npx', '--offline', 'multivalue', '--version')).toBe(
    `${(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version}\n`,
  ));

test('what needs a package that is not there says so', () =>
  expect(() => run('npx', '--offline', 'multivalue', 'local', '--port', '0', '--dns-port', '0', '--dns-batches')).toThrow(
    process.platform === 'linux' ? 'need the package koffi (npm install koffi)' : 'need Linux',
  ));

describe('where Node is not alone', () => {
  beforeAll(() =>
    writeFileSync(
      join(app, 'local.mjs'),
      `import { Resolver } from 'node:dns/promises';
       import { createServer } from 'node:https';
       import { startLocal } from 'cdk-route53-multivalue/local';

       const secrets = JSON.parse(process.argv[2]);
       const endpoint = createServer(secrets, (_, response) => response.end('ok')).listen(0, '127.0.0.1');
       await new Promise(listening => endpoint.once('listening', listening));
       const local = await startLocal({ map: ['52.0.0.1=127.0.0.1:' + endpoint.address().port, '52.0.0.2=127.0.0.1:1'] });
       const ofCheck = (logicalId, IPAddress) => ({
         [logicalId]: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS', IPAddress, Port: 443 } } },
       });
       const ofRecord = (logicalId, HealthCheckId, address) => ({
         [logicalId]: {
           Type: 'AWS::Route53::RecordSet',
           Properties: {
             HostedZoneId: { Ref: 'Zone' }, Name: 'www.shop.example', Type: 'A', TTL: '60', MultiValueAnswer: true, SetIdentifier: address,
             HealthCheckId: { Ref: HealthCheckId }, ResourceRecords: [address],
           },
         },
       });
       await local.deploy({ Resources: {
         Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.example' } },
         ...ofCheck('Up', '52.0.0.1'), ...ofCheck('Down', '52.0.0.2'),
         ...ofRecord('One', 'Up', '52.0.0.1'), ...ofRecord('Two', 'Down', '52.0.0.2'),
       } });
       await local.settle();
       const dns = new Resolver();
       dns.setServers([local.dns]);
       console.log('answer: ' + await dns.resolve4('www.shop.example'));
       await local.close();
       endpoint.close();`,
    ),
  );
  /** A key and a certificate for the endpoint that is probed over TLS. */
  const secrets = JSON.stringify(
    Object.fromEntries(
      [
        ['key', 'key.pem'],
        ['cert', 'certificate.pem'],
      ].map(([name, file]) => [name, readFileSync(join(ROOT, 'test/fixtures/tls', file), 'utf8')]),
    ),
  );

  test('an ES module that it is bundled into probes over TLS and answers', () => {
    run(join(MODULES, '.bin/esbuild'), 'local.mjs', '--bundle', '--platform=node', '--format=esm', '--outfile=bundled.mjs');
    expect(run(process.execPath, 'bundled.mjs', secrets)).toBe('answer: 52.0.0.1\n');
  }, 60_000);

  const bun = needs('bun');
  bun.test('so it does under Bun', () => expect(run(pathOf('bun'), 'local.mjs', secrets)).toBe('answer: 52.0.0.1\n'), 60_000);
  bun.test(
    'the executable runs under Bun, and commands against it',
    () => {
      const executable = 'node_modules/cdk-route53-multivalue/dist/bundle/multivalue.js';
      expect(run(pathOf('bun'), executable, 'local', '--', process.execPath, '-p', 'process.env.MULTIVALUE_DNS')).toMatch(
        /^127\.0\.0\.1:\d+\n$/,
      );
    },
    60_000,
  );
});

describe('with the peers beside it', () => {
  beforeAll(() => {
    for (const peer of ['aws-cdk-lib', 'constructs', '@types']) {
      symlinkSync(join(MODULES, peer), join(app, 'node_modules', peer));
    }
    mkdirSync(join(app, 'out'));
    writeFileSync(
      join(app, 'app.ts'),
      `import { App, Stack } from 'aws-cdk-lib';
       import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
       import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';
       import { startLocal, type Local } from 'cdk-route53-multivalue/local';

       const stack = new Stack(new App({ outdir: 'out' }), 'Empty');
       const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
       new MultiValueRecordSet(stack, 'Www', { zone, recordName: 'www', endpoints: Endpoint.ipAddresses('52.0.0.1', '52.0.0.2'), healthCheck: EndpointHealthCheck.tcp({ port: 443 }) });
       stack.node.root.node.addMetadata('done', true);
       (stack.node.root as App).synth();

       startLocal().then(async (local: Local) => {
         console.log(local.endpointUrl);
         await local.close();
       });`,
    );
  });

  test('a strict TypeScript app compiles against its types, and synthesises', () => {
    run(
      process.execPath,
      join(MODULES, 'typescript/bin/tsc'),
      '--strict',
      '--module',
      'node16',
      '--target',
      'es2022',
      '--types',
      'node',
      'app.ts',
    );
    expect(run(process.execPath, 'app.js')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const template = JSON.parse(readFileSync(join(app, 'out/Empty.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(resource => resource.Type);
    expect(types.filter(type => type === 'AWS::Route53::HealthCheck')).toHaveLength(2);
    expect(types.filter(type => type === 'AWS::Route53::RecordSetGroup')).toHaveLength(1);
  }, 60_000);

  test('an ES module imports both entries by name', () => {
    writeFileSync(
      join(app, 'module.mjs'),
      `import { MultiValueRecordSet } from 'cdk-route53-multivalue';
       import { startLocal } from 'cdk-route53-multivalue/local';

       const local = await startLocal();
       await local.close();
       console.log(MultiValueRecordSet.name, local.dns);`,
    );
    expect(run(process.execPath, 'module.mjs')).toMatch(/^MultiValueRecordSet 127\.0\.0\.1:\d+\n$/);
  }, 60_000);
});
