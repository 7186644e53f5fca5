/** Runs jest itself, with the project's own settings, on a file of tests that is written for it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

export interface JestRun {
  readonly status: number | null;
  readonly lines: readonly string[];
}

export function runJest(tests: string, env: NodeJS.ProcessEnv, ...args: string[]): JestRun {
  const directory = mkdtempSync(join(tmpdir(), 'jest-'));
  try {
    writeFileSync(join(directory, 'some.test.ts'), tests);
    const { jest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { jest: object };
    const config = JSON.stringify({ ...jest, rootDir: ROOT, roots: [directory] });
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', config, ...args],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CI: '', REQUIRE_TOOLS: '', ...env } },
    );
    return { status, lines: stderr.trim().split('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
