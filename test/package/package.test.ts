import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync, stop as stopEsbuild } from 'esbuild';
import ts from 'typescript';
import { needs, pathOf } from '../support/needs';
import { type Ended, ROOT, runNode, runProgram } from '../support/programs';

const MODULES = join(ROOT, 'node_modules');
let app: string;
let installed: string[];

/** What a command in the app prints; it must end well and write nothing to standard error. */
async function printedBy(running: Promise<Ended>): Promise<string> {
  const { code, out } = await running;
  expect({ code, out }).toEqual({ code: 0, out });
  return out;
}
const npm = (...args: string[]): Promise<Ended> => runProgram('npm', args, { cwd: app });
const node = (script: string, ...args: string[]): Promise<Ended> => runNode(script, args, { cwd: app });

// An empty CDK app, into which the packed package is installed without a network; the two peers are there already.
beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'packed-'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty-app', private: true }));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', app];
  const [packed] = JSON.parse(await printedBy(runProgram('npm', pack, { cwd: ROOT }))) as { filename: string }[];
  await printedBy(npm('install', '--offline', '--legacy-peer-deps', '--no-package-lock', join(app, packed.filename)));
  installed = readdirSync(join(app, 'node_modules')); // before other tests put the peers beside it
});

afterAll(async () => {
  rmSync(app, { recursive: true, force: true });
  await stopEsbuild();
});

test('nothing is installed with it', () =>
  expect(installed.filter(name => !name.startsWith('.'))).toEqual(['cdk-route53-multivalue']));

test('sources, tests and examples stay at home', () => {
  const shipped = readdirSync(join(app, 'node_modules/cdk-route53-multivalue'), { recursive: true, encoding: 'utf8' });
  expect(shipped.filter(file => /(^|\/)(test|examples|bench|bin)\//.test(file))).toEqual([]);
  expect(shipped).toEqual(
    expect.arrayContaining(['.jsii', 'README.md', 'LICENSE', 'dist/lib/index.d.ts', 'dist/bundle/multivalue.js']),
  );
});

test('it holds the licence of every package that is part of its bundles', () => {
  const { inputs } = JSON.parse(readFileSync(join(ROOT, 'dist/bundle.meta.json'), 'utf8')) as { inputs: object };
  const bundled = Object.keys(inputs).filter(path => path.includes('node_modules/'));
  const directories = new Set(bundled.map(path => path.replace(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+).*$/, '$1')));
  const shipped = readFileSync(join(app, 'node_modules/cdk-route53-multivalue/dist/bundle/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const parts = new Map(shipped.split(/\n-{80}\n/).map(part => [part.trim().split('\n')[0], part]));
  const missing = [...directories].filter(directory => {
    const manifest = readFileSync(join(ROOT, directory, 'package.json'), 'utf8');
    const { name, version, license } = JSON.parse(manifest) as Record<'name' | 'version' | 'license', string>;
    return !/permi(ssion|t)/i.test(parts.get(`${name} ${version} (${license})`) ?? '');
  });
  expect([directories.size > 40, missing]).toEqual([true, []]);
  expect(parts.size).toBe(directories.size + 1);
});

test('a package that says nothing of its licence stops the build', () => {
  const directory = join(app, 'odd/node_modules/odd');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'odd', version: '1.2.3', license: 'MIT' }));
  const script = `import { licencesOf } from ${JSON.stringify(pathToFileURL(join(ROOT, 'scripts/licences.mjs')))};
    await licencesOf({ inputs: { 'odd/node_modules/odd/lib/index.js': {} } });`;
  writeFileSync(join(app, 'licences.mjs'), script);
  return expect(
    runNode(join(app, 'licences.mjs'), [], { cwd: app, stderr: /odd 1\.2\.3 \(MIT\) has no file with its licence/ }),
  ).resolves.toMatchObject({ code: 1 });
});

test('the executable runs', async () =>
  expect(await printedBy(npm('exec', '--offline', '--', 'multivalue', '--help'))).toMatch(/^Usage: multivalue/));

