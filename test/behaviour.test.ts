import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ScriptKind, SyntaxKind, createSourceFile, forEachChild, ScriptTarget, type Node } from 'typescript';

const TOP = resolve(__dirname, '..');
const REFERENCE = 'docs/route53-behaviour.md';
const read = (path: string): string => readFileSync(resolve(TOP, path), 'utf8');

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: TOP, encoding: 'utf8' }).split('\n');
const texts = tracked.filter(path => /\.(ts|mjs|md|yml)$/.test(path) && path !== REFERENCE && path !== 'test/behaviour.test.ts');
const sources = tracked.filter(path => /^(lib|bin)\/.*\.ts$/.test(path));

const anchors = new Set([...read(REFERENCE).matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id));

/** "behaviour 4.1", "behaviour 8.2, 11", "behaviour 1.3 to 1.5" in comments and names of tests; links by anchor in documents. */
function citationsIn(text: string): string[] {
  const named = [...text.matchAll(/\bbehaviour (\d[\d.]*\d|\d)((?:(?:, | and |–| to )(?:\d[\d.]*\d|\d)(?![\w%]))*)/gi)];
  const linked = [...text.matchAll(/route53-behaviour\.md#([\w.]+)/g)];
  return [...named.flatMap(([, first, more]) => [first, ...(more.match(/\d[\d.]*/g) ?? [])]), ...linked.map(([, id]) => id)];
}

test('every section of the behaviour reference that is cited exists', () => {
  const cited = texts.flatMap(path => citationsIn(read(path)).map(section => ({ path, section })));
  expect(cited.length).toBeGreaterThan(500); // else the citations are no longer found
  expect(cited.filter(({ section }) => !anchors.has(section))).toEqual([]);
});

test('every heading of the reference with a number has its anchor, and every link in it leads somewhere', () => {
  const text = read(REFERENCE);
  const headings = [...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)[. ]/gm)].map(([, number]) => number);
  expect(headings.filter(number => !anchors.has(number))).toEqual([]);
  expect([...text.matchAll(/\]\(#([\w.]+)\)/g)].map(([, id]) => id).filter(id => !anchors.has(id))).toEqual([]);
});

/** The texts of a source file that can be printed: string literals and templates, without comments. */
function literalsOf(path: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.kind >= SyntaxKind.StringLiteral && node.kind <= SyntaxKind.TemplateTail) found.push(node.getText());
    forEachChild(node, visit);
  };
  visit(createSourceFile(path, read(path), ScriptTarget.ES2022, true, ScriptKind.TS));
  return found;
}

test('nothing that is printed, and no page for users, cites a section by number', () => {
  const printed = sources.flatMap(path => literalsOf(path).map(text => ({ path, text })));
  expect(printed.length).toBeGreaterThan(5000);
  const pages = ['README.md', 'API.md', 'CHANGELOG.md', ...tracked.filter(path => /^docs\/.*\.md$/.test(path))];
  const forUsers = pages
    .filter(path => ![REFERENCE, 'docs/fidelity.md'].includes(path))
    .map(path => ({ path, text: read(path) }));
  const citing = [...printed, ...forUsers].filter(({ text }) => /\b(facts|behaviour) \[?\d/i.test(text));
  expect(citing.map(({ path, text }) => `${path}: ${text.slice(0, 200)}`)).toEqual([]);
});
