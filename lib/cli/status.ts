import { cut } from '../text/words';
import { visibleIn } from '../text/terminal';
import pc from 'picocolors';
import type { DetailedCheckStatus, Status } from '../local/control/status';
import { tableLines } from '../text/table';
import { reportsHealthy } from '../rules/health/status-text';
import { checkKind } from '../rules/health/types';
import { displayName } from '../rules/names';
import { inNaturalOrder } from '../rules/natural-order';
import { controlClient } from './control';
import type { AddCommand } from './command';

export const addStatus: AddCommand = (program, io) => {
  program
    .command('status')
    .description('Show the health checks of the local Route 53, their status, and what each checker reports.')
    .option('--json', 'print all details as JSON')
    .addHelpText(
      'after',
      `
Examples:
  multivalue status                 print a table
  multivalue status --json | jq .   print all details as JSON

AWS_ENDPOINT_URL is the address of the local Route 53
(default: http://127.0.0.1:4566).

Exit codes:
  0  success
  2  usage error, or the local Route 53 could not be reached`,
    )
    .action(async (flags: { json?: boolean }) => {
      const status = (await controlClient(io, 'status').get('status')) as Status;
      io.out(flags.json ? JSON.stringify(status, null, 2) : render(visibleIn(status), io.columns, pc.createColors(io.colour)));
    });
};

type Colors = ReturnType<typeof pc.createColors>;

function render(status: Status, columns: number, colors: Colors): string {
  if (status.healthChecks.length === 0) {
    return 'no health checks';
  }
  const rows = inNaturalOrder(status.healthChecks, nameOf).map(check => [
    nameOf(check),
    check.endpoint,
    { text: verdictText(check), paint: check.healthy ? colors.green : colors.red },
    checkersText(check),
    recordSetsText(check),
  ]);
  const table = tableLines(['health check', 'endpoint', 'status', 'report success', 'record sets'], rows, columns);
  const speed = status.speed === 1 ? [] : [`health checks run ${status.speed} times faster than real time`];
  return [...table, ...speed].join('\n');
}

const nameOf = ({ name, id }: DetailedCheckStatus): string => name ?? id;

function verdictText({ healthy, forced, inverted, disabled }: DetailedCheckStatus): string {
  const notes = [forced && `forced ${forced}`, inverted && 'inverted', disabled && 'disabled'].filter(Boolean);
  const verdict = healthy ? 'healthy' : 'unhealthy';
  return notes.length > 0 ? `${verdict} (${notes.join(', ')})` : verdict;
}

/** How many report success, and below it each other report once. */
function checkersText({ checkers, type, unmapped }: DetailedCheckStatus): string {
  if (checkers.length === 0 && unmapped !== undefined) {
    return `not probed: ${unmapped} is not mapped`;
  }
  if (checkers.length === 0) {
    return checkKind(type) === 'calculated' ? '-' : 'no report yet';
  }
  const failures = checkers.map(checker => checker.status).filter(text => !reportsHealthy(text));
  const successes = `${checkers.length - failures.length} of ${checkers.length}`;
  return [successes, ...new Set(failures.map(text => cut(text, MAX_TEXT)))].join('\n');
}

const MAX_TEXT = 60;

/** A name that the check is named by is not said again. */
function recordSetsText(check: DetailedCheckStatus): string {
  return check.recordSets
    .map(text => {
      const [name, ...rest] = text.split(' ');
      const shown = displayName(name);
      return (nameOf(check).startsWith(`${shown} `) ? rest : [shown, ...rest]).join(' ');
    })
    .join('\n');
}
