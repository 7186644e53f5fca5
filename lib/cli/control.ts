import { awsTarget } from '../aws/target';
import { ControlClient, nothingAnswers } from '../local/control/client';
import { withTimeout } from '../local/with-timeout';
import { parseServer, type ServerAddress } from '../rules/server-address';
import { CliError, type Io } from './io';

/** Where `multivalue local` listens when it is told nothing. */
const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';
/** Milliseconds that it has to answer. */
const ANSWER_TIME = 2000;

/** The levers of the local Route 53 that the environment points to. They are pulled only on this machine. */
export function controlClient(io: Io, command: string): ControlClient {
  const { local, config } = awsTarget(io.env);
  if (local === undefined && config.endpoint !== undefined) {
    throw new CliError(`${command} works only with the local Route 53, but AWS_ENDPOINT_URL points to another machine`);
  }
  return new ControlClient(local ?? DEFAULT_ENDPOINT, io.stop);
}

/** Where the local Route 53 answers DNS; undefined when what listens at `endpoint` is none. */
export async function localDnsServer(endpoint: string): Promise<ServerAddress | undefined> {
  try {
    const info = await withTimeout(ANSWER_TIME, async (signal): Promise<unknown> => {
      const response = await fetch(new URL('/_multivalue/info', endpoint), { signal });
      return response.ok ? response.json() : undefined;
    });
    const dns = typeof info === 'object' && info !== null && 'dns' in info ? info.dns : undefined;
    return typeof dns === 'string' ? parseServer(dns) : undefined;
  } catch (error) {
    throw new CliError(nothingAnswers(endpoint, error));
  }
}
