import type { Command } from 'commander';
import type { Io } from './io';

/** How a command joins: it adds its subcommand to `program` and reports its exit code through `exit`. */
export type AddCommand = (program: Command, io: Io, exit: (code: number) => void) => void;
