import type { Local } from '../../lib/local';
import { NAME } from './scenes';
import { ask } from './witness';

/** Milliseconds that the checkers have to notice. */
const WITHIN = 60_000;
/** Enough that one of twelve is missed by chance once in ten billion times. */
const TIMES = 20;

/**
 * Waits until the checkers have noticed that these servers were stopped or started, asks the name, and says what has become of them in its
 * answers, and after how long. Undefined when `stop` was aborted before.
 */
export async function outcome(
  local: Pick<Local, 'until' | 'dns'>,
  addresses: readonly string[],
  become: 'healthy' | 'unhealthy',
  stop: AbortSignal,
): Promise<string | undefined> {
  const began = performance.now();
  try {
    await Promise.all(addresses.map(address => local.until(address, become, { timeout: WITHIN, signal: stop })));
  } catch (error) {
    return stop.aborted ? undefined : (error as Error).message;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const answered = new Set((await ask(local.dns, NAME, TIMES)).flat());
  const [who, they, are] = addresses.length === 1 ? [addresses[0], 'it', 'is'] : [`${addresses.length} servers`, 'they', 'are'];
  if (become === 'healthy') {
    return `${who} ${are} answered again, after ${seconds} s`;
  }
  return addresses.some(address => answered.has(address))
    ? `${who} ${are} unhealthy, after ${seconds} s, and ${they} ${are} answered all the same: no server is healthy`
    : `${who} left the answers after ${seconds} s`;
}
