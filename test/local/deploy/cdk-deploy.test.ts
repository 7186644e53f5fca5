import { join } from 'node:path';
import { story } from '../../support/story';
import { cdkFor, type Cdk } from './cdk';
import { startWorld, type World } from './world';

const THREE = '52.0.0.1,52.0.0.2,52.0.0.3';

let world: World;
let cdk: Cdk;

beforeAll(async () => {
  world = await startWorld();
  cdk = cdkFor(join(__dirname, 'three-endpoints.mjs'), world.endpointUrl);
});
afterAll(async () => {
  cdk.dispose();
  await world.close();
});

/** Every multivalue record: address, and the address that its health check probes. */
function records(): string[] {
  return [...world.store.state.zones.values()].flatMap(zone =>
    zone.recordSets
      .filter(set => set.MultiValueAnswer)
      .map(set => {
        const config = world.store.state.healthChecks.get(set.HealthCheckId!)!.config;
        return `${set.Name} ${set.TTL} ${set.ResourceRecords![0].Value} <- ${config.IPAddress}:${config.Port}${config.ResourcePath}`;
      }),
  );
}

const line = (address: string, port = 80) => `www.example.com. 60 ${address} <- ${address}:${port}/healthz`;
const faults = () => world.calls.filter(call => call.fault !== undefined || call.code === 'NotImplemented');

story('an app that knows nothing of the local Route 53', [
  [
    'is deployed by the unmodified CDK CLI',
    async () => {
      const { exitCode, output } = await cdk.run('deploy', '-c', `addresses=${THREE}`);
      expect(output).toContain('✅  Web');
      expect(exitCode).toBe(0);
      expect(records()).toEqual([line('52.0.0.1'), line('52.0.0.2'), line('52.0.0.3')]);
      const [zoneId] = world.store.state.zones.keys();
      expect(output).toContain(`Web.ZoneId = ${zoneId}`);
      expect(faults()).toEqual([]);
    },
  ],

  [
    'is compared with what is deployed, by a change set that is gone afterwards',
    async () => {
      const { output } = await cdk.run('diff', '-c', `addresses=${THREE},52.0.0.4`);
      expect(output).toContain('[+] AWS::Route53::HealthCheck Check3');
      expect(output).toContain('[+] AWS::Route53::RecordSet Www3');
      expect(output).toContain('Number of stacks with differences: 1');
      expect([...world.store.state.stacks.values()].flatMap(stack => [...stack.changeSets])).toEqual([]);
      expect(faults()).toEqual([]);
    },
  ],

  [
    'is deployed again with a change, as YAML when it does without bootstrapping: health checks that stay keep their ids',
    async () => {
      const before = [...world.store.state.healthChecks.keys()];
      const { exitCode } = await cdk.run(
        'deploy',
        '-c',
        `addresses=${THREE},52.0.0.4`,
        '-c',
        'port=8080',
        '-c',
        'bootstrapless=1',
      );
      expect(exitCode).toBe(0);
      expect((await world.cloudFormation.getTemplate({ StackName: 'Web' })).TemplateBody).toMatch(/^Resources:\n/);
      expect(records()).toEqual([1, 2, 3, 4].map(n => line(`52.0.0.${n}`, 8080)));
      expect([...world.store.state.healthChecks.keys()].slice(0, 3)).toEqual(before);
    },
  ],

  [
    'stays as it was when Route 53 refuses a record, and the CLI shows what Route 53 says',
    async () => {
      const before = { zones: world.store.state.zones, checks: [...world.store.state.healthChecks.keys()], records: records() };
      const { exitCode, output } = await cdk.run('deploy', '-c', `addresses=${THREE},52.0.0.5`, '-c', 'lastValue=nonsense');
      expect(exitCode).toBe(1);
      const { Stacks: stacks } = await world.cloudFormation.describeStacks({ StackName: 'Web' });
      expect(stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }]);
      expect(output).toContain('Value is not a valid IPv4 address');
      expect(records()).toEqual(before.records);
      expect([...world.store.state.healthChecks.keys()]).toEqual(before.checks);
    },
  ],

  [
    'is refused with a resource type that the local Route 53 has not, before anything is changed',
    async () => {
      const before = world.store.state.zones;
      const { exitCode, output } = await cdk.run('deploy', '-c', `addresses=${THREE}`, '-c', 'extraType=AWS::EC2::EIP');
      expect(exitCode).toBe(1);
      expect(output).toContain(
        'Unrecognized resource types: [AWS::EC2::EIP (Extra)]. The local Route 53 deploys only AWS::Route53::',
      );
      expect(world.store.state.zones).toBe(before);
    },
  ],

  [
    'is destroyed, and nothing is left',
    async () => {
      const { exitCode, output } = await cdk.run('destroy', '--force', '-c', `addresses=${THREE}`);
      expect(output).toContain('✅  Web: destroyed');
      expect(exitCode).toBe(0);
      expect(world.store.state.zones.size + world.store.state.healthChecks.size).toBe(0);
      expect(faults()).toEqual([]);
    },
  ],
]);
