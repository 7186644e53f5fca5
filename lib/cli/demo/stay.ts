import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Io } from '../io';
import { ADDRESSES, NAME } from './scenes';
import type { Stage } from './stage';
import type { Told } from './story';

/** Keeps everything up and lets a person try things, until they quit or the process is told to stop. */
export async function stay(stage: Stage, io: Io, told: Told, input: Readable = process.stdin): Promise<void> {
  const [host, port] = told.local.dns.split(':');
  stage.title('It stays up. In another terminal, in this directory:');
  stage.say(
    [
      `export AWS_ENDPOINT_URL=${told.local.endpointUrl} AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
      `dig @${host} -p ${port} ${NAME}`,
      `npx multivalue verify ${NAME}`,
      `npx multivalue status`,
      `npx multivalue force ${ADDRESSES[0]} down`,
      `aws --endpoint-url ${told.local.endpointUrl} route53 list-hosted-zones`, // an older AWS CLI does not read the variable
      `npx cdk deploy -c endpoints=${ADDRESSES.slice(0, 3).join(',')}`,
    ].join('\n'),
  );
  stage.title('Here:  stop 3 · start 3 · stop all · start all · quit');

  const lines = createInterface({ input, signal: io.stop });
  try {
    for await (const line of lines) {
      const [verb, which] = line.trim().toLowerCase().split(/\s+/);
      const chosen = which === 'all' ? ADDRESSES : ADDRESSES.filter((_, i) => String(i + 1) === which);
      if (verb === 'quit' || verb === 'q') break;
      if ((verb !== 'stop' && verb !== 'start') || chosen.length === 0) {
        if (line.trim())
          stage.say(`expected stop or start, then a number from 1 to ${ADDRESSES.length} or all; or quit; got '${line.trim()}'`);
        continue;
      }
      await (verb === 'stop' ? told.fleet.stop(chosen) : told.fleet.restart(chosen));
      const running = told.fleet.members.filter(member => ADDRESSES.includes(member.address) && member.running).length;
      stage.good(`${running} of ${ADDRESSES.length} are running; the checkers notice within a few seconds`);
    }
  } finally {
    lines.close(); // leaving the loop does not; a terminal that is still read would keep the process up
  }
}
