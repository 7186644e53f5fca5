import type { Route53Reader } from '../../../lib/aws/reader';
import type { Transport } from '../../../lib/verify/dns/transport';
import type { Server } from '../../../lib/verify/model';
import type { Report } from '../../../lib/verify/report/model';
import type { VerifyTarget } from '../../../lib/verify/targets';
import { verify, type VerifyOptions } from '../../../lib/verify/verify';
import { seededRandom } from '../../../lib/rules/random';

export const SERVERS: readonly Server[] = [1, 2, 3, 4].map(n => ({
  name: `ns-${n}.example.net`,
  address: `192.0.2.${n}`,
  port: 53,
}));

/** The same without a network between them and this machine. */
export const SERVERS_HERE: readonly Server[] = SERVERS.map((server, at) => ({ ...server, address: `127.0.0.${at + 1}` }));

/** Verifies www.example.com, or other targets, against what `api` tells. */
export function verifyWith(
  api: Route53Reader,
  transport: Transport,
  options: Partial<VerifyOptions> = {},
  targets: readonly VerifyTarget[] = [{ name: 'www.example.com', type: 'A' }],
): Promise<Report> {
  return verify(targets, {
    api,
    transport,
    serversOf: () => Promise.resolve(SERVERS),
    random: seededRandom(1),
    now: () => performance.now(),
    date: () => new Date(),
    sleep: () => Promise.resolve(),
    timeout: 200,
    attempts: 2,
    concurrency: 8,
    giveUpAfter: 2,
    stop: new AbortController().signal,
    ...options,
  });
}
