import { visibleIn } from '../text/terminal';
import { Option } from 'commander';
import { DEFAULT_ASSUMPTIONS, type CostAssumptions } from '../plan/cost';
import { declare } from '../plan/declare';
import { makePlan } from '../plan/plan';
import { toMarkdown } from '../plan/render/markdown';
import { sectionsOf } from '../plan/render/sections';
import { toLines } from '../plan/render/terminal';
import { plural } from '../verify/report/table';
import { amount } from './arguments';
import type { Io } from './io';
import { appTemplates } from './assembly';
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
    .option('--markdown', 'print markdown, for a comment on a pull request')
    .addOption(
      new Option('--endpoints <whose>', 'whose endpoints are checked: aws, other, or auto, which looks at the addresses')
        .choices(['auto', 'aws', 'other'])
        .default(DEFAULT_ASSUMPTIONS.endpoints),
    )
    .option(
      '--free-health-checks <n>',
      "how many of the account's free checks are left",
      amount,
      DEFAULT_ASSUMPTIONS.freeHealthChecks,
    )
    .option('--existing-zones <n>', 'hosted zones that the account has already', amount, DEFAULT_ASSUMPTIONS.existingZones)
    .option('--million-queries <n>', 'DNS queries a month, in millions', amount, DEFAULT_ASSUMPTIONS.millionQueries)
    .addHelpText('after', EXAMPLES)
    .action((directory: string, options: Options) => run(directory, options, io));
};

const EXAMPLES = `
Examples:
  multivalue plan                            what cdk.out holds
  multivalue plan build/cdk.out --markdown   for a comment on a pull request
  multivalue plan --json | jq .cost.perMonth

Exit codes:
  0  planned
  2  misused, or the assembly could not be read`;

function run(directory: string, options: Options, io: Io): void {
  const plan = makePlan(declare(appTemplates(directory)), options);
  if (options.json) {
    io.out(JSON.stringify(plan, undefined, 2));
  } else if (options.markdown) {
    io.out(toMarkdown(sectionsOf(visibleIn(plan))));
  } else if (plan.names.length + plan.checksWithoutRecord.length + plan.cost.lines.length === 0) {
    io.out(`${directory}: nothing of Route 53 in ${plural(plan.stacks.length, 'stack')}`);
  } else {
    toLines(sectionsOf(visibleIn(plan)), io.columns).forEach(line => io.out(line));
  }
}
