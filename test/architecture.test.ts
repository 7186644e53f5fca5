import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const LIB = resolve(__dirname, '../lib');

/** The rooms of `lib/`, and which other rooms each may import. */
const MAY_IMPORT: Record<string, string[]> = {
  aws: ['rules', 'template'],
  cli: ['aws', 'local', 'plan', 'rules', 'template', 'text', 'verify'],
  constructs: ['rules'],
  local: ['rules', 'template', 'text'],
  plan: ['aws', 'rules', 'template', 'text'],
  rules: [],
  text: [],
  template: ['rules'],
  verify: ['aws', 'rules', 'template', 'text'],
};

const filesUnder = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir).flatMap(name => {
        const path = join(dir, name);
        return statSync(path).isDirectory() ? filesUnder(path) : path.endsWith('.ts') ? [path] : [];
      })
    : [];

/** What a file imports: rooms of ours, and packages. */
function importsOf(file: string): { rooms: string[]; packages: string[] } {
  const names = preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(f => f.fileName);
  const rooms = names.filter(name => name.startsWith('.')).map(name => relative(LIB, resolve(dirname(file), name)).split(sep)[0]);
  return { rooms, packages: names.filter(name => !name.startsWith('.')) };
}

test('every room is listed', () => {
  const onDisk = readdirSync(LIB).filter(name => statSync(join(LIB, name)).isDirectory());
  expect(onDisk.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test.each(Object.entries(MAY_IMPORT))('%s imports only itself and %p', (room, allowed) => {
  const strangers = filesUnder(join(LIB, room)).flatMap(file =>
    importsOf(file)
      .rooms.filter(r => r !== room && !allowed.includes(r))
      .map(r => `${relative(LIB, file)} imports ${r}`),
  );
  expect(strangers).toEqual([]);
});

test('rules import nothing but node:net, which only parses addresses there', () =>
  expect(new Set(filesUnder(join(LIB, 'rules')).flatMap(file => importsOf(file).packages))).toEqual(new Set(['node:net'])));

test('what reads templates imports nothing but a parser of YAML, and what can stop a pattern', () =>
  expect(new Set(filesUnder(join(LIB, 'template')).flatMap(file => importsOf(file).packages))).toEqual(
    new Set(['node:vm', 'yaml']),
  ));

test('what reads AWS imports its SDK and nothing of this machine', () =>
  expect(new Set(filesUnder(join(LIB, 'aws')).flatMap(file => importsOf(file).packages))).toEqual(
    new Set(['@aws-sdk/client-cloudformation', '@aws-sdk/client-route-53', '@smithy/core/config']),
  ));

test('no other room imports the SDK, but for the local Route 53, which speaks by its models', () => {
  const others = Object.keys(MAY_IMPORT).filter(room => !['aws', 'local'].includes(room));
  const importing = others
    .flatMap(room => filesUnder(join(LIB, room)))
    .filter(file => importsOf(file).packages.some(p => /^@(aws-sdk|smithy)\//.test(p)));
  expect(importing.map(file => relative(LIB, file))).toEqual([]);
});

test('the public entry exports the constructs alone', () =>
  expect(new Set(importsOf(join(LIB, 'index.ts')).rooms)).toEqual(new Set(['constructs'])));

test('constructs import nothing but the two peers and node built-ins', () => {
  const packages = filesUnder(join(LIB, 'constructs')).flatMap(file => importsOf(file).packages);
  expect(packages.filter(p => !/^(aws-cdk-lib(\/|$)|constructs$|node:)/.test(p))).toEqual([]);
});

test.each([...Object.keys(MAY_IMPORT), '.'])('imports among the files of %s run one way, those of types too', room => {
  const importsOfOurs = (file: string): string[] =>
    preProcessFile(readFileSync(file, 'utf8'))
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => resolve(dirname(file), fileName))
      .flatMap(path => [`${path}.ts`, join(path, 'index.ts')])
      .filter(path => existsSync(path));
  let rest = new Map(filesUnder(join(LIB, room)).map(file => [file, importsOfOurs(file)]));
  expect([...rest.values()].flat()).not.toEqual([]);
  for (let before = Infinity; rest.size < before;) {
    before = rest.size;
    rest = new Map([...rest].filter(([, imported]) => imported.some(file => rest.has(file))));
  }
  expect([...rest.keys()].map(file => relative(LIB, file))).toEqual([]); // what is left lies on a circle, or leads to one
});

test('a walk that CONTRIBUTING.md draws leads through files that there are, ten at most', () => {
  const [, section = ''] = /^## A stranger's walk\n(.*?)^## /ms.exec(readFileSync(join(LIB, '../CONTRIBUTING.md'), 'utf8')) ?? [];
  const walks = section
    .split(/^\*\*/m)
    .slice(1)
    .map(walk => [...walk.matchAll(/`(lib\/.*?)`/g)].map(([, path = '']) => path));
  expect(walks).toHaveLength(5);
  walks.forEach(paths => {
    expect(paths.length).toBeLessThanOrEqual(10);
    expect(paths.filter(path => !existsSync(join(LIB, '..', path)))).toEqual([]);
  });
});

/** Names of DNS that stand on both sides of the wire, where neither room may know the other; docs/glossary.md says what else there is. */
const ON_BOTH_SIDES = ['CLASS_IN', 'Protocol', 'Question', 'Reply', 'TYPE_OPT', 'Transport'];

test('an exported name means one thing in all rooms', () => {
  const EXPORTED = /^export (?:abstract |async )?(?:function\*?|class|interface|type|const|enum) (\w+)/gm;
  const homes = new Map<string, string[]>();
  for (const file of filesUnder(LIB)) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(EXPORTED)) {
      homes.set(name, [...(homes.get(name) ?? []), relative(LIB, file)]);
    }
  }
  expect(homes.size).toBeGreaterThan(500);
  const several = [...homes].filter(([, files]) => new Set(files).size > 1);
  expect(several.filter(([name]) => !ON_BOTH_SIDES.includes(name))).toEqual([]);
});
