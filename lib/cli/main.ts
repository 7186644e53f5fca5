import { Command, CommanderError } from 'commander';
import { CliError, EXIT, type Io } from './io';
import { addForce } from './force';
import { addPlan } from './plan';
import { addPreflight } from './preflight';
import { addStatus } from './status';
import { addVerify } from './verify';

/** How a command joins: it adds its subcommand to `program` and reports its exit code through `exit`. */
export type AddCommand = (program: Command, io: Io, exit: (code: number) => void) => void;

const COMMANDS: readonly AddCommand[] = [addVerify, addPlan, addPreflight, addForce, addStatus];

/** Runs the command line `args` (without node and script) and returns the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('multivalue')
    .description('Put a list of servers behind one DNS name at Amazon Route 53, and prove that it answers by the rule.')
    .exitOverride()
    .configureOutput({
      writeOut: text => io.out(text.replace(/\n$/, '')),
      writeErr: text => io.err(text.replace(/\n$/, '')),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    });
  COMMANDS.forEach(add => add(program, io, c => (code = c)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.misused; // commander has already said why
    }
    if (error instanceof CliError) {
      io.err(`multivalue: ${error.message}`);
      return error.exitCode;
    }
    throw error;
  }
}
