import { visibleIn } from '../text/terminal';
import { writeFile } from 'node:fs/promises';
import { renderHtml } from '../verify/report/html/page';
import { renderJunit } from '../verify/report/junit';
import type { Report, Verdict } from '../verify/report/model';
import { renderTable } from '../verify/report/table';
import { verify } from '../verify/verify';
import { awsTarget } from '../aws/target';
import { resolvers, wholeNumberFrom } from './arguments';
import { CliError, EXIT } from './io';
import type { AddCommand } from './command';
import { progressBar } from './progress';
import { chooseTargets, type TargetFlags } from './targets';
import { commonFlags, withVerifier, type CommonFlags } from './verify-options';

interface Flags extends CommonFlags, TargetFlags {
  readonly queries?: number;
  readonly budget?: number;
  readonly json?: boolean;
  readonly html?: string;
  readonly junit?: string;
}

const EXIT_CODES: Readonly<Record<Verdict, number>> = { holds: EXIT.ok, violated: EXIT.violated, unsettled: EXIT.unsettled };

const HELP = `
Examples:
  multivalue verify www.shop.example
      every record type of the name, at AWS
  multivalue verify --stack WebStack --html report.html
      every name of a deployed stack, as a page
  multivalue verify --app cdk.out --junit report.xml
      every name of a synthesized app, for CI
  multivalue verify db.internal --resolver 169.254.169.253
      a private zone, from inside its VPC
  multivalue verify www.shop.example --resolver https://dns.example/dns-query
      as the clients of a resolver see it
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 multivalue verify www.shop.example
      at the local Route 53

Exit codes:
  0  every answer was allowed; skipped names are listed with the reason
  1  the rule does not hold
  2  usage error, or something required could not be reached
  3  no verdict: health changed during each of three attempts

It is read-only. docs/verify.md lists the permissions it requires.`;

export const addVerify: AddCommand = (program, io, exit) => {
  const command = program
    .command('verify')
    .description(
      'Check live DNS answers against the multivalue rule: at most eight records, all healthy, every eligible record returned eventually.',
    )
    .argument('[name...]', 'names to verify, e.g. www.shop.example')
    .option('--stack <name>', 'every name of a deployed CloudFormation stack')
    .option('--app <directory>', 'every name of a cloud assembly, e.g. cdk.out');
  commonFlags(command)
    .option(
      '--queries <n>',
      'queries to each server over each protocol (default: enough to reveal a missing member)',
      wholeNumberFrom(1),
    )
    .option(
      '--resolver <address>',
      'ask this resolver and judge what its clients see: HOST[:PORT], tls://HOST[:PORT] or https://HOST/PATH; repeatable',
      resolvers,
    )
    .option('--budget <n>', 'maximum number of queries in total', wholeNumberFrom(1))
    .option('--json', 'print the report as JSON (schema: docs/verify.schema.json)')
    .option('--html <file>', 'write the report as one self-contained page')
    .option('--junit <file>', 'write the report as JUnit XML')
    .addHelpText('after', HELP)
    .action(async (names: string[], flags: Flags) => {
      const aws = awsTarget(io.env, flags.profile);
      const bar = progressBar(io);
      let report: Report;
      try {
        report = await withVerifier(flags, aws, io, async (options, reader) => {
          const { targets, skipped } = await chooseTargets('verify', names, flags, reader);
          const verified = await verify(targets, {
            ...options,
            queries: flags.queries,
            budget: flags.budget,
            skipping: names.length === 0,
            onProgress: bar.show,
          });
          return { ...verified, skipped: [...skipped.map(({ name, why }) => ({ name, why })), ...verified.skipped] };
        });
      } finally {
        bar.stop();
      }
      const shown = visibleIn(report);
      // first: a file may be unwritable
      io.out(flags.json ? JSON.stringify(report, null, 2) : renderTable(shown, { colour: io.colour, columns: io.columns }));
      await write(flags.html, () => renderHtml(shown));
      await write(flags.junit, () => renderJunit(shown));
      exit(EXIT_CODES[report.verdict]);
    });
};

async function write(file: string | undefined, render: () => string): Promise<void> {
  if (file === undefined) {
    return;
  }
  try {
    await writeFile(file, render());
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
