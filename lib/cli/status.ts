import Table from 'cli-table3';
import pc from 'picocolors';
import type { CheckStatus, Status } from '../local/control/status';
import { reportsHealthy } from '../rules/health/status-text';
import { displayName } from '../rules/names';
import { asCliError, controlClient } from './control';
import type { AddCommand } from './command';

export const addStatus: AddCommand = (program, io) => {
  program
    .command('status')
    .description('Show the health checks of the local Route 53: their verdict, and what each checker reports.')
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Examples:
  multivalue status                 a table
  multivalue status --json | jq .   everything, as data

AWS_ENDPOINT_URL says where the local Route 53 is; http://127.0.0.1:4566 when it is not set.

Exit codes:
  0  shown
  2  misused, or the local Route 53 could not be reached`,
    )
    .action(async (flags: { json?: boolean }) => {
      const status = (await asCliError(controlClient(io, 'status').get('status'))) as Status;
      io.out(flags.json ? JSON.stringify(status, null, 2) : render(status, pc.createColors(io.isTerminal)));
    });
};

type Colors = ReturnType<typeof pc.createColors>;

function render(status: Status, colors: Colors): string {
  if (status.healthChecks.length === 0) {
    return 'no health checks';
  }
  const table = new Table({
    head: ['health check', 'endpoint', 'status', 'checkers', 'record sets'],
    style: { head: [], border: [] },
  });
  for (const check of status.healthChecks) {
    table.push([check.name ?? check.id, check.endpoint, verdictText(check, colors), checkersText(check), recordSetsText(check)]);
  }
  const speed = status.speed === 1 ? [] : [`intervals pass ${status.speed} times faster than real time`];
  return [table.toString(), ...speed].join('\n');
}

function verdictText(check: CheckStatus, colors: Colors): string {
  const notes = [check.forced && `forced ${check.forced}`, check.inverted && 'inverted', check.disabled && 'disabled'].filter(
    Boolean,
  );
  const verdict = check.healthy ? colors.green('healthy') : colors.red('unhealthy');
  return notes.length > 0 ? `${verdict} (${notes.join(', ')})` : verdict;
}

/** How many report success, and below it each other report once. */
function checkersText({ checkers, type, unmapped }: CheckStatus): string {
  if (checkers.length === 0 && unmapped !== undefined) {
    return `not probed: ${unmapped} is not mapped`;
  }
  if (checkers.length === 0) {
    return type === 'CALCULATED' ? '-' : 'no report yet';
  }
  const failures = checkers.map(checker => checker.status).filter(text => !reportsHealthy(text));
  const successes = `${checkers.length - failures.length} of ${checkers.length} report success`;
  return [successes, ...new Set(failures.map(shorten))].join('\n');
}

const MAX_TEXT = 60;

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

function recordSetsText({ recordSets }: CheckStatus): string {
  return recordSets
    .map(text => {
      const [name, ...rest] = text.split(' ');
      return [displayName(name), ...rest].join(' ');
    })
    .join('\n');
}
