import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import * as fromSources from '../../../lib/local/cloudformation/read-template';
import { parseTemplate } from '../../../lib/template/deployable';

const ROOT = resolve(__dirname, '../../..');
const YAML = `Resources:\n  R:\n    Type: AWS::CloudFormation::WaitConditionHandle\n    Metadata:\n${Array.from(
  { length: 3000 },
  (_, n) => `      k${n}: [!Ref A, 'b', {c: ${n}}]\n`,
).join('')}`;

let folder: string;
let built: typeof fromSources;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'read-template-'));
  await build({
    entryPoints: ['read-template', 'template-thread'].map(file => join(ROOT, `lib/local/cloudformation/${file}.ts`)),
    ...{ outdir: folder, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' },
  });
  built = (await import(join(folder, 'read-template.js'))) as typeof fromSources;
});

afterAll(() => rmSync(folder, { recursive: true }));

/** How many turns others had until it was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let [turns, over] = [0, false];
  void work.catch(() => undefined).finally(() => (over = true));
  while (!over) {
    turns++;
    await new Promise(setImmediate);
  }
  return turns;
}

test('what is built reads much YAML while others have their turns, with the same outcome', async () => {
  const reading = built.readTemplate(YAML);
  expect(await turnsDuring(reading)).toBeGreaterThan(10);
  expect(await reading).toEqual(parseTemplate(YAML));
});

test('JSON, and YAML that is short, are read at once', async () => {
  const short = 'Resources: {R: {Type: AWS::CloudFormation::WaitConditionHandle}}';
  const json = JSON.stringify({
    Resources: { R: { Type: 'AWS::CloudFormation::WaitConditionHandle', Metadata: { x: 'x'.repeat(9000) } } },
  });
  for (const text of [short, json]) {
    const reading = built.readTemplate(text);
    expect(await turnsDuring(reading)).toBeLessThanOrEqual(2);
    expect(await reading).toEqual(parseTemplate(text));
  }
});

test.each(['sources', 'build'])('from %s, what is wrong with much YAML is told with its line', async from => {
  const text = `${YAML}    k1: [\n`;
  const { readTemplate } = from === 'build' ? built : fromSources;
  const { message } = await readTemplate(text).then(
    () => new Error('it was taken'),
    error => error as Error,
  );
  expect(message).toMatch(/^Template format error: YAML not well-formed\. \(line 300\d, column \d+\)/);
});

test('several are read one after another, and each gets its own', async () => {
  const texts = [1, 2, 3].map(n => `Description: d${n}\n${YAML}`);
  const read = await Promise.all(texts.map(text => built.readTemplate(text)));
  expect(read.map(template => template.description)).toEqual(['d1', 'd2', 'd3']);
});
