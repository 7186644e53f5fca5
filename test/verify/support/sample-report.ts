/** Reports that are the same every time: chance is seeded, and so is time. */
import type { HealthCheckRegion } from '@aws-sdk/client-route-53';
import { encode } from 'dns-packet';
import { CHECKER_REGIONS } from '../../../lib/rules/limits';
import { seededRandom } from '../../../lib/rules/random';
import type { Transport } from '../../../lib/verify/dns/transport';
import type { Server } from '../../../lib/verify/model';
import type { Report } from '../../../lib/verify/report/model';
import { inMemory, replyTo, type Ask } from './dns';
import { addressOf, apiOf, honestValues, multiValueFleet } from './fleet';
import { verifyWith } from './run';

const SERVERS: readonly Server[] = [
  'ns-2048.awsdns-64.com',
  'ns-2049.awsdns-65.net',
  'ns-2050.awsdns-66.org',
  'ns-2051.awsdns-67.co.uk',
].map((name, at) => ({ name, address: `192.0.2.${at + 1}`, port: 53 }));
const MEMBERS = ['ash', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'maple', 'oak', 'pine', 'rowan', 'willow'];

/** Twelve members of which two are unhealthy, and one is so for a few checkers only. With `stale`, one server still answers with a sick one. */
export function sampleReport({ stale }: { stale: boolean }): Promise<Report> {
  const fleet = multiValueFleet(12, [4, 9]);
  fleet.sets.forEach((set, at) => Object.assign(set, { SetIdentifier: MEMBERS[at] }));
  const random = seededRandom(2024);
  const api = apiOf(fleet, {
    observations: id => {
      const sick = fleet.unhealthy.has(id) ? 16 : id === 'check-7' ? 5 : 0;
      const reports = Array.from({ length: 16 }, (_, at) => ({
        Region: CHECKER_REGIONS[Math.floor(at / 2)] as HealthCheckRegion,
        IPAddress: `192.0.2.${100 + at}`,
        StatusReport: {
          Status: at < sick ? 'Failure: Connection timed out.' : 'Success: HTTP Status Code 200, OK',
          CheckedTime: new Date(Date.UTC(2026, 0, 5, 11, 59, 30 + at)),
        },
      }));
      return Promise.resolve(reports);
    },
  });
  const values = (ask: Ask): string[] => {
    const honest = honestValues(fleet, random);
    return stale && ask.server === SERVERS[2].name && random() < 0.4 ? [addressOf(9), ...honest.slice(1)] : honest;
  };
  const time = new VirtualTime();
  const answers = inMemory(ask => [encode(replyTo(ask, fleet, values(ask)))]);
  const transport: Transport = {
    ...answers,
    exchange: async (to, protocol, ...rest) => {
      const distance = 9 + 6 * SERVERS.findIndex(server => server.name === to.name);
      await time.pass(distance + random() * 8 + (protocol === 'tcp' ? 4 : 0));
      return answers.exchange(to, protocol, ...rest);
    },
  };
  return verifyWith(api, transport, {
    serversOf: () => Promise.resolve(SERVERS),
    random,
    now: () => time.now,
    date: () => new Date(Date.UTC(2026, 0, 5, 12)),
    queries: 120,
  });
}

/** A clock that jumps to whatever comes next, once nothing else is left to do. */
class VirtualTime {
  now = 0;
  private running = false;
  private readonly waiting: { at: number; wake: () => void }[] = [];

  pass(milliseconds: number): Promise<void> {
    if (!this.running) {
      this.running = true;
      setImmediate(() => this.next());
    }
    return new Promise(wake => this.waiting.push({ at: this.now + milliseconds, wake }));
  }

  private next(): void {
    this.waiting.sort((a, b) => b.at - a.at);
    const soonest = this.waiting.pop();
    this.running = soonest !== undefined;
    if (soonest) {
      this.now = soonest.at;
      soonest.wake();
      setImmediate(() => this.next());
    }
  }
}
