/** Asks name servers for preflight, in the verifier's own way of asking: every record type, over TCP where UDP cuts an answer short. */
import type { AskDns, DnsQuestion } from '../plan/preflight/gather';
import type { ZoneWithServers } from '../aws/reader';
import { hostAndPort } from '../rules/addresses';
import { sameName } from '../rules/names';
import { DNS_PORT, type ServerAddress } from '../rules/server-address';
import { askLane } from '../verify/dns/ask';
import { socketTransport } from '../verify/dns/sockets';
import type { Server } from '../verify/model';
import { systemFinder } from '../verify/servers';

/** Questions under way at once, to all servers together. */
const CONCURRENCY = 16;

interface Asker {
  readonly askDns: AskDns;
  close(): void;
}

/** Asks every server that `serversOf` gives for a zone. */
export function dnsAsker(serversOf: (zone: ZoneWithServers) => readonly ServerAddress[], stop: AbortSignal): Asker {
  const transport = socketTransport();
  const options = {
    transport,
    stop,
    recursion: true, // --server may name a resolver: a private zone has no other
    random: Math.random,
    now: () => performance.now(),
    timeout: 2000,
    attempts: 2,
    concurrency: 1,
    giveUpAfter: 1,
  };
  /** The values, or why there are none. */
  const ask = async (question: DnsQuestion, server: Server | string): Promise<readonly string[] | string> => {
    if (typeof server === 'string') return server;
    const [seen] = await askLane(question, { server, protocol: 'udp', edns: true }, 1, options);
    const outcome = seen?.tcpRetry ?? seen?.outcome;
    if (outcome === undefined || outcome.kind === 'none') return 'no reply';
    if (outcome.rcode !== 'NOERROR') return outcome.rcode;
    return outcome.answers
      .filter(({ name, type }) => type === question.type && sameName(name, question.name))
      .map(({ value }) => value);
  };

  return {
    askDns: async (zone, questions) => {
      const servers = questions.length === 0 ? [] : await Promise.all(serversOf(zone).map(found));
      const asked = servers.flatMap(server => questions.map(question => ({ ...server, question })));
      const answers: Awaited<ReturnType<AskDns>> = [];
      const worker = async (): Promise<void> => {
        for (let next = asked.shift(); next; next = asked.shift()) {
          const { name, reached, question } = next;
          answers.push({ zoneId: zone.id, ...question, server: name, answered: await ask(question, reached) });
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      return answers;
    },
    close: () => transport.close(),
  };
}

/** The server at the first of its addresses that there is a way to, or why there is none. */
async function found({ host, port }: ServerAddress): Promise<{ readonly name: string; readonly reached: Server | string }> {
  const name = hostAndPort(host, port === DNS_PORT ? undefined : port);
  try {
    for (const address of await systemFinder.addresses(host)) {
      if (await systemFinder.routed(address)) return { name, reached: { name, address, port } };
    }
    return { name, reached: 'no route to it' };
  } catch (error) {
    return { name, reached: `its address cannot be found (${(error as NodeJS.ErrnoException).code ?? String(error)})` };
  }
}
