import { visible } from '../text/terminal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { AwsError } from '../aws/errors';
import { DeployedTemplateError } from '../aws/stacks';
import { ControlClientError } from '../local/control/client';
import { AssemblyError } from '../plan/assembly';
import { TemplateError } from '../template/error';
import { VerifyError } from '../verify/errors';
import { CliError, EXIT, type Io } from './io';
import type { AddCommand } from './command';
import { addCompletion } from './completion';
import { addForce } from './force';
import { addLocal } from './local';
import { addPlan } from './plan';
import { addPreflight } from './preflight';
import { addStatus } from './status';
import { addVerify } from './verify';
import { addWatch } from './watch';

const COMMANDS: readonly AddCommand[] = [addLocal, addVerify, addWatch, addPlan, addPreflight, addForce, addStatus];

/** What a person can mend: one line each. */
const TOLD = [CliError, AssemblyError, AwsError, ControlClientError, DeployedTemplateError, TemplateError, VerifyError];

const HELP = `
Examples:
  multivalue verify www.shop.example   check live DNS answers
  multivalue local -- npx cdk deploy   deploy to a Route 53 on this machine
  multivalue demo                      run the full demo locally
  multivalue plan                      estimate the app in cdk.out, offline
  multivalue help verify               options and exit codes of one command

Exit codes:
  0  success
  1  the rule does not hold, or the deployment would be blocked
  2  usage error, or something required could not be reached
  3  no verdict is possible
'multivalue local -- COMMAND' exits with the exit code of COMMAND.`;

/** Of the package: two directories up, from the bundle as from here. */
function version(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/**
 * Runs the command line `args` (without node and script) and returns the exit code.
 *
 * @param others commands besides those of this room
 */
export async function main(args: readonly string[], io: Io, others: readonly AddCommand[] = []): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('multivalue')
    .description('Run Amazon Route 53 multivalue answers locally, check live DNS answers, and preview deployments.')
    .version(version(), '-V, --version', 'print the version')
    .enablePositionalOptions() // what follows "local --" is the command's
    .exitOverride()
    .showHelpAfterError("see 'multivalue help', or 'multivalue help COMMAND' for one command")
    .addHelpText('after', HELP)
    .configureOutput({
      writeOut: text => io.out(text.replace(/\n$/, '')),
      writeErr: text => io.err(text.replace(/\n$/, '')),
      outputError: (text, write) => write(text.replace(/^error: /, 'multivalue: ')),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    });
  [...COMMANDS, ...others, addCompletion].forEach(add => add(program, io, c => (code = c)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.misused; // commander has already said why
    }
    if (TOLD.some(kind => error instanceof kind)) {
      io.err(`multivalue: ${visible((error as Error).message.replace(/\s*\n\s*/g, ' '))}`);
      return error instanceof CliError ? error.exitCode : EXIT.misused;
    }
    io.err(`multivalue: internal error in multivalue, please report it: ${(error as Error).stack ?? String(error)}`);
    return EXIT.misused;
  }
}
