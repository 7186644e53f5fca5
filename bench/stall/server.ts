/**
 * A local Route 53 that measures itself: how long one turn of its event loop takes. A turn's length is the time that passed or, where that
 * is less, the processor time that this process took, so that a busy machine is not taken for a stall.
 */
import '../../bin/quiet-sdk';
import '../../bin/quiet-sdk';
import { startLocal } from '../../lib/local';

const TICK = 1;

let worst = 0;
let last = { wall: performance.now(), cpu: process.cpuUsage() };

setInterval(() => {
  const now = { wall: performance.now(), cpu: process.cpuUsage() };
  const cpu = (now.cpu.user + now.cpu.system - last.cpu.user - last.cpu.system) / 1000;
  worst = Math.max(worst, Math.min(now.wall - last.wall, cpu) - TICK);
  last = now;
}, TICK);

void startLocal({ seed: 1, state: process.argv[2], quotas: { healthChecks: 1000 } }).then(local => {
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
