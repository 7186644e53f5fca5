import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import newest from '../newest/package.json';
import { runNode } from '../support/programs';
import { EXAMPLE_NAMES } from './names';

/** What aws-cdk-lib writes about the templates that it has validated itself. */
interface ValidationReport {
  readonly pluginReports: { readonly violations: Violation[] }[];
}

interface Violation {
  readonly description: string;
  readonly violatingConstructs: { readonly constructPath: string; readonly libraryVersion: string }[];
}

/** What may be written to standard error: the finding of the fault that is put there, once for each example. */
const FINDING =
  /^((\[Warning\] Template validation .*|Set feature flag .*|WARNING HealthCheckConfig\.FailureThreshold: 99 .*| {3}Faulty\/Check .*| {3}Acknowledge with .*|A copy of this report .*|)\n)+$/;

const outdir = mkdtempSync(join(tmpdir(), 'newest-'));
afterAll(() => rmSync(outdir, { recursive: true }));

beforeAll(async () => {
  // what it has deprecated would be said to our users, so that to use it fails here
  const env = { ...process.env, JSII_DEPRECATED: 'fail' };
  const { code } = await runNode(resolve(__dirname, 'synth-newest.mjs'), [outdir, ...EXAMPLE_NAMES], { env, stderr: FINDING });
  expect(code).toBe(0);
});

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
