import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { broken } from '../../../lib/cli/demo/witness';

const ROOT = resolve(__dirname, '../../..');

test('npm start -- --once deploys, breaks and heals the fleet, proves each state, and exits 0', async () => {
  const { code, text } = await new Promise<{ code: number; text: string }>(done =>
    execFile(
      process.execPath,
      ['dist/bin/demo.js', '--once', '--seed', '1'],
      { cwd: ROOT, timeout: 120_000 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }),
    ),
  );
  expect(text).toContain('✅  MultiValueDemo');
  const proved = text.split('✔ the rule holds').length - 1;
  expect({ code, proved, told: text.includes('Every step held.') }).toEqual({ code: 0, proved: 4, told: true });
  expect(text).toContain('40 answers of 8, each different members of 12; 52.0.0.13 in none');
  expect(text).toContain('40 answers of 6, each different members of 6; 52.0.0.13 in none');
}, 130_000);

describe('the witness calls broken', () => {
  const promised = { pool: ['a', 'b', 'c'], size: 2 };

  test('nothing, when every answer is as promised and all are seen', () =>
    expect(
      broken(
        [
          ['a', 'b'],
          ['c', 'a'],
        ],
        promised,
      ),
    ).toEqual([]));

  test.each([
    ['too many', [['a', 'b', 'c']], ['expected 2 different addresses, got 3: a b c']],
    [
      'one twice',
      [
        ['a', 'a'],
        ['b', 'c'],
      ],
      ['expected 2 different addresses, got 2: a a'],
    ],
    [
      'a stranger',
      [
        ['a', 'b'],
        ['c', 'x'],
      ],
      ['x was answered and must not be'],
    ],
    ['one left out', [['a', 'b']], ['c was never answered']],
  ])('%s', (_, answers, faults) => expect(broken(answers, promised)).toEqual(faults));
});
