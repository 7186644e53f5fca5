import { join } from 'node:path';
import { wholeNumberFrom } from '../../lib/cli/arguments';
import type { AddCommand } from '../../lib/cli/command';
import { ofTemplate } from './deployment';
import { perform } from './perform';

export const addDemo: AddCommand = (program, io, exit) => {
  program
    .command('demo')
    .description('Run the full demo locally: servers, a deployment, failures, recovery and DNS answers. Then try it yourself.')
    .option('--once', 'exit after the last step, as it does without a terminal')
    .option('--seed <n>', 'seed of random picks, to repeat them', wholeNumberFrom(0))
    .addHelpText(
      'after',
      `
Examples:
  multivalue demo
  multivalue demo --once --seed 1

Exit codes:
  0  every step passed
  1  a step failed
  2  usage error, or the demo could not start`,
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
