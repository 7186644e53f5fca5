/** Nothing is made in an account before its owner has seen whose it is, and has said yes. */
import { createInterface } from 'node:readline/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsTarget } from '../../lib/aws/target';
import { explainAwsError } from '../../lib/aws/errors';

export interface ConsentOptions {
  readonly config: AwsTarget['config'];
  /** Said on the command line. */
  readonly yes: boolean;
  readonly say: (line: string) => void;
}

/** Whether to go on; when not, it has said why. */
export async function consent({ config, yes, say }: ConsentOptions): Promise<boolean> {
  const client = new STSClient(config);
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand());
    say(`the account is ${Account}, as ${Arn}`);
  } catch (error) {
    say(`integ: ${(explainAwsError(error) ?? (error as Error)).message}`);
    return false;
  } finally {
    client.destroy();
  }
  if (yes) return true;
  if (!process.stdin.isTTY) {
    say('integ: nothing was made: add --yes to go on where nobody can be asked');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('make all of it there, and remove it again? (yes/no) ');
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}
