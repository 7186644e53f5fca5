/** What `npm ci` and `npm run` do with this package, here and with whoever installs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/programs';

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;
const { scripts, allowScripts } = read<Manifest>('package.json');
const { packages } = read<{ packages: Record<string, { hasInstallScript?: boolean; deprecated?: string }> }>('package-lock.json');

test('no dependency runs a script at installation, and npm need not ask about any', () => {
  const installing = Object.entries(packages).filter(
    ([path, { hasInstallScript }]) => path.startsWith('node_modules/') && hasInstallScript,
  );
  const named = installing.map(([path]) => [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), false]);
  expect(allowScripts).toEqual(Object.fromEntries(named));
});

test('no dependency is deprecated', () =>
  expect(Object.entries(packages).flatMap(([path, { deprecated }]) => (deprecated === undefined ? [] : [path]))).toEqual([]));

test('installing this package runs no script, from a file or from git either', () =>
  expect(Object.keys(scripts).filter(name => /^(pre|post)?(install|prepare)$/.test(name))).toEqual(['postprepare']));

test.each(Object.entries(scripts))('npm run %s suits every shell', (_, command) => {
  expect(command).not.toMatch(/^\w+=|[;|'$`]|&& *\w+=|\bcp |\brm |\.sh\b/);
  expect(command.replaceAll('&&', '')).not.toContain('&');
});

test('the lock file holds no address from which a package was downloaded', () =>
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http'));

test('CI runs every system and the supported releases of Node', () => {
  const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as {
    jobs: Record<'linux' | 'others', { strategy: { matrix: { node?: unknown[]; os?: string[] } }; steps: { run?: string }[] }>;
  };
  expect(jobs.linux.strategy.matrix.node).toEqual(['20.16', 20, 22, 24]);
  expect(jobs.others.strategy.matrix.os).toEqual(['macos-latest', 'windows-latest']);
  expect(jobs.others.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm test', 'npm start -- --once']);
});
