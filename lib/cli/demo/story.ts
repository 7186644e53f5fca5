import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdkEnvironment } from '../../local/cdk-environment';
import { startLocal, type Local, type LocalOptions } from '../../local';
import type { Io } from '../io';
import { Fleet } from './fleet';
import { untilNoticed } from './notice';
import { run } from './run';
import { ADDRESSES, DRAINED, NAME, SCENES, type Scene } from './scenes';
import type { Stage } from './stage';
import { ask, broken, tally } from './witness';

/** Ten-second intervals pass in one second, so that nobody waits half a minute for a verdict. */
const SPEED = 10;
/** Times the name is asked in each scene; enough that a member is missed by chance once in 10¹⁹ scenes. */
const QUERIES = 40;

export interface StoryOptions {
  /** The project's directory: holds cdk.json, dist/ and node_modules/. */
  readonly root: string;
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

/** Tells the whole story on this machine: servers, a Route 53, `cdk deploy`, answers, failures and recovery, each state proved. */
export async function tellStory(stage: Stage, io: Io, options: StoryOptions): Promise<Told> {
  const fleet = await Fleet.start([...ADDRESSES, DRAINED]);
  const { port, dnsPort, seed } = options;
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
      await stage.play('cdk deploy: the unmodified CDK CLI, the app in bin/app.ts', () => deploy(stage, io, local, options.root)),
    ];
    for (const scene of SCENES) {
      if (held.includes(false)) break;
      held.push(await stage.play(scene.title, () => playScene(stage, io, { scene, fleet, local, root: options.root })));
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
    stage.say(`Port ${port} is taken, perhaps by another npm start that is still up; free ports are used instead.\n`);
    return startLocal({ ...options, port: 0, dnsPort: 0 });
  }
}

/** Leaves out the events that only say that something has begun: with them a deployment is three times as long. */
function done(line: string): boolean {
  return line.trim() !== '' && !line.includes('_IN_PROGRESS');
}

async function deploy(stage: Stage, io: Io, local: Local, root: string): Promise<void> {
  const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
  const home = await mkdtemp(join(tmpdir(), 'multivalue-demo-'));
  const context = ['-c', `endpoints=${ADDRESSES.join(',')}`, '-c', `drained=${DRAINED}`];
  const code = await run(process.execPath, [cdk, 'deploy', '--output', join(home, 'cdk.out'), ...context], {
    cwd: root,
    env: cdkEnvironment({ endpointUrl: local.endpointUrl, home, base: io.env }),
    stop: io.stop,
    hear: line => done(line) && stage.quote(line),
  }).finally(() => rm(home, { recursive: true, force: true }));
  if (code !== 0) {
    throw new Error(`cdk deploy ended with exit code ${code}`);
  }
  stage.good('deployed');
}

interface Playing {
  readonly scene: Scene;
  readonly fleet: Fleet;
  readonly local: Local;
  readonly root: string;
}

async function playScene(stage: Stage, io: Io, { scene, fleet, local, root }: Playing): Promise<void> {
  await scene.act(fleet);
  await untilNoticed(stage, local, scene.healthy, io.stop);

  const answers = await ask(local.dns, NAME, QUERIES);
  answers
    .slice(0, 3)
    .forEach(answer => stage.say(`${NAME} → ${answer.map(address => address.split('.').at(-1)?.padStart(2)).join(' ')}`));
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
  await prove(stage, io, local, root);
}

/** The same, proved by the verifier in a process of its own. */
async function prove(stage: Stage, io: Io, local: Local, root: string): Promise<void> {
  const lines: string[] = [];
  const code = await run(process.execPath, [join(root, 'dist/bundle/multivalue.js'), 'verify', NAME], {
    env: { ...io.env, AWS_ENDPOINT_URL: local.endpointUrl },
    stop: io.stop,
    hear: line => lines.push(line),
  });
  stage.quote(['$ multivalue verify ' + NAME, ...lines].join('\n'));
  if (code !== 0) {
    throw new Error(`multivalue verify ended with exit code ${code}`);
  }
}
