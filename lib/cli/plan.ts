import { plural } from '../text/words';
import { visibleIn } from '../text/terminal';
import { Option } from 'commander';
import { DEFAULT_ASSUMPTIONS, type CostAssumptions } from '../plan/cost';
import { declare } from '../plan/declare';
import { makePlan } from '../plan/plan';
import { sectionsOf } from '../plan/render/sections';
import { toLines, toMarkdown } from '../plan/render/output';
import { amount } from './arguments';
import type { Io } from './io';
import { readAssembly } from '../plan/assembly';
import type { AddCommand } from './command';

interface Options extends CostAssumptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

export const addPlan: AddCommand = (program, io) => {
  program
    .command('plan')
    .description("Estimate an app's cost, failover time, quota usage and deployment time, offline.")
    .argument('[cdk.out]', 'the synthesized cloud assembly', 'cdk.out')
    .addOption(new Option('--json', 'print everything as JSON').conflicts('markdown'))
    .option('--markdown', 'print Markdown, for a pull request comment')
    .addOption(
      new Option('--endpoints <whose>', 'where the checked endpoints are: at aws, other, or auto to judge by address')
        .choices(['auto', 'aws', 'other'])
        .default(DEFAULT_ASSUMPTIONS.endpoints),
    )
    .option(
      '--free-health-checks <n>',
      "number of the account's free health checks still unused",
      amount,
      DEFAULT_ASSUMPTIONS.freeHealthChecks,
    )
    .option('--existing-zones <n>', 'hosted zones already in the account', amount, DEFAULT_ASSUMPTIONS.existingZones)
    .option('--million-queries <n>', 'DNS queries a month, in millions', amount, DEFAULT_ASSUMPTIONS.millionQueries)
    .addHelpText('after', EXAMPLES)
    .action((directory: string, options: Options) => run(directory, options, io));
};

const EXAMPLES = `
Examples:
  multivalue plan                            the app in cdk.out
  multivalue plan build/cdk.out --markdown   for a pull request comment
  multivalue plan --json | jq .cost.perMonth

Exit codes:
  0  success, whatever the plan says
  2  usage error, or the assembly could not be read`;

function run(directory: string, options: Options, io: Io): void {
  const plan = makePlan(declare(readAssembly(directory)), options);
  if (options.json) {
    io.out(JSON.stringify(plan, undefined, 2));
  } else if (options.markdown) {
    io.out(toMarkdown(sectionsOf(visibleIn(plan))));
  } else if (plan.names.length + plan.checksWithoutRecord.length + plan.cost.lines.length === 0) {
    io.out(`${directory}: no Route 53 resources in ${plural(plan.stacks.length, 'stack')}`);
  } else {
    toLines(sectionsOf(visibleIn(plan)), io.columns).forEach(line => io.out(line));
  }
}
