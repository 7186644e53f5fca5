import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { awsExports } from '../../lib/local/aws-environment';
import type { Io } from '../../lib/cli/io';
import { HELP, parseOrder, type Order } from './order';
import { outcome } from './outcome';
import { ADDRESSES, DRAINED, NAME } from './scenes';
import type { Stage } from './stage';
import { QUERIES, SPEED, type Told } from './story';
import { ask, tally } from './witness';

export interface Terminal {
  readonly input: Readable;
  /** Where the prompt stands; none unless it is a terminal. */
  readonly output?: Writable;
}

const CLEAR_LINE = '\r\u001b[K';

/**
 * Keeps everything up and lets a person try things, until they quit or the process is told to stop.
 *
 * @param multivalue how the command line is started from another terminal
 */
export async function stay(stage: Stage, io: Io, told: Told, multivalue: string, terminal: Terminal): Promise<void> {
  stage.title('It stays up. In another terminal:');
  elsewhere(told, multivalue).forEach(line => stage.command(line));
  stage.say('');
  stage.say(`Health checks run ${SPEED} times faster than at AWS.`);
  stage.title(`Here: ${HELP.map(([order]) => order).join(' · ')} · help`);

  const lines = createInterface({ ...terminal, terminal: terminal.output !== undefined, signal: io.stop, prompt: '  > ' });
  lines.on('SIGINT', () => lines.close()); // a terminal that is read key by key sends no signal
  const prompt = (): void => void (terminal.output && !io.stop.aborted && lines.prompt(true));
  const session = new Session(stage, told, {
    before: () => void terminal.output?.write(CLEAR_LINE),
    after: prompt,
  });
  prompt();
  try {
    for await (const line of lines) {
      if (!(await session.take(line))) break;
      prompt();
    }
  } finally {
    session.close();
    lines.close(); // leaving the loop does not; a terminal that is still read would keep the process up
  }
}

function elsewhere({ local }: Told, multivalue: string): string[] {
  const [host, port] = local.dns.split(':');
  return [
    ...awsExports(local.endpointUrl),
    `dig @${host} -p ${port} ${NAME}`,
    `${multivalue} verify ${NAME}`,
    `${multivalue} status`,
    `${multivalue} force ${ADDRESSES[0]} down`,
    `aws --endpoint-url ${local.endpointUrl} route53 list-hosted-zones`, // an older AWS CLI does not read the variable
  ];
}

/** What a person has typed, carried out; what comes of it later is told when it has come. */
class Session {
  private readonly waits = new Map<AbortController, readonly string[]>();

  constructor(
    private readonly stage: Stage,
    private readonly told: Told,
    private readonly around: { before(): void; after(): void },
  ) {}

  /** Resolves to whether there is more to come. */
  async take(line: string): Promise<boolean> {
    this.around.before(); // where lines were typed ahead, the next prompt stands already
    let order: Order;
    try {
      order = parseOrder(line);
    } catch (error) {
      this.stage.say((error as Error).message);
      return true;
    }
    switch (order.verb) {
      case 'nothing':
        return true;
      case 'quit':
        return false;
      case 'help':
        HELP.forEach(([what, does]) => this.stage.say(`${what.padEnd(8)} ${does}`));
        return true;
      case 'status':
        await this.status();
        return true;
      case 'stop':
      case 'start':
        await this.turn(order.verb, order.addresses);
        return true;
    }
  }

  close(): void {
    [...this.waits.keys()].forEach(wait => wait.abort());
  }

  private async turn(verb: 'stop' | 'start', addresses: readonly string[]): Promise<void> {
    const { fleet, local } = this.told;
    [...this.waits].filter(([, those]) => those.some(one => addresses.includes(one))).forEach(([wait]) => wait.abort());
    await (verb === 'stop' ? fleet.stop(addresses) : fleet.restart(addresses));
    const running = fleet.members.filter(member => ADDRESSES.includes(member.address) && member.running).length;
    this.stage.good(`${running} of ${ADDRESSES.length} are running; the checkers notice in a few seconds`);
    const wait = new AbortController();
    this.waits.set(wait, addresses);
    void outcome(local, addresses, verb === 'stop' ? 'unhealthy' : 'healthy', wait.signal)
      .then(
        said => said !== undefined && !wait.signal.aborted && this.later(said),
        () => undefined,
      )
      .finally(() => this.waits.delete(wait));
  }

  private later(text: string): void {
    this.around.before();
    this.stage.good(text);
    this.around.after();
  }

  private async status(): Promise<void> {
    const { fleet, local } = this.told;
    const checks = local.healthChecks();
    const answers = await ask(local.dns, NAME, QUERIES);
    this.stage.say(`${QUERIES} answers of ${NAME}:`);
    this.stage.tally(tally(answers, [...ADDRESSES, DRAINED]), address => {
      const running = fleet.members.some(member => member.address === address && member.running);
      const healthy = checks.some(check => check.endpoint.startsWith(`${address}:`) && check.healthy);
      if (address === DRAINED) return 'drained';
      if (running === healthy) return healthy ? 'healthy' : 'stopped';
      return running ? 'starting' : 'stopping'; // the checkers have yet to notice
    });
  }
}
