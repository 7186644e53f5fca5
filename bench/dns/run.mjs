// Compares the DNS servers: `node bench/dns/run.mjs [--rounds 5] [--seconds 5]`. See README.md.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Resolver } from 'node:dns/promises';
import { parseArgs } from 'node:util';
import { dnsperf } from './dnsperf.mjs';
import { echo, gdnsd, ours, powerDnsLua, powerDnsStatic, powerDnsUncached, ZONE } from './servers.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    'first-port': { type: 'string', default: '5391' },
  },
});
const NAMES = 10_000;
const WWW = [`www.${ZONE}`];
const EVERY_NAME = Array.from({ length: NAMES }, (_, n) => `n${n + 1}.${ZONE}`);

/** What is measured, in the order of a round. Each runs alone. */
const RUNS = [
  { title: 'ours, group of 12', start: ours, names: WWW },
  { title: 'gdnsd multifo, 12', start: gdnsd, names: WWW },
  { title: 'PowerDNS Lua, 8 of 12', start: powerDnsLua, names: WWW },
  { title: 'PowerDNS, 8 static', start: powerDnsStatic, names: WWW },
  { title: 'PowerDNS, 8 static, no packet cache', start: powerDnsUncached, names: WWW },
  { title: 'ours, group of 100', start: (dir, port) => ours(dir, port, { group: 100 }), names: WWW },
  { title: `ours, ${NAMES} names, one asked`, start: (dir, port) => ours(dir, port, { names: NAMES }), names: WWW },
  { title: `ours, ${NAMES} names, all asked`, start: (dir, port) => ours(dir, port, { names: NAMES }), names: EVERY_NAME },
  { title: `gdnsd, ${NAMES} names, all asked`, start: (dir, port) => gdnsd(dir, port, { names: NAMES }), names: EVERY_NAME },
  { title: 'ours, without batches', start: (dir, port) => ours(dir, port, { batches: false }), names: WWW },
  { title: 'bare UDP echo', start: echo, names: WWW, isEcho: true },
  {
    title: 'bare UDP echo, without batches',
    start: (dir, port) => echo(dir, port, { batches: false }),
    names: WWW,
    isEcho: true,
  },
];

/** Whether `share` of one rate is reached by another. */
const TARGETS = [
  ['ours, group of 12', 0.8, 'gdnsd multifo, 12'],
  ['ours, group of 12', 20, 'PowerDNS Lua, 8 of 12'],
  ['ours, group of 12', 1.2, 'PowerDNS, 8 static'],
  ['ours, group of 12', 1.2, 'PowerDNS, 8 static, no packet cache'],
  ['ours, group of 100', 0.8, 'ours, group of 12'],
  [`ours, ${NAMES} names, one asked`, 0.95, 'ours, group of 12'],
  [`ours, ${NAMES} names, all asked`, 0, 'ours, group of 12'],
  [`gdnsd, ${NAMES} names, all asked`, 0, 'gdnsd multifo, 12'],
  ['ours, group of 12', 0, 'bare UDP echo'],
  ['ours, group of 12', 0, 'ours, without batches'],
  ['ours, without batches', 0, 'bare UDP echo, without batches'],
];

const root = await mkdtemp(join(tmpdir(), 'bench-dns-'));
const results = new Map(RUNS.map(({ title }) => [title, []]));
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [n, run] of RUNS.entries()) {
      const result = await measure(run, join(root, `${round}-${n}`), Number(values['first-port']) + n);
      results.get(run.title).push(result);
      const { perSecond, perCpuSecond, lost } = result;
      console.log(`${round + 1} ${run.title}: ${whole(perSecond)}/s, ${whole(perCpuSecond)} per CPU second, lost ${lost}`);
    }
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
report();

async function measure({ start, names, isEcho = false }, dir, port) {
  await mkdir(dir, { recursive: true });
  const queries = join(dir, 'queries');
  await writeFile(queries, names.map(name => `${name} A\n`).join(''));
  const server = await start(dir, port);
  try {
    await ready(server, port, isEcho);
    return await dnsperf({ port, queries, seconds: Number(values.seconds), pid: server.pid });
  } finally {
    server.child.kill('SIGTERM');
    await Promise.race([new Promise(done => server.child.once('exit', done)), sleep(3000)]);
    server.child.kill('SIGKILL'); // does nothing to one that has ended
  }
}

/** Waits until the server answers: eight or twelve addresses for www. */
async function ready(server, port, isEcho) {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  for (let tries = 0; tries < 40; tries++) {
    const answer = await resolver.resolve4(WWW[0]).catch(error => error.code);
    if (isEcho ? answer !== 'ECONNREFUSED' : answer.length >= 8 && Array.isArray(answer)) {
      return;
    }
    await sleep(250);
  }
  throw new Error(`no answer on port ${port}:\n${server.output()}`);
}

function report() {
  const median = (title, what) => {
    const sorted = results
      .get(title)
      .map(result => result[what])
      .sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  console.log('\nmedians | answers/s | per CPU second | lost\n--- | ---: | ---: | ---:');
  for (const { title } of RUNS) {
    const lost = results.get(title).reduce((sum, result) => sum + result.lost, 0);
    console.log(`${title} | ${whole(median(title, 'perSecond'))} | ${whole(median(title, 'perCpuSecond'))} | ${lost}`);
  }
  console.log('\nratio | answers/s | per CPU second | wanted\n--- | ---: | ---: | ---:');
  for (const [one, share, other] of TARGETS) {
    const ratio = what => median(one, what) / median(other, what);
    const wanted = share === 0 ? 'to compare' : `${share}: ${ratio('perSecond') >= share ? 'met' : 'not met'}`;
    console.log(`${one} / ${other} | ${ratio('perSecond').toFixed(2)} | ${ratio('perCpuSecond').toFixed(2)} | ${wanted}`);
  }
}

function whole(n) {
  return Math.round(n).toLocaleString('en');
}
