import { Route53 } from '@aws-sdk/client-route-53';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readState } from '../../lib/local/state-text';
import type { State } from '../../lib/local/state';
import { MULTIVALUE, type Program, startNode } from '../support/programs';
import { sdkConfig } from '../support/sdk-config';

const PAIRS_BEFORE_THE_KILL = 25;

let directory: string;
let server: Program;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function start(state: string): Promise<Route53> {
  server = startNode(MULTIVALUE, ['local', '--port', '0', '--dns-port', '0', '--state', state]);
  const [, endpoint] = await server.line(/^ready api=(\S+)/);
  return new Route53({ ...sdkConfig(endpoint), maxAttempts: 1 });
}

const pair = (n: number): string[] => [`a${n}.shop.example.`, `b${n}.shop.example.`];
const namesIn = (state: State): Set<string> =>
  new Set([...state.zones.values()].flatMap(zone => zone.recordSets.map(set => set.Name)));

test('what was answered survives kill -9 in the middle of batches, and no batch is kept by half', async () => {
  const stateFile = join(directory, 'state.json');
  const client = await start(stateFile);
  const { HostedZone } = await client.createHostedZone({ Name: 'shop.example', CallerReference: 'one' });
  const add = (n: number): Promise<unknown> =>
    client.changeResourceRecordSets({
      HostedZoneId: HostedZone!.Id,
      ChangeBatch: {
        Changes: pair(n).map(Name => ({
          Action: 'CREATE' as const,
          ResourceRecordSet: { Name, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
        })),
      },
    });
  const answered: number[] = [];
  const killed = server;
  const eachClient = async (first: number): Promise<void> => {
    for (let n = first; ; n += 10) {
      await add(n);
      answered.push(n);
      if (answered.length === PAIRS_BEFORE_THE_KILL) {
        killed.child.kill('SIGKILL'); // while nine others wait for their answers
      }
    }
  };
  const endings = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => eachClient(i)));
  expect(endings.map(ending => ending.status)).toEqual(Array<string>(10).fill('rejected'));
  expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGKILL' });

  const kept = namesIn(readState(readFileSync(stateFile, 'utf8')));
  expect(answered.length).toBeGreaterThanOrEqual(PAIRS_BEFORE_THE_KILL);
  expect(answered.filter(n => !pair(n).every(name => kept.has(name)))).toEqual([]);
  const alone = [...kept].flatMap(name => {
    const n = /^[ab](\d+)/.exec(name)?.[1];
    return n === undefined || pair(Number(n)).every(other => kept.has(other)) ? [] : [name];
  });
  expect(alone).toEqual([]);

  const again = await start(stateFile);
  const { ResourceRecordSets } = await again.listResourceRecordSets({ HostedZoneId: HostedZone!.Id });
  expect(new Set(ResourceRecordSets!.map(set => set.Name))).toEqual(kept);
  client.destroy();
  again.destroy();
});