test('it knows its version', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await printedBy(npm('exec', '--offline', '--', 'multivalue', '--version'))).toBe(`${version}\n`);
});

test('what needs a package that is not there says so', async () => {
  const stderr = process.platform === 'linux' ? /need the package koffi \(npm install koffi\)/ : /need Linux/;
  const args = ['exec', '--offline', '--', 'multivalue', 'local', '--port', '0', '--dns-port', '0', '--dns-batches'];
  expect(await runProgram('npm', args, { cwd: app, stderr })).toMatchObject({ code: 2 });
});

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

  test('an ES module that it is bundled into probes over TLS and answers', async () => {
    const { warnings } = buildSync({
      ...{ absWorkingDir: app, entryPoints: ['local.mjs'], outfile: 'bundled.mjs' },
      ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' },
    });
    expect(warnings).toEqual([]);
    expect(await printedBy(node('bundled.mjs', secrets))).toBe('answer: 52.0.0.1\n');
  });

  const bun = needs('bun');
  const underBun = (args: readonly string[], stderr?: RegExp): Promise<string> =>
    printedBy(runProgram(pathOf('bun'), args, { cwd: app, stderr }));
  bun.test('so it does under Bun', async () => expect(await underBun(['local.mjs', secrets])).toBe('answer: 52.0.0.1\n'));
  bun.test('the executable runs under Bun, and commands against it', async () => {
    const executable = 'node_modules/cdk-route53-multivalue/dist/bundle/multivalue.js';
    const command = ['local', '--', process.execPath, '-p', 'process.env.MULTIVALUE_DNS'];
    expect(await underBun([executable, ...command], /^ready .*\n$/)).toMatch(/^127\.0\.0\.1:\d+\n$/);
  });
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

  test('a strict TypeScript app compiles against its types, so do the examples of the README, and it synthesises', async () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/^```m?ts\n([\s\S]*?)^```$/gm)].map(([, code], index) => [`readme-${index}.ts`, code]);
    examples.forEach(([file, code]) => writeFileSync(join(app, file), code));
    expect(examples).toHaveLength(2);
    expect(compile(['app.ts', ...examples.map(([file]) => file)])).toEqual([]);
    expect(await printedBy(node('app.js'))).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const template = JSON.parse(readFileSync(join(app, 'out/Empty.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(resource => resource.Type);
    expect(types.filter(type => type === 'AWS::Route53::HealthCheck')).toHaveLength(2);
    expect(types.filter(type => type === 'AWS::Route53::RecordSetGroup')).toHaveLength(1);
  });

  /** What is wrong with these files and with our declarations; those of the peers are taken as they are, which spares a checking of all AWS. */
  function compile(files: readonly string[]): string[] {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), file => readFileSync(file, 'utf8')) as {
      config: { compilerOptions: object };
    };
    const settings = { ...config.compilerOptions, rootDir: '.', outDir: '.', types: ['node'] };
    const { options } = ts.convertCompilerOptionsFromJson(settings, app);
    const program = ts.createProgram(
      files.map(file => join(app, file)),
      options,
    );
    program.emit();
    const ours = program.getSourceFiles().filter(({ fileName }) => !/node_modules\/(?!cdk-route53-multivalue\/)/.test(fileName));
    expect(ours.map(({ fileName }) => fileName)).toContain(join(app, 'node_modules/cdk-route53-multivalue/dist/lib/index.d.ts'));
    const faults = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()].concat(
      ours.flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    );
    return faults.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  }

  test('an ES module imports both entries by name', async () => {
    writeFileSync(
      join(app, 'module.mjs'),
      `import { MultiValueRecordSet } from 'cdk-route53-multivalue';
       import { startLocal } from 'cdk-route53-multivalue/local';

       const local = await startLocal();
       await local.close();
       console.log(MultiValueRecordSet.name, local.dns);`,
    );
    expect(await printedBy(node('module.mjs'))).toMatch(/^MultiValueRecordSet 127\.0\.0\.1:\d+\n$/);
  });
});
