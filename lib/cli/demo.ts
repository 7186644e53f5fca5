import { join } from 'node:path';
import { wholeNumberFrom } from './arguments';
import type { AddCommand } from './command';
import { ofTemplate } from './demo/deployment';
import { perform } from './demo/perform';

export const addDemo: AddCommand = (program, io, exit) => {
  program
    .command('demo')
    .description(
      'Run the whole story on this machine: servers, a deployment, failures, recovery, answers. Then it stays up to be tried.',
    )
    .option('--once', 'end when the story has been told, as it does when its output is no terminal')
    .option('--seed <n>', 'make random picks repeatable', wholeNumberFrom(0))
    .addHelpText(
      'after',
      `
Examples:
  multivalue demo
  multivalue demo --once --seed 1

Exit codes:
  0  every step held
  1  a step did not hold
  2  misused, or it could not start`,
    )
    .action(async ({ once, seed }: { once?: boolean; seed?: number }) =>
      exit(
        await perform(io, {
          deployment: ofTemplate(join(__dirname, 'demo.template.json')),
          executable: __filename, // both lie in the bundle
          multivalue: 'npx cdk-route53-multivalue',
          once: once === true || !io.isTerminal,
          seed,
        }),
      ),
    );
};
