import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import { AddressMap } from '../../../lib/local/checkers/address-map';
import { type Checkers, startCheckers } from '../../../lib/local/checkers/checkers';
import { type Control, createControl } from '../../../lib/local/control/control';
import { type HostedZone, EMPTY_STATE } from '../../../lib/local/state';
import { Store } from '../../../lib/local/store';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import { ManualClock } from '../checkers/manual-clock';

export interface World {
  readonly store: Store;
  readonly checkers: Checkers;
  readonly control: Control;
}

const ENDPOINT: HealthCheckConfig = { Type: 'HTTP', Port: 80, RequestInterval: 10, FailureThreshold: 3 };

const set = (Name: string, SetIdentifier: string, Value: string, HealthCheckId: string): ResourceRecordSet => ({
  Name,
  Type: 'A',
  SetIdentifier,
  MultiValueAnswer: true,
  TTL: 60,
  ResourceRecords: [{ Value }],
  HealthCheckId,
});

/** Two endpoints behind www.example.com, a check by name, and one of each type that is not probed. The clock stands still. */
export function world(): World {
  const configs: Record<string, HealthCheckConfig> = {
    'id-blue': { ...ENDPOINT, IPAddress: '52.0.0.1', ResourcePath: '/healthz' },
    'id-green': { ...ENDPOINT, IPAddress: '2600:1f18::2' },
    'id-origin': { ...ENDPOINT, FullyQualifiedDomainName: 'origin.example.net', Inverted: true },
    'id-sum': { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['id-blue', 'id-green'] },
    'id-alarm': { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region: 'eu-west-1', Name: 'busy' } },
    'id-control': { Type: 'RECOVERY_CONTROL', RoutingControlArn: 'arn:aws:route53-recovery-control::1:x' },
  };
  const recordSets = [
    set('www.example.com.', 'blue', '52.0.0.1', 'id-blue'),
    set('www.example.com.', 'two', '2600:1f18::2', 'id-green'),
  ];
  const zone: HostedZone = {
    id: 'Z1',
    name: 'example.com.',
    accountId: LOCAL_ACCOUNT,
    callerReference: 'z',
    vpcs: [],
    nameServers: [],
    recordSets,
    published: recordSets,
  };
  const store = new Store({
    ...EMPTY_STATE,
    zones: new Map([['Z1', zone]]),
    healthChecks: new Map(
      Object.entries(configs).map(([id, config]) => [
        id,
        { id, accountId: LOCAL_ACCOUNT, callerReference: id, version: 1, config },
      ]),
    ),
    tags: new Map([['healthcheck/id-green', [{ Key: 'Name', Value: 'green' }]]]),
  });
  const addressMap = new AddressMap();
  const checkers = startCheckers({ store, addressMap, clock: new ManualClock(), random: () => 0.5 });
  return { store, checkers, control: createControl(store, checkers, addressMap) };
}
