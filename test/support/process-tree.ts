/** All processes that came of one which was started detached, and so leads a session of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The ids of those that still run, the leader included. On Linux also those whose parent has ended; elsewhere what descends from the
 * leader or is in its group.
 */
export function processTree(leader: number): number[] {
  if (process.platform === 'win32') {
    return isRunning(leader) ? [leader] : [];
  }
  const processes = process.platform === 'linux' ? fromProc() : fromPs();
  const members = new Set<number>();
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { pid, parent, group, session } of processes) {
      if (pid === leader || [group, session].includes(leader) || members.has(parent)) members.add(pid);
    }
  }
  return [...members];
}

/** Ends all of them, and what they start meanwhile. */
export function killTree(leader: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(leader), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  for (let tree = processTree(leader); tree.length > 0; tree = processTree(leader)) {
    tree.forEach(kill);
  }
}

/** The variable by which processes of a run of tests are known: they inherit it, also those whose parent has ended. */
export const RUN_MARK = 'MULTIVALUE_TEST_RUN';

/** Marks this process, which is that of jest, and all that come of it. A jest that a test starts has a mark besides. */
export function markRun(): void {
  process.env[RUN_MARK] = `${process.env[RUN_MARK] ?? ''}/${process.pid}.${Date.now()}/`;
}

/** What came of the process that was marked and still runs; on Linux, where the environment of others can be read. */
export function processesOfRun(): { readonly pid: number; readonly command: string }[] {
  if (process.platform !== 'linux') {
    return [];
  }
  const mark = process.env[RUN_MARK]!.split('//').at(-1)!;
  const processes = fromProc();
  const members = new Set([process.pid]);
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { pid, parent } of processes) {
      if (members.has(parent) || read(pid, 'environ').includes(mark)) members.add(pid);
    }
  }
  members.delete(process.pid);
  return [...members].map(pid => ({ pid, command: read(pid, 'cmdline').replaceAll('\0', ' ').trim() }));
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile, or is somebody else's
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return 'ZX'.includes(state)
          ? []
          : [{ pid: Number(name), parent: Number(parent), group: Number(group), session: Number(session) }];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

function fromPs(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([pid, , , state]) => pid !== '' && !state?.startsWith('Z'))
    .map(([pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group) }));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}
