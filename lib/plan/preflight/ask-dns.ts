/** Asks name servers through Node's own resolver, which needs no more than an address and a port. */
import { promises as dns } from 'node:dns';
import { hostAndPort, ipVersion } from '../../rules/addresses';
import { DNS_PORT, type ServerAddress } from '../../rules/server-address';
import type { DnsAnswer } from './facts';
import type { AskDns, Question } from './gather';
import type { ZoneSummary } from './reader';

const TIMEOUT_MS = 2000;
const TRIES = 2;
/** Questions under way at once, to all servers together. */
const CONCURRENCY = 16;

/** What c-ares says instead of an answer, in DNS's words. No data is an answer without values. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'NXDOMAIN',
  EREFUSED: 'REFUSED',
  ESERVFAIL: 'SERVFAIL',
  ETIMEOUT: 'no reply',
  ECONNREFUSED: 'no reply',
};

/** Asks every server that `serversOf` gives for a zone. */
export function askServers(serversOf: (zone: ZoneSummary) => readonly ServerAddress[]): AskDns {
  return async (zone, questions) => {
    const asked = serversOf(zone).flatMap(server => questions.map(question => ({ server, question })));
    const answers: DnsAnswer[] = [];
    const worker = async (): Promise<void> => {
      for (let next = asked.shift(); next; next = asked.shift()) {
        const { server, question } = next;
        answers.push({ zoneId: zone.id, ...question, server: nameOf(server), answered: await ask(server, question) });
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return answers;
  };
}

async function ask(server: ServerAddress, { name, type }: Question): Promise<readonly string[] | string> {
  try {
    const resolver = new dns.Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    resolver.setServers([await addressOf(server)]);
    return await resolver.resolve(name, type);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return code === 'ENODATA' ? [] : (REFUSALS[code] ?? code);
  }
}

const nameOf = ({ host, port }: ServerAddress): string => hostAndPort(host, port === DNS_PORT ? undefined : port);

/** `setServers` takes addresses only; a delegation set names hosts. */
async function addressOf({ host, port }: ServerAddress): Promise<string> {
  const address = ipVersion(host) === undefined ? (await dns.lookup(host)).address : host;
  return hostAndPort(address, port);
}
