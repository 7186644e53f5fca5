import { broken } from '../../../bin/demo/witness';
import { ROOT, runNode } from '../../support/programs';

test.each([
  ['npm start', ['dist/bin/demo.js'], '✅  MultiValueDemo'],
  ['npx cdk-route53-multivalue, which has no CDK', ['dist/bundle/cdk-route53-multivalue.js', 'demo'], '✓ deployed: 15 resources'],
])('%s deploys, breaks and heals the fleet, proves each state, says nothing else, and exits 0', async (_, command, deployed) => {
  const [script, ...args] = command;
  const { code, out } = await runNode(script, [...args, '--once', '--seed', '1'], { cwd: ROOT });
  const proved = out.split('✔ the rule holds').length - 1;
  expect({ code, proved, told: out.includes('Every step held.') }).toEqual({ code: 0, proved: 4, told: true });
  expect(out).toContain(deployed);
  expect(out).toContain('40 answers of 8, each different members of 12; 52.0.0.13 in none');
  expect(out).toContain('40 answers of 6, each different members of 6; 52.0.0.13 in none');
});

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
