// One run of dnsperf, and what the server used of the processor meanwhile.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The rate over some seconds, after each query was asked once: what a server makes ready at the first question is not measured.
 *
 * @returns {Promise<{ perSecond: number, perCpuSecond: number, lost: number }>}
 */
export async function dnsperf({ port, queries, seconds, pid }) {
  await ask(port, queries, ['-n', 1]);
  const before = await cpuSeconds(pid);
  const stdout = await ask(port, queries, ['-l', seconds]);
  const used = (await cpuSeconds(pid)) - before;
  const completed = number(stdout, /Queries completed:\s+(\d+)/);
  return {
    perSecond: number(stdout, /Queries per second:\s+([\d.]+)/),
    perCpuSecond: completed / used,
    lost: number(stdout, /Queries lost:\s+(\d+)/),
  };
}

async function ask(port, queries, howLong) {
  const load = ['-c', 4, '-q', 200]; // clients, and questions under way
  const { stdout } = await run('dnsperf', ['-s', '127.0.0.1', '-p', port, '-d', queries, ...load, ...howLong].map(String), {
    timeout: 120_000,
  });
  return stdout;
}

function number(text, pattern) {
  const found = pattern.exec(text);
  if (!found) {
    throw new Error(`dnsperf did not say ${pattern}:\n${text}`);
  }
  return Number(found[1]);
}

const TICKS_PER_SECOND = 100; // what Linux reports in, whatever its clock

async function cpuSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}
