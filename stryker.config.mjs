/**
 * Mutation testing: `npm run mutate -- --mutate lib/rules/names.ts` changes this file in every way that Stryker knows, and says which changes
 * no test of its room notices.
 */
import { readFileSync } from 'node:fs';

/** Rooms of `lib` that are pure, and the tests that are to notice. */
const ROOMS = {
  rules: ['test/rules'],
  'constructs/private': ['test/constructs', 'test/rules'],
  'verify/judge': ['test/verify', 'test/rules'],
};
/** They start programs, or repeat by chance what others tell exactly. */
const SLOW = ['resolver\\.test', 'browser\\.test', 'api-docs\\.test', 'loss\\.test', 'property\\.test'];

const at = process.argv.indexOf('--mutate');
const pattern = at < 0 ? 'lib/rules/**/*.ts' : process.argv[at + 1];
const room = Object.keys(ROOMS).find(name => pattern.startsWith(`lib/${name}/`));
if (room === undefined) throw new Error(`--mutate: expected files in lib/${Object.keys(ROOMS).join(', lib/')}, got ${pattern}`);

const { jest } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const { modulePathIgnorePatterns, moduleNameMapper, setupFiles, testMatch, transform } = jest;

export default {
  mutate: [pattern],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    config: {
      ...{ modulePathIgnorePatterns, moduleNameMapper, setupFiles, testMatch, transform },
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      roots: ['lib', ...ROOMS[room]].map(directory => `<rootDir>/${directory}`), // `lib`, by which jest finds the tests of what is imported
      testPathIgnorePatterns: SLOW,
    },
    enableFindRelatedTests: true,
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // what is worked out once as a module loads: tables, each of which tests hold whole, and changing them takes all tests
  concurrency: 2,
  timeoutMS: 30_000, // besides what its tests took: on a busy machine a change that only takes longer is not one that was noticed
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.stryker-tmp/report.json' },
  ignorePatterns: ['dist', 'test/newest', 'docs', 'bench', '.stryker-tmp', '.jsii', 'API.md'],
  tempDirName: '.stryker-tmp/run',
  allowEmpty: true,
};
