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
