import { untilNoticed } from '../../../bin/demo/notice';
import { ADDRESSES } from '../../../bin/demo/scenes';
import { Stage } from '../../../bin/demo/stage';
import { startLocal, type Local } from '../../../lib/local';
import { recorded } from '../../cli/support/io';

let local: Local;

/** Nothing is mapped, so nothing is probed: each check is as it is forced to be. */
beforeAll(async () => {
  local = await startLocal({ seed: 1 });
  const check = (IPAddress: string): object => ({
    Type: 'AWS::Route53::HealthCheck',
    Properties: { HealthCheckConfig: { Type: 'HTTP', IPAddress, Port: 80 } },
  });
  await local.deploy({ Resources: Object.fromEntries(ADDRESSES.map((address, n) => [`Check${n}`, check(address)])) });
});
afterAll(() => local.close());

function scene(stop: AbortSignal): { lines: string[]; stage: Stage } {
  const { io, lines } = recorded({ stop });
  return { lines, stage: new Stage(io) };
}

test('the demo goes on when all have been noticed', async () => {
  const [down, ...up] = ADDRESSES;
  const { lines, stage } = scene(new AbortController().signal);
  const held = stage.play('One stops', () => untilNoticed(stage, local, up, new AbortController().signal));
  local.force(down, 'down');
  expect(await held).toBe(true);
  expect(lines).not.toContain('    interrupted');
  local.force(down, 'auto');
});

test('Ctrl-C ends the wait for what the checkers have not noticed at once, and says so in one line', async () => {
  const ctrlC = new AbortController();
  const { lines, stage } = scene(ctrlC.signal);
  const held = stage.play('All stop', () => untilNoticed(stage, local, [], ctrlC.signal));
  ctrlC.abort();
  expect(await held).toBe(false);
  expect(lines.slice(1)).toEqual(['    interrupted', '']);
});

test('Ctrl-C just as the last of them is noticed counts too', async () => {
  const ctrlC = new AbortController();
  const { stage } = scene(ctrlC.signal);
  const until = (): Promise<void> => Promise.resolve(ctrlC.abort());
  expect(await stage.play('All stop', () => untilNoticed(stage, { until }, [], ctrlC.signal))).toBe(false);
});
