import { stripVTControlCharacters } from 'node:util';
import { Stage } from '../../../bin/demo/stage';
import { recorded } from '../../cli/support/io';
import { terminal } from '../../cli/support/terminal';

const LONG = 'distinct endpoints seen: 12 of 12 eligible; a member left out by a server would go unnoticed with p < 3e-7';

async function everything(columns: number): Promise<string[]> {
  const screen = terminal();
  const { io, lines } = recorded({ isTerminal: true, columns, progress: screen.stream });
  const stage = new Stage(io);
  stage.title('Here: stop 4 · start 4 · status · quit · help, and more than fits into a line');
  await stage.play('All stop: eight of the twelve unhealthy ones, rather than nothing', () => {
    stage.good(LONG);
    stage.quote(`│ a table │\n${LONG}`);
    stage.tally(
      new Map([
        ['52.0.0.1', 25],
        ['52.0.0.13', 0],
      ]),
      key => (key === '52.0.0.1' ? 'healthy' : 'drained'),
    );
    const bar = stage.progress('health checkers are noticing', 12);
    bar.update(5);
    bar.done();
    throw new Error(LONG);
  });
  // eslint-disable-next-line no-control-regex
  const drawn = screen.drawn().split(/\u001b\[1G|\r|\n/);
  return [...lines.flatMap(line => line.split('\n')), ...drawn.map(line => stripVTControlCharacters(line))];
}

test.each([40, 80, 200])('no line is wider than %i columns', async columns => {
  const lines = await everything(columns);
  expect(lines.filter(line => line.length > columns)).toEqual([]);
  expect(lines.filter(line => line.includes('5/12'))).not.toEqual([]);
  expect(lines.join(' ').replace(/[│✓✗ ]+/g, ' ')).toContain(columns > 150 ? LONG : 'p < 3e-7');
});

test('in a file every line is whole', async () => {
  const { io, lines } = recorded({ columns: 40 });
  await new Stage(io).play('A scene', () => new Stage(io).good(LONG));
  expect(lines).toContain(`    ✓ ${LONG}`);
});
