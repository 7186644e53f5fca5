import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { SYSTEM_CLOCK } from '../../../lib/local/checkers/clock';
import { ProbeFailed, step } from '../../../lib/local/checkers/step';
import { TIME_LIMITS } from '../../../lib/rules/health/probe';
import { ManualClock } from './manual-clock';

const env = (clock = SYSTEM_CLOCK, signal = new AbortController().signal) => ({ clock, signal, limits: TIME_LIMITS });

/** Nobody else has a turn for as long, as on a machine that is busy. */
function busy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

test('what has arrived in time counts, although the timer runs first', async () => {
  const server = createServer(socket => socket.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  try {
    await Promise.all([once(socket, 'connect'), once(server, 'connection').then(([peer]) => once(peer as Socket, 'finish'))]);
    const read = step<string>(env(), 20, 'noStatusInTime', done => socket.once('data', data => done(String(data))).resume());
    busy(100);
    expect(await read).toBe('here');
  } finally {
    socket.destroy();
    server.close();
  }
});

test('what does not come in time is late, and what comes after that is ignored', async () => {
  const clock = new ManualClock();
  let say = (_: string): void => undefined;
  const read = step<string>(env(clock), 20, 'noStatusInTime', done => (say = done));
  const outcome = read.catch((error: unknown) => error);
  clock.advance(20);
  await turn();
  say('too late');
  expect(await outcome).toEqual(new ProbeFailed('noStatusInTime'));
});

test('a step that is aborted while its time runs out ends as aborted', async () => {
  const [clock, abort] = [new ManualClock(), new AbortController()];
  const read = step(env(clock, abort.signal), 20, 'noStatusInTime', () => undefined);
  clock.advance(20);
  abort.abort(new Error('not wanted any more'));
  await expect(read).rejects.toThrow('not wanted any more');
  expect(clock.waiting).toBe(0);
});
