import { startLocal, type Local, type LocalOptions } from '../../lib/local';
import { awsEnvironment } from '../../lib/local/aws-environment';
import type { Io } from '../../lib/cli/io';
import type { Deployment } from './deployment';
import { Fleet } from './fleet';
import { untilNoticed } from './notice';
import { run } from './run';
import { ADDRESSES, DRAINED, NAME, SCENES, type Scene } from './scenes';
import type { Stage } from './stage';
import { ask, broken, tally } from './witness';

/** Ten-second intervals pass in one second, so that nobody waits half a minute for a verdict. */
export const SPEED = 10;
/** Times the name is asked in each scene; enough that a member is missed by chance once in 10¹⁹ scenes. */
export const QUERIES = 40;
/** What a quotation and its indentation take of a line. */
const QUOTED = 7;

export interface StoryOptions {
  readonly deployment: Deployment;
  /** The script that is `multivalue`. */
  readonly executable: string;
  readonly port: number;
  readonly dnsPort: number;
  readonly seed: number;
}

/** What stays when the story has been told. */
export interface Told {
  /** False also when a person interrupted it. */
  readonly held: boolean;
  readonly fleet: Fleet;
  readonly local: Local;
  close(): Promise<void>;
}

/** Tells the whole story on this machine: servers, a Route 53, a deployment, answers, failures and recovery, each state proved. */
export async function tellStory(stage: Stage, io: Io, options: StoryOptions): Promise<Told> {
  const fleet = await Fleet.start([...ADDRESSES, DRAINED]);
  const { port, dnsPort, seed, deployment, executable } = options;
  const local = await startRoute53(stage, { port, dnsPort, seed, map: fleet.map, speed: SPEED }).catch(async (error: unknown) => {
    await fleet.stop();
    throw error;
  });
  const close = async (): Promise<void> => {
    await local.close();
    await fleet.stop();
  };
  try {
    const held = [
      await stage.play('Thirteen web servers and a Route 53, on this machine', () => {
        stage.say(`servers  ${ADDRESSES[0]} … ${ADDRESSES.at(-1)}, and ${DRAINED} (drained)`);
        stage.say(`api      ${local.endpointUrl}`);
        stage.say(`dns      ${local.dns}`);
      }),
      await stage.play(deployment.title, () => deployment.run(stage, io, local)),
    ];
    for (const scene of SCENES) {
      if (held.includes(false)) break;
      held.push(await stage.play(scene.title, () => playScene(stage, io, { scene, fleet, local, executable })));
    }
    return { held: !held.includes(false), fleet, local, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** On the ports asked for; when one of them is taken, on free ones, and says so. */
async function startRoute53(stage: Stage, options: LocalOptions): Promise<Local> {
  try {
    return await startLocal(options);
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
    if (code !== 'EADDRINUSE') throw error;
    stage.say(`Port ${port} is taken, perhaps by another demo that is still up; free ports are used instead.\n`);
    return startLocal({ ...options, port: 0, dnsPort: 0 });
  }
}

interface Playing {
  readonly scene: Scene;
  readonly fleet: Fleet;
  readonly local: Local;
  readonly executable: string;
}

async function playScene(stage: Stage, io: Io, { scene, fleet, local, executable }: Playing): Promise<void> {
  await scene.act(fleet);
  await untilNoticed(stage, local, scene.healthy, io.stop);

  const answers = await ask(local.dns, NAME, QUERIES);
  showAnswers(stage, answers.slice(0, 3));
  const running = new Map(fleet.members.map(member => [member.address, member.running]));
  stage.tally(tally(answers, [...ADDRESSES, DRAINED]), address =>
    address === DRAINED ? 'drained' : running.get(address) ? 'healthy' : 'stopped',
  );

  const faults = broken(answers, scene.promised);
  if (faults.length > 0) {
    throw new Error(faults.join('\n'));
  }
  stage.good(
    `${QUERIES} answers of ${scene.promised.size}, each different members of ${scene.promised.pool.length}; ${DRAINED} in none`,
  );
  await prove(stage, io, local, executable);
}

/** The last numbers of the addresses, one answer a line. */
function showAnswers(stage: Stage, answers: readonly (readonly string[])[]): void {
  const lines = answers.map(answer => `→ ${answer.map(address => address.split('.').at(-1)?.padStart(2)).join(' ')}`);
  const roomy = stage.hasRoomFor(Math.max(...lines.map(line => `${NAME} ${line}`.length)));
  if (!roomy) stage.say(NAME);
  lines.forEach(line => stage.say(roomy ? `${NAME} ${line}` : line));
}

/** The same, proved by the verifier in a process of its own. */
async function prove(stage: Stage, io: Io, local: Local, executable: string): Promise<void> {
  const lines: string[] = [];
  const code = await run(process.execPath, [executable, 'verify', NAME], {
    env: {
      ...awsEnvironment({ endpointUrl: local.endpointUrl, dns: local.dns, base: io.env }),
      ...(io.isTerminal && { COLUMNS: String(io.columns - QUOTED) }),
    },
    stop: io.stop,
    hear: line => lines.push(line),
  });
  stage.quote(['$ multivalue verify ' + NAME, ...lines].join('\n'));
  if (code !== 0) {
    throw new Error(`multivalue verify ended with exit code ${code}`);
  }
}
