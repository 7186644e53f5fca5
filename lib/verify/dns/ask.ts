import type { Lane, NoReply, Observation, Question, Reply, StrayReason } from '../model';
import { queryTemplate, readReply, stamp, type QueryTemplate } from './message';
import type { Transport } from './transport';

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
  /** Silent queries after which a lane is given up. */
  readonly giveUpAfter: number;
  readonly stop: AbortSignal;
  readonly onObservation?: (observation: Observation) => void;
}

/** Asks `question` in `lane` up to `count` times: less often when the lane stays silent or `stop` is aborted. */
export async function askLane(question: Question, lane: Lane, count: number, options: AskOptions): Promise<Observation[]> {
  const template = queryTemplate(question, lane.edns, options.recursion);
  const began = options.now();
  const observations: Observation[] = [];
  let asked = 0;
  let silent = 0;
  const worker = async (): Promise<void> => {
    while (asked < count && silent < options.giveUpAfter && !options.stop.aborted) {
      asked++;
      const observation = await askOnce(template, lane, began, options);
      silent += observation.outcome.kind === 'none' ? 1 : 0;
      observations.push(observation);
      options.onObservation?.(observation);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, options.concurrency) }, worker));
  return observations;
}

async function askOnce(template: QueryTemplate, lane: Lane, began: number, options: AskOptions): Promise<Observation> {
  const at = options.now() - began;
  const strays: StrayReason[] = [];
  for (let attempts = 1; ; attempts++) {
    const sent = options.now();
    const outcome = await exchange(template, lane, options);
    if (outcome.kind === 'none') {
      strays.push(...outcome.strays);
      if (attempts < options.attempts && !options.stop.aborted) {
        continue;
      }
    }
    const took = options.now() - sent;
    const observed = { lane, at, took, attempts };
    if (outcome.kind === 'none') {
      return { ...observed, outcome: { ...outcome, strays } };
    }
    if (outcome.truncated && lane.protocol === 'udp') {
      return { ...observed, outcome, tcpRetry: await exchange(template, { ...lane, protocol: 'tcp' }, options) };
    }
    return { ...observed, outcome };
  }
}

async function exchange(template: QueryTemplate, lane: Lane, options: AskOptions): Promise<Reply | NoReply> {
  const query = stamp(template, options.random, true);
  const strays: StrayReason[] = [];
  let reply: Reply | undefined;
  const accept = (message: Buffer): boolean => {
    const read = readReply(message, query, template.questionEnd);
    if (typeof read === 'string') {
      strays.push(read);
      return false;
    }
    reply = read;
    return true;
  };
  try {
    await options.transport.exchange(lane.server, lane.protocol, query, accept, options.timeout);
  } catch (error) {
    return { kind: 'none', strays, error: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  return reply ?? { kind: 'none', strays };
}
