/**
 * `npm run integ`: deploys the examples with the real CDK CLI, verifies them, stops endpoints, verifies again, and destroys them.
 *
 *   npm run integ                                  against the local Route 53
 *   npm run integ -- multivalue alias              only these examples
 *   npm run integ -- --aws --zone example.org      against the account of the environment, below throw-away names in that zone; it
 *                                                  says whose account it is and what it costs, and goes on only after a yes or --yes
 */
import '../../bin/quiet-sdk';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { App } from 'aws-cdk-lib';
import { readAssembly } from '../../lib/plan/assembly';
import { DEFAULT_ASSUMPTIONS, monthlyCost } from '../../lib/plan/cost';
import { declare } from '../../lib/plan/declare';
import { awsTarget } from '../../lib/aws/target';
import { combine, type CombinedApp, type Disguise, type Example } from './apps';
import { awsSite, probeNobody } from './aws-site';
import { consent } from './consent';
import { isSupported, localSite } from './local-site';
import type { Site } from './site';
import { NotDestroyedError, tellStory } from './story';

const ROOT = resolve(__dirname, '../../..'); // dist/test/integ
const CDK_TIMEOUT_MS = { local: 120_000, aws: 30 * 60_000 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { aws: { type: 'boolean' }, zone: { type: 'string' }, yes: { type: 'boolean' }, verbose: { type: 'boolean' } },
  });
  if (values.aws === true && values.zone === undefined) {
    say('integ: --aws needs --zone ZONE: the throw-away names are made below it, and nothing in it is touched');
    return 2;
  }
  const known = readdirSync(join(ROOT, 'dist/examples'));
  const strangers = positionals.filter(name => !known.includes(name));
  if (strangers.length > 0) {
    say(`integ: no such example: ${strangers.join(', ')}; there are ${known.join(', ')}`);
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'integ-'));
  let kept = false;
  try {
    const app = combine(
      await load(positionals.length > 0 ? positionals : known),
      join(scratch, 'cdk.out'),
      isSupported,
      disguise(values),
    );
    app.leftOut.forEach(({ example, types }) => say(`leaving out ${example}: ${types.join(', ')}`));
    sayCost(app, values.aws === true);
    if (values.aws === true && !(await consent({ config: awsTarget(process.env).config, yes: values.yes === true, say })))
      return 2;
    return await run(app, values.aws === true, values.verbose === true);
  } catch (error) {
    kept = error instanceof NotDestroyedError;
    say(`integ: ${(error as Error).message}`);
    return 1;
  } finally {
    if (!kept) rmSync(scratch, { recursive: true, force: true });
  }
}

const load = (names: readonly string[]): Promise<Example[]> =>
  Promise.all(
    names.map(async name => ({ name, app: ((await import(join(ROOT, 'dist/examples', name, 'app.js'))) as { app: App }).app })),
  );

/** Names that nobody else has: at AWS below the zone, and different each time. */
function disguise({ aws, zone }: { readonly aws?: boolean; readonly zone?: string }): Disguise {
  const run = `mv-${Date.now().toString(36)}`;
  return aws
    ? {
        zoneOf: example => `${example}.${run}.${zone!.replace(/\.$/, '')}`,
        stackName: stack => `${run}-${stack}`,
        healthCheck: probeNobody,
      }
    : { zoneOf: example => `${example}.integ.test`, stackName: stack => `Integ${stack}` };
}

async function run(app: CombinedApp, aws: boolean, verbose: boolean): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  process.once('SIGTERM', () => stop.abort(new Error('interrupted')));
  const site = aws ? awsSite({ env: process.env, client: awsTarget(process.env).config }) : await localSite(app.directory, ROOT);
  try {
    await tellStory({
      app,
      site,
      root: ROOT,
      say,
      hear: line => (verbose ? say(`  | ${line}`) : undefined),
      multivalue: args => multivalue(args, site),
      stop: stop.signal,
      timeout: CDK_TIMEOUT_MS[aws ? 'aws' : 'local'],
    });
    say(`all of it held for ${app.examples.join(', ')}`);
    return 0;
  } finally {
    await site.close();
  }
}

function sayCost({ directory }: CombinedApp, aws: boolean): void {
  const { perMonth, currency, pricesOf } = monthlyCost(declare(readAssembly(directory)), DEFAULT_ASSUMPTIONS);
  say(
    `${aws ? 'kept for a month, this would cost' : 'at AWS, kept for a month, this would cost'} ${perMonth.toFixed(2)} ${currency} ` +
      `by the prices of ${pricesOf}${aws ? '; health checks are charged by the part of the month, a zone that is gone within 12 hours is free' : ''}`,
  );
}

/** The packed executable, as a user runs it. */
function multivalue(args: readonly string[], { env }: Site): Promise<{ code: number; out: string; err: string }> {
  return new Promise(done =>
    execFile(
      process.execPath,
      [join(ROOT, 'dist/bundle/multivalue.js'), ...args],
      { env: { ...env }, maxBuffer: 1 << 28 },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    ),
  );
}

void main().then(
  code => (process.exitCode = code),
  (error: unknown) => {
    say(`integ: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
