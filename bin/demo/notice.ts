import type { Local } from '../../lib/local';
import { ADDRESSES } from './scenes';
import type { Stage } from './stage';

/** Milliseconds for the checkers to notice what happened. */
const NOTICE_WITHIN = 30_000;

/** Waits until the health checkers have noticed what happened to the servers. Rejects at once when `stop` is aborted. */
export async function untilNoticed(
  stage: Stage,
  local: Pick<Local, 'until'>,
  healthy: readonly string[],
  stop: AbortSignal,
): Promise<void> {
  const bar = stage.progress('health checkers are noticing', ADDRESSES.length);
  const patience = { timeout: NOTICE_WITHIN, signal: stop };
  let noticed = 0;
  try {
    await Promise.all(
      ADDRESSES.map(async address => {
        await local.until(address, healthy.includes(address) ? 'healthy' : 'unhealthy', patience);
        bar.update(++noticed);
      }),
    );
    stop.throwIfAborted(); // it may have been while the last of them was noticed
  } finally {
    bar.done();
  }
}
