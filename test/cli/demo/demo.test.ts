import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { broken } from '../../../lib/cli/demo/witness';

const ROOT = resolve(__dirname, '../../..');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function told(script: string, ...args: string[]): Promise<Ended> {
  return new Promise(done =>
    execFile(process.execPath, [script, ...args, '--once', '--seed', '1'], { cwd: ROOT, timeout: 180_000 }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    ),
  );
}

test.each([
  ['npm start', ['dist/bin/demo.js'], '✅  MultiValueDemo'],
  ['npx cdk-route53-multivalue, which has no CDK', ['dist/bundle/cdk-route53-multivalue.js', 'demo'], '✓ deployed: 15 resources'],
])(
  '%s deploys, breaks and heals the fleet, proves each state, says nothing else, and exits 0',
  async (_, [script, ...args], deployed) => {
    const { code, out, err } = await told(script, ...args);
    const proved = out.split('✔ the rule holds').length - 1;
    expect({ code, proved, told: out.includes('Every step held.'), err }).toEqual({ code: 0, proved: 4, told: true, err: '' });
    expect(out).toContain(deployed);
    expect(out).toContain('40 answers of 8, each different members of 12; 52.0.0.13 in none');
    expect(out).toContain('40 answers of 6, each different members of 6; 52.0.0.13 in none');
  },
  190_000,
);

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
