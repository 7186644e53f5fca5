import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import newest from '../newest/package.json';
import { EXAMPLE_NAMES } from './names';

/** What aws-cdk-lib writes about the templates that it has validated itself. */
interface ValidationReport {
  readonly pluginReports: { readonly violations: Violation[] }[];
}

interface Violation {
  readonly description: string;
  readonly violatingConstructs: { readonly constructPath: string; readonly libraryVersion: string }[];
}

const outdir = mkdtempSync(join(tmpdir(), 'newest-'));
afterAll(() => rmSync(outdir, { recursive: true }));

beforeAll(() => {
  const args = [resolve(__dirname, 'synth-newest.mjs'), outdir, ...EXAMPLE_NAMES];
  // what it has deprecated would be said to our users, so that to use it fails here
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, JSII_DEPRECATED: 'fail' } });
}, 60_000);

const findingsOf = (name: string): Violation[] => {
  const report = JSON.parse(readFileSync(join(outdir, name, 'validation-report.json'), 'utf8')) as ValidationReport;
  return report.pluginReports.flatMap(plugin => plugin.violations);
};

test.each(EXAMPLE_NAMES)('the newest aws-cdk-lib finds nothing in the templates of %s but what was put there', name =>
  expect(findingsOf(name)).toEqual([
    expect.objectContaining({
      description: 'HealthCheckConfig.FailureThreshold: 99 is greater than the maximum of 10',
      violatingConstructs: [
        expect.objectContaining({ constructPath: 'Faulty/Check', libraryVersion: newest.dependencies['aws-cdk-lib'] }),
      ],
    }),
  ]),
);
