import { killTree, processesOfRun } from './process-tree';

/** Milliseconds: as long as a process that was told to end may take for it. */
const GRACE = 3000;

/** After a run of any tests: what they started has ended, whether they passed, failed, or ran out of time. */
export default async function globalTeardown(): Promise<void> {
  const until = Date.now() + GRACE;
  let left = processesOfRun();
  while (left.length > 0 && Date.now() < until) {
    await new Promise(later => setTimeout(later, 100));
    left = processesOfRun();
  }
  left.forEach(({ pid }) => killTree(pid));
  if (left.length > 0) {
    const names = left.map(({ pid, command }) => `${pid} ${command}`);
    throw new Error(`tests left processes running, which were ended now:\n${names.join('\n')}`);
  }
}
