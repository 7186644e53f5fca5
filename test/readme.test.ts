import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import ts from 'typescript';
import { SCENES } from '../bin/demo/scenes';
import { needs } from './support/needs';
import { ANYTHING, ROOT, runProgram } from './support/programs';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

interface Block {
  readonly language: string;
  readonly code: string;
}

const BLOCKS: readonly Block[] = [...README.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
  language,
  code,
}));
/** `ts` is what a jsii package says in every language, and `mts` what there is in TypeScript alone. */
const TYPESCRIPT = ['ts', 'mts'];
const blocks = (language: string): string[] => BLOCKS.filter(block => block.language === language).map(block => block.code);

test('every block is one that a test here takes up', () =>
  expect(BLOCKS.map(block => block.language)).toEqual(['sh', 'ts', 'sh', 'sh', 'text', 'mts']));

describe('the two lines at the top', () => {
  const [first, second] = blocks('sh')[0].trim().split('\n');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

  test('start the demo, whose own test runs it', () => {
    expect(first).toBe('npm ci && npm start');
    expect(scripts.start).toBe('node dist/bin/demo.js');
  });

  test('run the tests, as CI does to the letter', () => {
    expect(second).toBe('npm ci && npm test');
    const commands = readFileSync(join(ROOT, '.ci/run'), 'utf8').trim().split('\n');
    expect(commands.at(-1)).toBe(second);
  });
});

test('the picture of the demo shows what the demo prints', () => {
  const [picture] = blocks('text');
  SCENES.forEach(scene => expect(picture).toContain(scene.title));
});

/** Runs a block of TypeScript and gives what it declares under these names. */
function run(code: string, ...names: string[]): Record<string, unknown> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const body = `const exports = {}; ${outputText}; return { ${names.join(', ')} };`;
  const compiled = compileFunction(body, ['require']) as (require: (name: string) => unknown) => Record<string, unknown>;
  return compiled(name => jest.requireActual(name));
}

/** `test/package/package.test.ts` compiles both against the packed package. */
describe('the example', () => {
  const [declare, prove] = TYPESCRIPT.flatMap(blocks);
  const template = (): Template => {
    const { app } = run(declare, 'app');
    const stack = (app as App).node.findChild('Web');
    return Template.fromStack(stack as Parameters<typeof Template.fromStack>[0]);
  };

  test('makes this template', () => expect(template().toJSON()).toMatchSnapshot());

  test('survives as its test says', async () => {
    const { proveThatWwwSurvives } = run(prove.replace('export ', ''), 'proveThatWwwSurvives') as {
      proveThatWwwSurvives: (template: object) => Promise<string[]>;
    };
    expect(await proveThatWwwSurvives(template().toJSON())).toEqual(['52.0.0.1']);
  });
});

describe('the shell', () => {
  let app: string;

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'readme-'));
    mkdirSync(join(app, 'node_modules/.bin'), { recursive: true });
    symlinkSync(join(ROOT, 'dist/bundle/multivalue.js'), join(app, 'node_modules/.bin/multivalue'));
    symlinkSync(join(ROOT, 'node_modules/aws-cdk/bin/cdk'), join(app, 'node_modules/.bin/cdk'));
    for (const name of ['aws-cdk-lib', 'constructs']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name));
    }
    symlinkSync(ROOT, join(app, 'node_modules/cdk-route53-multivalue'));
    const { outputText } = ts.transpileModule(blocks('ts')[0], { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    writeFileSync(join(app, 'app.js'), outputText);
    writeFileSync(join(app, 'cdk.json'), JSON.stringify({ app: 'node app.js' }));
    writeFileSync(join(app, 'package.json'), '{"private":true}');
  });

  afterAll(() => rmSync(app, { recursive: true, force: true }));

  /** Runs a block with the real npx, line by line as it stands; only the ports are others, which nobody else has. */
  async function runBlock(block: string): Promise<{ printed: string; endpoint: string }> {
    const [port, dnsPort] = [await freePort(), await freePort()];
    const script = block.replaceAll('4566', String(port)).replaceAll('5300', String(dnsPort));
    const { code, out, err } = await runProgram('bash', ['-e', '-c', script], {
      cwd: app,
      stderr: ANYTHING, // of the CDK CLI and npx
      env: {
        ...process.env,
        CI: '1',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_NOTICES: 'false',
        AWS_PAGER: '',
        npm_config_offline: 'true', // what is not here is not to be looked for
      },
    });
    expect({ code, printed: out + err }).toEqual({ code: 0, printed: expect.any(String) as string });
    return { printed: out, endpoint: `http://127.0.0.1:${port}` };
  }

  /** Each must be printed after the one before. */
  function expectInOrder(printed: string, parts: readonly RegExp[]): void {
    let rest = printed;
    for (const part of parts) {
      const found = part.exec(rest);
      expect([part, found !== null, rest]).toEqual([part, true, rest]);
      rest = rest.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
    }
  }

  needs('bash', 'symbolic links').test('its three-line try deploys, and verifies what is deployed', async () => {
    const { printed } = await runBlock(blocks('sh')[1]);
    expectInOrder(printed, [/stack\/Web\//, /stack\/Web\//, /the rule holds/]);
  });

  needs('bash', 'symbolic links', 'dig', 'AWS CLI').test(
    'the server that is left running answers from top to bottom, and ends with kill %1',
    async () => {
      const { printed, endpoint } = await runBlock(blocks('sh')[2]);
      expectInOrder(printed, [
        /ready api=/,
        /stack\/Web\//,
        /^52\.0\.0\.[12]\n52\.0\.0\.[12]\n/m, // the first dig
        /52\.0\.0\.2.* is reported down/,
        /^52\.0\.0\.1\n(?!52)/m, // the second
        /"Name": "shop\.example\."/,
        /unhealthy/,
        /month/,
        /the rule holds/,
      ]);
      await untilGone(endpoint);
    },
  );
});

/** The server ends within a moment of the npx that started it. */
async function untilGone(endpoint: string): Promise<void> {
  for (let there = true; there;) {
    there = await fetch(`${endpoint}/_multivalue/info`).then(
      () => new Promise<boolean>(later => setTimeout(later, 100, true)),
      () => false,
    );
  }
}

test('every file that it links to is there', () => {
  const links = [...README.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).filter(target => !target.startsWith('http'));
  expect(links.filter(target => !existsSync(join(ROOT, target)))).toEqual([]);
});

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
