/** The examples of the README and of the doc comments, as the languages of jsii show them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runNode } from '../support/programs';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rosetta-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

interface Tablet {
  readonly snippets: Record<string, { readonly didCompile: boolean; readonly translations: Record<string, unknown> }>;
}

test('every example compiles, and is translated into every language', async () => {
  // the assembly with the README of now, not with that of the last build
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as object;
  const readme = { markdown: readFileSync(join(ROOT, 'README.md'), 'utf8') };
  writeFileSync(join(directory, '.jsii'), JSON.stringify({ ...assembly, readme }));
  const tablet = join(directory, 'out.tabl.json');
  const extract = ['jsii-rosetta', 'extract', directory, '--strict', '--directory', ROOT, '--output', tablet];
  // what it cannot resolve it says, as of the classes of `constructs` at our oldest version; what does not compile is an error
  expect(await runNode(join(ROOT, 'scripts/jsii.mjs'), extract, { stderr: /^((?!ERROR)[^\n]*\n)*$/ })).toMatchObject({ code: 0 });
  const { snippets } = JSON.parse(readFileSync(tablet, 'utf8')) as Tablet;
  expect(Object.values(snippets).map(({ didCompile, translations }) => [didCompile, Object.keys(translations).sort()])).toEqual([
    [true, ['$', 'csharp', 'go', 'java', 'python']],
  ]);
});
