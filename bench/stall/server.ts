/**
 * A local Route 53 that measures itself: how long one turn of its event loop takes. A turn's length is the time that passed or, where that
 * is less, the processor time that the loop's thread took, so that a busy machine is not taken for a stall.
 */
import '../../bin/quiet-sdk';
import { existsSync, readFileSync } from 'node:fs';
import { startLocal } from '../../lib/local';

const TICK = 1;

/** Nanoseconds of this thread on a processor, where the system tells; else of the process with all its threads, which is more. */
const THREAD = `/proc/self/task/${process.pid}/schedstat`;
const hasThread = existsSync(THREAD);
const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return hasThread ? Number(readFileSync(THREAD, 'latin1').split(' ')[0]) / 1e6 : (user + system) / 1000;
};

let worst = 0;
let last = { wall: performance.now(), processor: processorTime() };

setInterval(() => {
  const now = { wall: performance.now(), processor: processorTime() };
  worst = Math.max(worst, Math.min(now.wall - last.wall, now.processor - last.processor) - TICK);
  last = now;
}, TICK);

void startLocal({ seed: 1, state: process.argv[2], quotas: { healthChecks: 1000, recordSetsPerZone: 100_000 } }).then(local => {
  process.on('message', message => {
    if (message === 'longest') {
      process.send!({ longest: worst, memory: process.memoryUsage().rss });
      worst = 0;
    } else {
      void local.close().then(() => process.exit());
    }
  });
  process.send!({ url: local.endpointUrl, dns: Number(local.dns.split(':')[1]) });
});
