#!/usr/bin/env node
import { main } from '../lib/cli/main';
import { addDemo } from './demo/command';
import { processIo } from './process-io';

/** Runs the command line of this process. */
export function run(args: readonly string[] = process.argv.slice(2)): void {
  void main(args, processIo(), [addDemo]).then(code => {
    process.exitCode = code;
  });
}

if (require.main === module) run();
