/**
 * The longest turn of the server's event loop under hostile input: for as long nobody else, DNS included, gets an answer. Exits with 1 when
 * one is longer than the goal. `node dist/bench/stall/run.js [--only TEXT] [--goal MS]`
 */
import '../../bin/quiet-sdk';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Route53 } from '@aws-sdk/client-route-53';
import { INPUTS } from './inputs';
import type { Target } from './send';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, goal: { type: 'string', default: '100' } } });
const GOAL = Number(values.goal);
/** Milliseconds in which what an input leaves behind, a write of the state for one, comes to an end. */
const AFTERWARDS = 300;
/** The quota of AWS; the server has one that lets the inputs add to them. */
const RECORD_SETS = 10_000;
/** An input that misses is sent again: what else runs on a machine, collectors of garbage too, makes a turn longer, and nothing makes it shorter. */
const ROUNDS = 4;
const PER_BATCH = 500;

interface Measured {
  readonly longest: number;
  readonly memory: number;
}

async function measured(server: ChildProcess): Promise<Measured> {
  await new Promise(resolve => setTimeout(resolve, AFTERWARDS));
  server.send('longest');
  const [answer] = (await once(server, 'message')) as [Measured];
  return answer;
}

/** A zone as large as a zone may be by default, and a name with as many values as one may have. */
async function fill(url: string): Promise<string> {
  const credentials = { accessKeyId: 'k', secretAccessKey: 's' };
  const client = new Route53({ endpoint: url, region: 'us-east-1', credentials });
  const { HostedZone } = await client.createHostedZone({ Name: 'stall.example', CallerReference: 'stall' });
  const create = (Name: string, values: string[]) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: { Name, Type: 'A' as const, TTL: 60, ResourceRecords: values.map(Value => ({ Value })) },
  });
  const change = (Changes: ReturnType<typeof create>[]): Promise<unknown> =>
    client.changeResourceRecordSets({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } });
  for (let start = 0; start < RECORD_SETS; start += PER_BATCH) {
    const names = Array.from({ length: PER_BATCH }, (_, n) => start + n);
    await change(names.map(n => create(`n${n}.stall.example`, [`10.0.${n >> 8}.${n & 255}`])));
  }
  await change([
    create(
      'big.stall.example',
      Array.from({ length: 400 }, (_, n) => `10.1.${n >> 8}.${n & 255}`),
    ),
  ]);
  return HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
}

async function run(): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'stall-'));
  const server = fork(join(__dirname, 'server.js'), [join(directory, 'state.json')]);
  try {
    const [ready] = (await once(server, 'message')) as [Omit<Target, 'zoneId'>];
    const target: Target = { ...ready, zoneId: await fill(ready.url) };
    await measured(server);
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; goal ${GOAL} ms`);
    const missed: string[] = [];
    for (const input of INPUTS.filter(({ name }) => name.includes(values.only))) {
      const rounds: Measured[] = [];
      let outcome: unknown;
      do {
        outcome = await input.send(target, rounds.length);
        rounds.push(await measured(server));
      } while (rounds.at(-1)!.longest > GOAL && rounds.length < ROUNDS);
      const longest = Math.min(...rounds.map(round => round.longest));
      const status = typeof outcome === 'number' ? ` ${outcome || 'closed'}` : '';
      const before = rounds.length > 1 ? ` (of ${rounds.map(round => round.longest.toFixed(0)).join(', ')})` : '';
      console.log(
        `${longest > GOAL ? '✘' : '✔'} ${longest.toFixed(0).padStart(6)} ms ${(rounds.at(-1)!.memory / 2 ** 20).toFixed(0).padStart(5)} MB  ${input.name}${status}${before}`,
      );
      if (longest > GOAL) missed.push(input.name);
    }
    console.log(missed.length === 0 ? 'The goal is met.' : `The goal is missed by ${missed.length} of ${INPUTS.length}.`);
    return missed.length === 0;
  } finally {
    server.send('close');
    await once(server, 'exit');
    rmSync(directory, { recursive: true, force: true });
  }
}

void run().then(met => {
  process.exitCode = met ? 0 : 1;
});
