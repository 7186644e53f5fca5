/** Tests that need a tool, run by a jest of their own with the project's own settings. */
import { join } from 'node:path';
import { runJest } from './jest';
import { areRequired, missingTools } from './needs';

const TESTS = `
  import { needs } from ${JSON.stringify(join(__dirname, 'needs.ts'))};
  test('plain', () => undefined);
  needs('dig').test('one', () => { throw new Error('it ran'); });
  needs('dig', 'kdig').test.each([['a'], ['b']])('of a table, %s', () => { throw new Error('it ran'); });
  needs('IPv6').describe('a group', () => {
    beforeAll(() => { throw new Error('it ran'); });
    test('in it', () => undefined);
  });
  needs('dig').describe.each(['c'])('a group of a table, %s', () => test('in it', () => undefined));`;

/** A machine on which no program is found. */
const NO_PROGRAMS = { PATH: '', WITHOUT_TOOLS: '' };

const run = (env: NodeJS.ProcessEnv, ...args: string[]): ReturnType<typeof runJest> =>
  runJest(TESTS, { WITHOUT_TOOLS: 'dig,kdig,IPv6', ...env }, ...args);

test('without the tools such tests are skipped, and the last line says which tools, how many tests and what to do', () => {
  const { status, lines } = run({});
  expect(status).toBe(0);
  expect(lines).toContain('Tests:       5 skipped, 1 passed, 6 total');
  expect(lines.at(-1)).toMatch(/^5 tests were skipped without dig, kdig, IPv6\. To run them: .*; IPv6 needs ::1 /);
});

test('with all tools they run, and no line is added', () => {
  const { lines } = run({ WITHOUT_TOOLS: '' }, '-t', 'plain');
  expect(lines.at(-1)).toMatch(/^Ran all test suites/);
});

test('where the tools are required, a run of everything fails before its first test, and names them', () => {
  const { status, lines } = run({ REQUIRE_TOOLS: '1', ...NO_PROGRAMS });
  expect(status).toBe(1);
  expect(lines[0]).toMatch(/bash, dig, kdig, .* are missing, and CI or REQUIRE_TOOLS is set: .*apt-get install bind9-dnsutils/);
});

test('where the tools are required, a file that needs one fails and names it', () => {
  const { status, lines } = run({ CI: 'true', ...NO_PROGRAMS }, 'some.test.ts');
  expect(status).toBe(1);
  expect(lines.join('\n')).toContain('dig is missing, and CI or REQUIRE_TOOLS is set: apt-get install bind9-dnsutils');
});

test('what is given up by name is skipped even there', () => {
  const { status, lines } = run({ REQUIRE_TOOLS: '1' }, 'some.test.ts');
  expect(status).toBe(0);
  expect(lines.at(-1)).toMatch(/^5 tests were skipped/);
});

test.each([
  [{}, false],
  [{ CI: 'true' }, true],
  [{ CI: 'false' }, false],
  [{ REQUIRE_TOOLS: '1' }, true],
  [{ CI: 'true', REQUIRE_TOOLS: '0' }, false],
])('with %p, tools are required: %p', (env, expected) => expect(areRequired(env)).toBe(expected));

test('what cannot be installed is said otherwise', () =>
  expect(missingTools(['IPv6'])).toBe(
    "IPv6 is missing, and CI or REQUIRE_TOOLS is set: IPv6 needs ::1 on the loopback interface; or do without: WITHOUT_TOOLS='IPv6'",
  ));
