import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import * as fromSources from '../../../lib/local/cloudformation/read-template';
import type { Stack } from '../../../lib/local/cloudformation/stack/stack';
import { readTemplatesOf, templateIn } from '../../../lib/local/cloudformation/stack/template-in';
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

test.each([
  ['time', { milliseconds: 1, megabytes: 1024 }, '0.001 seconds or 1024 megabytes'],
  ['memory', { milliseconds: 100_000, megabytes: 8 }, '100 seconds or 8 megabytes'],
])('what takes too much %s is refused, and the next is read', async (_, limits, told) => {
  await expect(built.readTemplate(YAML, limits)).rejects.toThrow(
    `Template format error: its YAML takes more than ${told} to read`,
  );
  expect((await built.readTemplate(`Description: d\n${YAML}`)).description).toBe('d');
});

test('the templates of stacks that were there before are read before anybody asks for them', async () => {
  let reads = 0;
  const definition = {
    ...{ parameters: [], tags: [], capabilities: [], notificationArns: [] },
    get template() {
      reads++;
      return YAML;
    },
  };
  await readTemplatesOf([{ definition, changeSets: new Map() } as unknown as Stack]);
  const before = reads;
  expect(templateIn(definition)).toEqual(parseTemplate(YAML));
  expect(reads).toBe(before);
});

test('several are read one after another, and each gets its own', async () => {
  const texts = [1, 2, 3].map(n => `Description: d${n}\n${YAML}`);
  const read = await Promise.all(texts.map(text => built.readTemplate(text)));
  expect(read.map(template => template.description)).toEqual(['d1', 'd2', 'd3']);
});
