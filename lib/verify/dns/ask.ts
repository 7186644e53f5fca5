import type { Lane, NoReply, Observation, Question, Reply, Stray } from '../model';
import { queryTemplate, readReply, stamp, type QueryTemplate } from './message';
import type { Accept, Transport } from './transport';

export interface AskOptions {
  readonly transport: Transport;
  /** Whether the servers may be resolvers, which only then ask others. */
  readonly recursion?: boolean;
  /** In [0, 1): ids and the mix of upper and lower case come from it. */
  readonly random: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds to wait for a reply. */
  readonly timeout: number;
  /** How often a query is sent before silence counts. */
  readonly attempts: number;
  /** Queries in flight in one lane. */
  readonly concurrency: number;
  /** Silent queries after which a lane is given up in which nothing was heard; four times as many in another. */
  readonly giveUpAfter: number;
  readonly stop: AbortSignal;
  readonly onObservation?: (observation: Observation) => void;
}

/** What is enough of one query: no honest server sends more than one message, and nobody's go on for ever. */
const MOST_MESSAGES = 32;
const MOST_BYTES = 256 * 1024;
const PATIENCE_WHEN_HEARD = 4;

/** Asks `question` in `lane` up to `count` times: less often when the lane stays silent or `stop` is aborted. */
export async function askLane(question: Question, lane: Lane, count: number, options: AskOptions): Promise<Observation[]> {
  const template = queryTemplate(question, lane.edns, options.recursion);
  const began = options.now();
  const observations: Observation[] = [];
  let asked = 0;
  let silent = 0;
  let patience = options.giveUpAfter;
  const worker = async (): Promise<void> => {
    while (asked < count && silent < patience && !options.stop.aborted) {
      asked++;
      const observation = await askOnce(template, lane, began, options);
      if (observation.outcome.kind === 'none') {
        silent++;
      } else {
        patience = PATIENCE_WHEN_HEARD * options.giveUpAfter;
      }
      observations.push(observation);
      options.onObservation?.(observation);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, options.concurrency) }, worker));
  return observations;
}

async function askOnce(template: QueryTemplate, lane: Lane, began: number, options: AskOptions): Promise<Observation> {
  const at = options.now() - began;
  const { outcome, attempts, took } = await askUntilHeard(template, lane, options);
  const observed = { lane, at, took, attempts, outcome };
  return outcome.kind === 'reply' && outcome.truncated && lane.protocol === 'udp'
    ? { ...observed, tcpRetry: (await askUntilHeard(template, { ...lane, protocol: 'tcp' }, options)).outcome }
    : observed;
}

interface Heard {
  readonly outcome: Reply | NoReply;
  readonly attempts: number;
  /** Milliseconds of the last attempt. */
  readonly took: number;
}

async function askUntilHeard(template: QueryTemplate, lane: Lane, options: AskOptions): Promise<Heard> {
  const strays: Stray[] = [];
  for (let attempts = 1; ; attempts++) {
    const sent = options.now();
    const outcome = await exchange(template, lane, options);
    const took = options.now() - sent;
    if (outcome.kind === 'reply') {
      return { outcome, attempts, took };
    }
    strays.push(...outcome.strays); // a few: each attempt ends after so many
    if (attempts >= options.attempts || options.stop.aborted || strays.some(stray => stray.ours)) {
      return { outcome: { ...outcome, strays }, attempts, took };
    }
  }
}

async function exchange(template: QueryTemplate, lane: Lane, options: AskOptions): Promise<Reply | NoReply> {
  const query = stamp(template, options.random, true);
  const strays: Stray[] = [];
  let bytes = 0;
  let reply: Reply | undefined;
  const accept: Accept = message => {
    const read = readReply(message, query, template.questionEnd);
    if ('kind' in read) {
      reply = read;
      return 'reply';
    }
    strays.push(read);
    bytes += message.length;
    return read.ours ? 'reply' : strays.length >= MOST_MESSAGES || bytes >= MOST_BYTES ? 'enough' : 'stray';
  };
  try {
    await options.transport.exchange(lane.server, lane.protocol, query, accept, options.timeout);
  } catch (error) {
    return { kind: 'none', strays, error: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  return reply ?? { kind: 'none', strays };
}
