import { visible } from '../text/terminal';
import { Argument } from 'commander';
import { FORCES } from '../local/control/http';
import type { DetailedCheckStatus } from '../local/control/status';
import { displayName } from '../rules/names';
import { inNaturalOrder } from '../rules/natural-order';
import { controlClient } from './control';
import type { AddCommand } from './command';

export const addForce: AddCommand = (program, io) => {
  program
    .command('force')
    .description('Override what the local health checkers report for an endpoint, until it is set back to "auto".')
    .argument('<name>', 'health check ID or Name tag, checked address, set identifier or record name')
    .addArgument(new Argument('<state>').choices(FORCES))
    .addHelpText(
      'after',
      `
Examples:
  multivalue force blue down               by Name tag or set identifier
  multivalue force 52.0.0.7 down           every health check of this address
  multivalue force www.shop.example auto   every health check of this name

AWS_ENDPOINT_URL is the address of the local Route 53
(default: http://127.0.0.1:4566).

Exit codes:
  0  the override was set or removed
  2  usage error, or the local Route 53 could not be reached`,
    )
    .action(async (target: string, to: (typeof FORCES)[number]) => {
      const client = controlClient(io, 'force');
      const { healthChecks } = (await client.post('force', { target, to })) as {
        healthChecks: DetailedCheckStatus[];
      };
      const what = to === 'auto' ? 'is probed again' : `is reported ${to}`;
      const lines = healthChecks.map(check => `${whatIsChecked(check)} ${what}; health check ${check.id}`);
      inNaturalOrder(lines, line => line).forEach(line => io.out(visible(line)));
    });
};

/** By the name that `multivalue status` shows, or else by the record sets, and the endpoint. */
function whatIsChecked({ name, endpoint, recordSets }: DetailedCheckStatus): string {
  const who = name ?? recordSets.map(text => text.replace(/^\S+/, displayName)).join(', ');
  return who === '' ? endpoint : `${who} (${endpoint})`;
}
