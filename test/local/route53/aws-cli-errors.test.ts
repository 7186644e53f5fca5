/** Debian's `awscli` hears of every error of the catalogue that it lets a command provoke, in the service's words. */
import { join } from 'node:path';
import { batchFaults } from './catalogue/batches';
import { healthCheckFaults } from './catalogue/health-checks';
import { requestFaults } from './catalogue/requests';
import { local, prepare, zone } from './catalogue/world';
import { needs, pathOf } from '../../support/needs';
import { run } from './clients';

beforeAll(prepare);
afterAll(() => local.close());

/** What it refuses by itself, before anything is sent: lists that are too short, and geoproximity, which Debian's does not know yet. */
const REFUSED_BY_THE_CLI = ['no change at all', 'two Regions', 'no place', 'the 31st geoproximity set'];
const sent = ([situation]: readonly [string, ...unknown[]]): boolean => !REFUSED_BY_THE_CLI.includes(situation);

/** The exit code and the last line of what each command says, all in one process: each of its own takes a second. */
async function aws(commands: readonly string[][]): Promise<unknown[]> {
  const input = JSON.stringify(commands.map(args => ['--endpoint-url', local.url, 'route53', ...args]));
  const { code, out, err } = await run(local.url, pathOf("Debian's awscli"), [join(__dirname, 'aws_cli.py')], input);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as unknown[];
}
const occurred = (code: string, operation: string, text: unknown): unknown => {
  const words = `An error occurred (${code}) when calling the ${operation} operation: `;
  return [254, typeof text === 'string' ? words + text : expect.stringContaining(words)];
};

needs("Debian's awscli").test('of change batches (behaviour 6.1)', async () => {
  const inZone = batchFaults().map(
    ([situation, changes, text]) => [situation, changes, () => `[${text()}]`, 'InvalidChangeBatch'] as const,
  );
  const alone = requestFaults().map(([situation, changes, text]) => [situation, changes, () => text, 'InvalidInput'] as const);
  const rows = [...inZone, ...alone].filter(sent);
  const outcomes = await aws(
    rows.map(([, changes]) => {
      const batch = JSON.stringify({ Changes: changes() });
      return ['change-resource-record-sets', '--hosted-zone-id', zone, '--change-batch', batch];
    }),
  );
  expect(outcomes).toEqual(rows.map(([, , text, code]) => occurred(code, 'ChangeResourceRecordSets', text())));
});

needs("Debian's awscli").test('of health checks (behaviour 6.2)', async () => {
  const rows = healthCheckFaults().filter(sent);
  const outcomes = await aws(
    rows.map(([, config]) => [
      'create-health-check',
      '--caller-reference',
      'new',
      '--health-check-config',
      JSON.stringify(config()),
    ]),
  );
  expect(outcomes).toEqual(
    rows.map(([, , text]) => occurred('InvalidInput', 'CreateHealthCheck', typeof text === 'string' ? text : text())),
  );
});
