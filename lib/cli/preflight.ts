import { plural } from '../text/words';
import { visible, visibleIn } from '../text/terminal';
import pc from 'picocolors';
import type { Finding, PreflightFacts } from '../plan/preflight/facts';
import { gatherFacts } from '../plan/preflight/gather';
import { isBlocked, judgeDeployment } from '../plan/preflight/judge';
import { whyNotCompared } from '../plan/preflight/rules/unknown';
import { findingLines } from '../plan/render/findings';
import { connectAws } from '../aws/connect';
import type { ZoneWithServers } from '../aws/reader';
import type { ServerAddress } from '../rules/server-address';
import { nameServer } from '../verify/servers';
import { servers, wholeNumberFrom } from './arguments';
import { dnsAsker } from './ask-dns';
import { readAssembly } from '../plan/assembly';
import { awsTarget, type AwsTarget } from '../aws/target';
import { localDnsServer } from './control';
import { CliError, EXIT, clockUntil, type Io } from './io';
import type { AddCommand } from './command';

interface Options {
  readonly server?: ServerAddress[];
  readonly dns: boolean;
  readonly profile?: string;
  readonly apiRate?: number;
  readonly json?: boolean;
}

export const addPreflight: AddCommand = (program, io, exit) => {
  program
    .command('preflight')
    .description('Check a deployment against the live hosted zones, and say what to do about each finding.')
    .argument('[cdk.out]', 'the synthesized cloud assembly', 'cdk.out')
    .option('--server <host:port>', 'query this DNS server; repeatable (default: the name servers of each zone)', servers)
    .option('--no-dns', 'compare with the API only, not with DNS')
    .option('--profile <name>', 'AWS profile')
    .option(
      '--api-rate <n>',
      'requests to each service per second (default: 5 at AWS, unlimited on this machine)',
      wholeNumberFrom(1),
    )
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', HELP)
    .action(async (directory: string, options: Options) => {
      const facts = await gather(directory, options, io);
      const findings = judgeDeployment(facts);
      linesOf(options.json ? findings : visibleIn(findings), facts, options, pc.createColors(io.colour)).forEach(line =>
        io.out(line),
      );
      exit(isBlocked(findings) ? EXIT.violated : EXIT.ok);
    });
};

const HELP = `
Examples:
  multivalue preflight                          with the current credentials
  multivalue preflight build/cdk.out --json
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 multivalue preflight
      against the local Route 53

Exit codes:
  0  nothing blocks the deployment
  1  the deployment would be blocked
  2  usage error, or something required could not be reached

It is read-only. docs/preflight.md lists the permissions it requires.`;

async function gather(directory: string, options: Options, io: Io): Promise<PreflightFacts> {
  const aws = awsTarget(io.env, options.profile);
  const dns = dnsAsker(await serversOf(options, aws), io.stop);
  const reader = connectAws(aws, {
    rate: options.apiRate,
    clock: clockUntil(io.stop, 'interrupted while reading the live zones'),
  });
  try {
    const facts = await gatherFacts(readAssembly(directory), reader, dns.askDns);
    if (io.stop.aborted) throw new CliError('interrupted before every name server was queried');
    return facts;
  } finally {
    dns.close();
    reader.close();
  }
}

async function serversOf({ dns, server }: Options, aws: AwsTarget): Promise<(zone: ZoneWithServers) => readonly ServerAddress[]> {
  if (!dns) return () => [];
  const local = aws.local === undefined ? undefined : await localDnsServer(aws.local);
  // A local API without DNS of its own has invented the names of its servers: asking for them would leave this machine.
  const instead = server ?? (local ? [local] : aws.local === undefined ? undefined : []);
  return zone => instead ?? zone.nameServers.map(nameServer);
}

type Paint = ReturnType<typeof pc.createColors>;

function linesOf(findings: readonly Finding[], facts: PreflightFacts, { json }: Options, paint: Paint): string[] {
  const recordSets = facts.planned.batches.flatMap(batch => batch.recordSets);
  const notCompared = recordSets.filter(recordSet => whyNotCompared(recordSet, facts) !== undefined).length;
  const checked = {
    stacks: facts.planned.stacks.length,
    recordSets: recordSets.length - notCompared,
    notCompared,
    zones: facts.zones.map(({ id, name, recordSets }) => ({ id, name, recordSets: recordSets.length })),
    dnsAnswers: facts.answers.length,
  };
  const verdict = isBlocked(findings) ? 'blocked' : 'clear';
  if (json) return [JSON.stringify({ verdict, findings, checked, notes: facts.planned.notes }, undefined, 2)];
  const live = checked.zones.reduce((sum, zone) => sum + zone.recordSets, 0);
  return [
    ...findingLines(findings, ({ level }, text) => (level === 'blocked' ? paint.red(text) : paint.yellow(text))),
    ...facts.planned.notes.map(sentence => paint.dim(`note: ${visible(sentence)}`)),
    `${verdict === 'blocked' ? paint.red(verdict) : paint.green(verdict)}: ${plural(checked.recordSets, 'record set')} of ` +
      `${plural(checked.stacks, 'stack')} compared with ${live} live ones in ${plural(checked.zones.length, 'zone')}, and ` +
      plural(checked.dnsAnswers, 'DNS answer') +
      (notCompared > 0 ? `; ${plural(notCompared, 'record set')} could not be compared` : ''),
  ];
}
