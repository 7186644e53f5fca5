import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schema from '../../../docs/verify.schema.json';
import { RULEBOOK } from '../../../lib/verify/judge/rulebook';
import type { Report } from '../../../lib/verify/report/model';
import { inMemory } from '../support/dns';
import { apiOf } from '../support/fleet';
import { fleetOf, misbehaving, MISBEHAVIOURS } from '../support/misbehaviours';
import { seededRandom } from '../../../lib/rules/random';
import { SERVERS, SERVERS_HERE, verifyWith } from '../support/run';
import { sampleReport } from '../support/sample-report';

const validate = addFormats(new Ajv({ allErrors: true })).compile(schema);
const faultsOf = (report: Report): unknown => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

test.each([{ stale: false }, { stale: true }])('the report with %p is as the schema says', async options =>
  expect(faultsOf(await sampleReport(options))).toEqual([]),
);

test('reports of broken servers are as the schema says, every rule included', async () => {
  for (const misbehaviour of MISBEHAVIOURS) {
    const servers = misbehaviour.onThisMachine ? SERVERS_HERE : SERVERS;
    const report = await verifyWith(apiOf(fleetOf(misbehaviour)), inMemory(misbehaving(misbehaviour, seededRandom(1))), {
      serversOf: () => Promise.resolve(servers),
    });
    expect([misbehaviour.what, faultsOf(report)]).toEqual([misbehaviour.what, []]);
  }
});

test('the schema lists the rules of the book', () =>
  expect([...schema.definitions.rule.enum].sort()).toEqual(Object.keys(RULEBOOK).sort()));

test('the schema refuses what it does not know', async () => {
  const report = JSON.parse(JSON.stringify(await sampleReport({ stale: false }))) as Report;
  expect(faultsOf({ ...report, extra: 1 } as Report)).not.toEqual([]);
});
