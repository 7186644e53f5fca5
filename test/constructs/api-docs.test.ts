import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT, runNode } from '../support/programs';

const ASSEMBLY = join(ROOT, '.jsii');

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map(name => join(dir, name))
    .filter(path => statSync(path).isFile());

test('API.md is what the public API says: else run `npm run build && npm run docs`', async () => {
  // jsii-docgen reads what jsii has compiled, so that must not be older than the sources
  const compiled = existsSync(ASSEMBLY) ? statSync(ASSEMBLY).mtimeMs : 0;
  const newer = filesUnder(join(ROOT, 'lib/constructs')).filter(path => statSync(path).mtimeMs > compiled);
  expect(newer.map(path => `${relative(ROOT, path)} is newer than the build`)).toEqual([]);

  const dir = mkdtempSync(join(tmpdir(), 'api-docs-'));
  try {
    const output = relative(ROOT, join(dir, 'API.md'));
    const docgen = ['jsii-docgen', '--output', output];
    expect(await runNode(join(ROOT, 'scripts/jsii.mjs'), docgen, { cwd: ROOT })).toMatchObject({ code: 0 });
    expect(readFileSync(join(ROOT, 'API.md'), 'utf8')).toBe(readFileSync(join(dir, 'API.md'), 'utf8'));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

describe('the public API', () => {
  interface Member {
    readonly name: string;
    readonly optional?: boolean;
    readonly docs?: { readonly summary?: string; readonly default?: string };
  }
  interface Type {
    readonly fqn: string;
    readonly kind: string;
    readonly datatype?: boolean;
    readonly docs?: { readonly summary?: string };
    readonly properties?: Member[];
    readonly methods?: Member[];
  }
  const { types } = JSON.parse(readFileSync(ASSEMBLY, 'utf8')) as { types: Record<string, Type> };

  test.each(Object.values(types).map(type => [type.fqn, type] as const))('%s is described, with all its members', (_, type) => {
    const members = [...(type.properties ?? []), ...(type.methods ?? [])];
    expect([type, ...members].filter(({ docs }) => !docs?.summary).map(item => ('name' in item ? item.name : type.fqn))).toEqual(
      [],
    );
  });

  test('every optional property says its default', () => {
    const silent = Object.values(types)
      .filter(type => type.datatype)
      .flatMap(type =>
        (type.properties ?? [])
          .filter(({ optional, docs }) => optional && !docs?.default)
          .map(({ name }) => `${type.fqn}.${name}`),
      );
    expect(silent).toEqual([]);
  });
});
