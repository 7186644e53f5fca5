import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Io } from '../../../lib/cli/io';
import { Stage } from '../../../bin/demo/stage';
import { tellStory } from '../../../bin/demo/story';
import { recorded } from '../../cli/support/io';

/** A person who pressed Ctrl-C before the deployment began: all that is told is how it starts. */
function interrupted(): { io: Io; text: () => string } {
  const { io, lines } = recorded({ env: process.env, stop: AbortSignal.abort() });
  return { io, text: () => lines.join('\n') };
}

async function tell(port: number, dnsPort: number): Promise<{ held: boolean; endpointUrl: string; text: string }> {
  const { io, text } = interrupted();
  const deployment = { title: 'A deployment', run: () => Promise.reject(new Error('aborted')) };
  const told = await tellStory(new Stage(io), io, { deployment, executable: '', port, dnsPort, seed: 1 });
  await told.close();
  return { held: told.held, endpointUrl: told.local.endpointUrl, text: text() };
}

test('takes free ports, and says so, when one of those it wants is taken', async () => {
  const other = createServer();
  await new Promise<void>(listening => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  try {
    for (const [apiPort, dnsPort] of [
      [port, 0],
      [0, port],
    ]) {
      const { endpointUrl, text } = await tell(apiPort, dnsPort);
      expect(text).toContain(`Port ${port} is taken, perhaps by another demo that is still up; free ports are used instead.`);
      expect(endpointUrl).not.toContain(`:${port}`);
      expect(text).toContain(`api      ${endpointUrl}`);
    }
  } finally {
    await new Promise(closed => other.close(closed));
  }
});

test('says nothing of ports when they are free, and calls an interruption by its name', async () => {
  const { held, text } = await tell(0, 0);
  expect(held).toBe(false);
  expect(text).not.toContain('taken');
  expect(text).toContain('interrupted');
  expect(text).not.toMatch(/✗|aborted/);
});
