import { PassThrough } from 'node:stream';
import { Fleet } from '../../../bin/demo/fleet';
import { ADDRESSES, NAME } from '../../../bin/demo/scenes';
import { Stage } from '../../../bin/demo/stage';
import { stay } from '../../../bin/demo/stay';
import { startLocal } from '../../../lib/local';
import { recorded } from '../../cli/support/io';

const ONE_TO_THREE = ADDRESSES.slice(0, 3);

/** A stack of three checked servers behind the demo's name. */
const TEMPLATE = {
  Resources: {
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.example' } },
    ...Object.fromEntries(
      ONE_TO_THREE.flatMap((address, at) => [
        [
          `Check${at}`,
          {
            Type: 'AWS::Route53::HealthCheck',
            Properties: {
              HealthCheckConfig: { Type: 'HTTP', IPAddress: address, Port: 80, ResourcePath: '/healthz', RequestInterval: 10 },
            },
          },
        ],
        [
          `Record${at}`,
          {
            Type: 'AWS::Route53::RecordSet',
            Properties: {
              HostedZoneId: { Ref: 'Zone' },
              Name: NAME,
              Type: 'A',
              TTL: '60',
              SetIdentifier: address,
              MultiValueAnswer: true,
              HealthCheckId: { Ref: `Check${at}` },
              ResourceRecords: [address],
            },
          },
        ],
      ]),
    ),
  },
};

interface Typed {
  readonly text: string;
  readonly input: PassThrough;
  readonly running: boolean[];
}

/**
 * What a person is told who types these lines once everything is up. A line that begins with `…` is awaited, in the answers to those before.
 */
async function typing(...typed: string[]): Promise<Typed> {
  let heard: () => void = () => undefined;
  const { io, lines } = recorded();
  const out = (line: string): void => {
    io.out(line);
    heard();
  };
  const fleet = await Fleet.start(ONE_TO_THREE);
  const local = await startLocal({ map: fleet.map, speed: 100, seed: 1 });
  await local.deploy(TEMPLATE);
  const close = async (): Promise<void> => {
    await local.close();
    await fleet.stop();
  };
  const input = new PassThrough();
  try {
    const recording = { ...io, out };
    const stayed = stay(new Stage(recording), recording, { held: true, fleet, local, close }, 'npx multivalue', { input });
    for (const line of typed) {
      if (!line.startsWith('…')) input.write(`${line}\n`);
      else while (!lines.join('\n').includes(line.slice(1))) await new Promise<void>(resolve => (heard = resolve));
    }
    await stayed;
    return { text: lines.join('\n'), input, running: fleet.members.map(member => member.running) };
  } finally {
    await close();
  }
}

test('quit lets go of the terminal, which would keep the process up', async () => {
  const { input } = await typing('quit');
  expect({ paused: input.isPaused(), readers: input.listenerCount('data') }).toEqual({ paused: true, readers: 0 });
});

test('says how to reach it from another terminal, with the ports it has', async () => {
  const { text } = await typing('quit');
  expect(text).toMatch(/export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+ AWS_DEFAULT_REGION=us-east-1\n/);
  expect(text).toMatch(/dig @127\.0\.0\.1 -p \d+ www\.shop\.example\n {4}npx multivalue verify www\.shop\.example\n/);
});

test('stops and starts the servers that are named, in any case', async () => {
  expect((await typing('STOP 2', 'quit')).running).toEqual([true, false, true]);
  expect((await typing('stop all', 'start 52.0.0.1', 'q')).running).toEqual([true, false, false]);
  expect((await typing('stop 2-3', 'exit')).running).toEqual([true, false, false]);
});

test('tells when a server has left the answers, when it is answered again, and after how long', async () => {
  const { text } = await typing('stop 2', '…left the answers', 'start 2', '…answered again', 'quit');
  expect(text).toMatch(/✓ 52\.0\.0\.2 left the answers after \d+\.\d s\n/);
  expect(text).toMatch(/✓ 52\.0\.0\.2 is answered again, after \d+\.\d s/);
});

test('tells that the last ones do not leave the answers', async () => {
  const { text } = await typing('stop 1 2 3', '…all the same', 'quit');
  expect(text).toMatch(/✓ 3 servers are unhealthy, after \d+\.\d s, and they are answered all the same: no server is healthy/);
});

test('says nothing of a wait that another order has ended', async () => {
  const { text } = await typing('stop 2', 'start 2', '…answered again', 'quit');
  expect(text).not.toContain('left the answers');
});

test('status shows who runs, is healthy and is answered', async () => {
  const { text } = await typing('stop 2', '…left the answers', 'status', 'quit');
  expect(text).toContain('40 answers of www.shop.example:');
  expect(text).toMatch(/52\.0\.0\.1 +█+ +40 {2}healthy\n/);
  expect(text).toMatch(/52\.0\.0\.2 +·+ +0 {2}stopped\n/);
});

test('help lists what can be typed', async () => {
  const { text } = await typing('help', 'quit');
  expect(text).toMatch(/stop 4 {3}stop server 4.*\n.*start 4.*\n.*status .*\n.*quit /);
});

test('says what it expects, and what came, to anything else', async () => {
  const { text, running } = await typing('stop 99', 'restart 1', 'stop', '', 'quit');
  expect(text).toContain("expected stop and a number from 1 to 12, an address, a range as 1-6, or all; got 'stop 99'");
  expect(text).toContain("got 'stop'");
  expect(text).toContain("expected stop, start, status, quit or help; got 'restart 1'");
  expect(text).not.toContain("got ''");
  expect(running).toEqual([true, true, true]);
});
