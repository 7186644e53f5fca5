import { ControlClient, ControlClientError } from '../local/control/client';
import { awsTarget } from './aws';
import { CliError, type Io } from './io';

/** Where `multivalue local` listens when it is told nothing. */
const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';

/** The levers of the local Route 53 that the environment points to. They are pulled only on this machine. */
export function controlClient(io: Io, command: string): ControlClient {
  const { local, config } = awsTarget(io.env);
  if (local === undefined && config.endpoint !== undefined) {
    throw new CliError(`${command} works only with the local Route 53, but AWS_ENDPOINT_URL points to another machine`);
  }
  return new ControlClient(local ?? DEFAULT_ENDPOINT, io.stop);
}

/** What keeps the request from being done becomes the command's one line of error. */
export async function asCliError<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw error instanceof ControlClientError ? new CliError(error.message) : error;
  }
}
