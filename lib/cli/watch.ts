import { plural } from '../text/words';
import { visible, visibleIn } from '../text/terminal';
import { setTimeout as wait } from 'node:timers/promises';
import { withTimeout } from '../local/with-timeout';
import { renderScreen } from '../verify/watch/screen';
import type { WatchEvent, WatchedName } from '../verify/watch/state';
import type { Skipped } from '../verify/template';
import { watch, type WatchOptions, type WatchState } from '../verify/watch/watch';
import { positive } from './arguments';
import { awsTarget } from '../aws/target';
import { EXIT, type Io } from './io';
import type { AddCommand } from './command';
import { chooseTargets, type TargetFlags } from './targets';
import { commonFlags, withVerifier, type CommonFlags } from './verify-options';

interface Flags extends CommonFlags, TargetFlags {
  readonly every?: number;
  readonly for?: number;
}

const seconds = positive('number of seconds');
/** Seconds between two queries to one server, and between two readings of the API: on this machine, and at AWS. */
const LOCAL_PACE = { ask: 0.25, read: 1 } as const;
const AWS_PACE = { ask: 2, read: 15 } as const;
const ROWS = 40;

const HELP = `
Examples:
  multivalue watch www.shop.example             redraw one screen until Ctrl-C
  multivalue watch www.shop.example --for 300   stop after five minutes
  multivalue watch --stack WebStack > log       print one line per change

By default, every server is queried every two seconds (the local Route 53 four
times a second). Health is read as often as the rate limit of the API allows.

Exit codes:
  0  no violations
  1  at least one violation
  2  usage error, or something required could not be reached`;

export const addWatch: AddCommand = (program, io, exit) => {
  const command = program
    .command('watch')
    .description('Watch live which records are healthy, which DNS returned in the last minute, and what changed.')
    .argument('[name...]', 'names to watch, e.g. www.shop.example')
    .option('--stack <name>', 'every name of a deployed CloudFormation stack')
    .option('--app <directory>', 'every name of a cloud assembly, e.g. cdk.out');
  commonFlags(command)
    .option('--every <seconds>', 'seconds between queries to the same server', seconds)
    .option('--for <seconds>', 'stop after this many seconds', seconds)
    .addHelpText('after', HELP)
    .action(async (names: string[], flags: Flags) => {
      const aws = awsTarget(io.env, flags.profile);
      const pace = aws.local ? LOCAL_PACE : AWS_PACE;
      const watchUntil = (stop: AbortSignal): Promise<number> =>
        withVerifier(flags, aws, io, async (options, reader) => {
          const { targets, skipped } = await chooseTargets('watch', names, flags, reader);
          const extended: WatchOptions = {
            ...options,
            stop,
            skipping: names.length === 0,
            clock: { now: options.now, sleep: ms => sleep(ms, stop) },
            askEvery: (flags.every ?? pace.ask) * 1000,
            readEvery: pace.read * 1000,
            onState: io.isTerminal && io.env.TERM !== 'dumb' ? screenOn(io, skipped) : logOn(io, skipped),
          };
          return watch(targets, extended);
        });
      const violations = await (flags.for === undefined
        ? watchUntil(io.stop)
        : withTimeout(flags.for * 1000, watchUntil, io.stop));
      exit(violations > 0 ? EXIT.violated : EXIT.ok);
    });
};

function screenOn(io: Io, skipped: readonly Skipped[]): (state: WatchState) => void {
  const notes = skipped.map(({ why }) => `skipped: ${visible(why)}`);
  return state =>
    io.out(
      renderScreen(visibleIn(state), new Date(), {
        notes,
        columns: io.columns,
        rows: process.stdout.rows ?? ROWS,
        colour: io.colour,
      }),
    );
}

/** A line for each name to begin with, then one for each change, as it comes. */
function logOn(io: Io, skipped: readonly Skipped[]): (state: WatchState) => void {
  let began = false;
  let last: WatchEvent | undefined;
  return ({ names, changes }) => {
    if (!began) {
      names.forEach(name => io.out(`${new Date().toISOString()} watching ${visible(summary(name))}`));
      skipped.forEach(({ why }) => io.out(`${new Date().toISOString()} skipped: ${visible(why)}`));
      began = true;
    }
    const fresh = changes.slice(last === undefined ? 0 : changes.indexOf(last) + 1);
    fresh.forEach(change => io.out(`${change.at.toISOString()} ${visible(change.text)}`));
    last = changes.at(-1) ?? last;
  };
}

function summary({ name, type, policy, members }: WatchedName): string {
  const unhealthy = members.filter(member => member.healthy === false).length;
  return `${name} ${type}: ${policy}, ${plural(members.length, 'value')}, ${unhealthy} unhealthy`;
}

async function sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal: stop }).catch(() => undefined); // stopped: the loops see that for themselves
}
