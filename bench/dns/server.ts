/**
 * The DNS server under test, by itself: a zone `bench.example.` in which `www` is a multivalue group of --group members, and --names
 * other names beside it. Prints its port when it is ready.
 */
import { parseArgs } from 'node:util';
import { LOCAL_ACCOUNT } from '../../lib/local/aws/accounts';
import { startDns } from '../../lib/local/dns/server';
import { EMPTY_STATE, type HostedZone } from '../../lib/local/state';
import { Store } from '../../lib/local/store';
import type { ResourceRecordSet } from '../../lib/rules/record-set';
import { seededRandom } from '../../lib/rules/random';

const { values } = parseArgs({
  options: { group: { type: 'string' }, names: { type: 'string' }, port: { type: 'string' }, batches: { type: 'boolean' } },
});
const ZONE = 'bench.example.';

const set = (name: string, type: string, texts: string[], more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name: name,
  Type: type,
  TTL: 60,
  ResourceRecords: texts.map(Value => ({ Value })),
  ...more,
});
const member = (name: string, n: number): ResourceRecordSet =>
  set(name, 'A', [`10.1.${n >> 8}.${n & 255}`], {
    SetIdentifier: String(n),
    MultiValueAnswer: true,
    HealthCheckId: `check-${n}`,
  });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

const nameServers = numbers(4).map(n => `ns-${n}.awsdns-0${n}.com.`);
const recordSets = [
  set(ZONE, 'NS', nameServers, { TTL: 172_800 }),
  set(ZONE, 'SOA', [`${nameServers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`], { TTL: 900 }),
  ...numbers(Number(values.group ?? 12)).map(n => member(`www.${ZONE}`, n)),
  ...numbers(Number(values.names ?? 0)).flatMap(name => numbers(12).map(n => member(`n${name}.${ZONE}`, n))),
];
const zone: HostedZone = {
  id: 'ZBENCH',
  accountId: LOCAL_ACCOUNT,
  name: ZONE,
  callerReference: 'bench',
  vpcs: [],
  nameServers,
  recordSets,
  published: recordSets,
};

const store = new Store({ ...EMPTY_STATE, zones: new Map([[zone.id, zone]]) });
const health = { isHealthy: () => true, onChange: () => () => undefined };
void startDns({ store, health, random: seededRandom(1), port: Number(values.port ?? 0), batches: values.batches }).then(
  server => {
    console.log(`ready ${server.port}`);
    process.once('SIGTERM', () => void server.close());
  },
);
