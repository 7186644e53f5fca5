/** Deploys, verifies, breaks, verifies, mends, verifies, destroys. What was deployed is destroyed whatever happens. */
import type { Report } from '../../lib/verify/report/model';
import type { CombinedApp } from './apps';
import { cdk } from './cdk';
import type { Site } from './site';

export interface StoryOptions {
  readonly app: CombinedApp;
  readonly site: Site;
  /** Where node_modules is. */
  readonly root: string;
  readonly say: (line: string) => void;
  /** What the CDK CLI prints. */
  readonly hear: (line: string) => void;
  /** Runs `multivalue` with these arguments against the site: its exit code and what it printed. */
  readonly multivalue: (
    args: readonly string[],
  ) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  readonly stop: AbortSignal;
  /** Milliseconds that one run of the CDK CLI may take. */
  readonly timeout: number;
}

/** Something may still be there that costs money, and the assembly is needed to remove it. */
export class NotDestroyedError extends Error {}

/** Resolves when all of it held; rejects with what did not. */
export async function tellStory(options: StoryOptions): Promise<void> {
  const [told] = await Promise.allSettled([deployAndBreak(options)]);
  const [destroyed] = await Promise.allSettled([destroy(options)]);
  const faults = [told, destroyed].flatMap(end => (end.status === 'rejected' ? [end.reason as Error] : []));
  if (faults.length === 0) return;
  const message = faults.map(fault => fault.message).join('\n');
  throw destroyed.status === 'rejected'
    ? new NotDestroyedError(message, { cause: faults })
    : new Error(message, { cause: faults });
}

async function deployAndBreak(options: StoryOptions): Promise<void> {
  const { app, site, say } = options;
  say(`deploying ${app.stacks.length} stacks to ${site.name}`);
  await runCdk(options, 'deploy', '**', '--require-approval', 'never', '--concurrency', '8');

  const checks = await site.checks(app.stacks);
  await site.fail([], app.stacks);
  await verify(options, 'with every endpoint up', unhealthy => unhealthy === 0);

  const some = checks.filter((_, index) => index % 2 === 0);
  say(`stopping ${some.length} of ${checks.length} endpoints`);
  await site.fail(some, app.stacks);
  await verify(options, 'with half of them down', unhealthy => unhealthy > 0);

  say('starting them again');
  await site.fail([], app.stacks);
  await verify(options, 'with every endpoint up again', unhealthy => unhealthy === 0);
}

async function destroy(options: StoryOptions): Promise<void> {
  const { app, site, say } = options;
  say('destroying');
  try {
    await runCdk(options, 'destroy', '**', '--force');
  } catch (error) {
    say(`NOT DESTROYED: ${app.stacks.join(', ')}; run: npx cdk destroy "**" --force --app ${app.directory}`);
    throw error;
  }
  const left = await site.leftovers(app.stacks);
  if (left.length > 0) throw new Error(`left over after destroying: ${left.join(', ')}`);
}

const runCdk = ({ app, site, root, timeout, hear }: StoryOptions, ...args: string[]): Promise<void> =>
  cdk([...args, '--app', app.directory], { root, env: site.env, timeout, hear });

async function verify(options: StoryOptions, when: string, expected: (unhealthyMembers: number) => boolean): Promise<void> {
  options.stop.throwIfAborted();
  const { code, out, err } = await options.multivalue(['verify', '--app', options.app.directory, '--json']);
  if (out === '') throw new Error(`verify said nothing ${when}: ${err}`);
  const report = JSON.parse(out) as Report;
  const members = report.names.flatMap(name => name.members);
  const unhealthy = members.filter(({ health }) => health.endsWith('unhealthy')).length;
  const queries = report.names.reduce((sum, name) => sum + name.queries, 0);
  options.say(
    `verify ${when}: ${report.verdict}; ${report.names.length} names, ${queries} queries, ${unhealthy} of ${members.length} members unhealthy`,
  );
  if (code !== 0 || report.names.length === 0) {
    const why = report.names.flatMap(({ name, type, violations }) =>
      violations.map(
        ({ statement, server, seen, allowed }) => `${name} ${type} at ${server}: ${statement}; saw ${seen}, allowed ${allowed}`,
      ),
    );
    throw new Error(`verify ${when} ended with ${code}: ${[...why, ...report.changes, err].join('\n')}`);
  }
  if (!expected(unhealthy)) throw new Error(`verify ${when} saw ${unhealthy} unhealthy members`);
}
