import { PassThrough } from 'node:stream';
import { Fleet } from '../../../lib/cli/demo/fleet';
import { Stage } from '../../../lib/cli/demo/stage';
import { stay } from '../../../lib/cli/demo/stay';
import { startLocal } from '../../../lib/local';
import { recorded } from '../support/io';

/** What a person is told who types these lines once everything is up. */
async function typing(...typed: string[]): Promise<{ text: string; input: PassThrough; running: boolean[] }> {
  const { io, lines } = recorded();
  const fleet = await Fleet.start(['52.0.0.1', '52.0.0.2']);
  const local = await startLocal();
  const close = async (): Promise<void> => {
    await local.close();
    await fleet.stop();
  };
  const input = new PassThrough();
  input.write(typed.map(line => `${line}\n`).join(''));
  try {
    await stay(new Stage(io), io, { held: true, fleet, local, close }, input);
    return { text: lines.join('\n'), input, running: fleet.members.map(member => member.running) };
  } finally {
    await close();
  }
}

test('quit lets go of the terminal, which would keep the process up', async () => {
  const { input } = await typing('quit');
  expect({ paused: input.isPaused(), readers: input.listenerCount('data') }).toEqual({ paused: true, readers: 0 });
});

test('stops and starts the servers that are named, in any case', async () => {
  expect((await typing('STOP 2', 'quit')).running).toEqual([true, false]);
  expect((await typing('stop all', 'start 1', 'q')).running).toEqual([true, false]);
});

test('says what it expects, and what came, to anything else', async () => {
  const { text, running } = await typing('stop 99', 'help', '', 'quit');
  expect(text).toContain("expected stop or start, then a number from 1 to 12 or all; or quit; got 'stop 99'");
  expect(text).toContain("got 'help'");
  expect(text).not.toContain("got ''");
  expect(running).toEqual([true, true]);
});
