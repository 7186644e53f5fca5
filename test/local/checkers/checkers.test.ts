import type { AlarmIdentifier, HealthCheckConfig } from '@aws-sdk/client-route-53';
import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT } from '../../../lib/local/aws/accounts';
import { AddressMap } from '../../../lib/local/checkers/address-map';
import { type Checkers, type CheckersOptions, startCheckers } from '../../../lib/local/checkers/checkers';
import { withAlarm, withForce, withRoutingControl } from '../../../lib/local/checkers/overrides';
import type { ProbeEvent } from '../../../lib/local/checkers/probe-loop';
import type { Force, HealthCheck } from '../../../lib/local/state';
import { Store } from '../../../lib/local/store';
import type { AlarmState, RoutingControlState } from '../../../lib/rules/health/other-types';
import { endpointHealthy, verdict } from '../../../lib/rules/health/verdict';
import { CHECKER_REGIONS } from '../../../lib/rules/limits';
import { seededRandom } from '../../../lib/rules/random';
import { Endpoints } from './endpoints';
import { ManualClock } from './manual-clock';

const THREE_REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'] as const;
const SEED = 7;

/** Rounds move the clock in one go, which must not make a probe that is under way late. */
const UNLIMITED = { connect: 1e9, status: 1e9, body: 1e9, tcpConnect: 1e9 };

const endpoints = new Endpoints();
afterAll(() => endpoints.close());

/** Checkers on a clock that stands still, and an endpoint for 52.0.0.1 that can be switched. */
class Bench {
  readonly clock = new ManualClock();
  readonly store = new Store();
  readonly probes: ProbeEvent[] = [];
  readonly changes: string[] = [];
  readonly log: string[] = [];
  status = 200;
  requests = 0;
  private checkers?: Checkers;
  private ended?: () => void;

  async start(options: Partial<CheckersOptions> = {}): Promise<Checkers> {
    const port = await endpoints.http((_, response) => {
      this.requests++;
      response.writeHead(this.status).end();
    });
    this.checkers = startCheckers({
      store: this.store,
      addressMap: new AddressMap([`52.0.0.1=127.0.0.1:${port}`]),
      clock: this.clock,
      random: seededRandom(SEED),
      regions: THREE_REGIONS,
      limits: UNLIMITED,
      log: line => this.log.push(line),
      onProbe: event => {
        this.probes.push(event);
        this.ended?.();
      },
      ...options,
    });
    this.checkers.onChange((id, healthy) => this.changes.push(`${id} ${healthy ? 'healthy' : 'unhealthy'}`));
    return this.checkers;
  }

  /** Creates the check, or updates it. */
  put(id: string, config: HealthCheckConfig): void {
    const check: HealthCheck = { id, accountId: LOCAL_ACCOUNT, callerReference: id, version: 1, config };
    this.store.update(state => ({ ...state, healthChecks: new Map(state.healthChecks).set(id, check) }));
  }

  force(id: string, to: Force | 'auto'): void {
    this.store.update(state => withForce(state, id, to));
  }

  setAlarm(alarm: AlarmIdentifier, to: AlarmState): void {
    this.store.update(state => withAlarm(state, alarm, to));
  }

  setRoutingControl(arn: string, to: RoutingControlState): void {
    this.store.update(state => withRoutingControl(state, arn, to));
  }

  delete(id: string): void {
    this.store.update(state => ({ ...state, healthChecks: new Map([...state.healthChecks].filter(([key]) => key !== id)) }));
  }

  /** Moves on by one interval and awaits the probes that fall due in it: one for each checker. */
  async round(probes = 3, seconds = 10): Promise<void> {
    const until = this.probes.length + probes;
    this.clock.advance(seconds * 1000);
    while (this.probes.length < until) await new Promise<void>(resolve => (this.ended = resolve));
    await new Promise(setImmediate); // the watches have scheduled their next probes
  }

  async rounds(n: number): Promise<void> {
    for (let i = 0; i < n; i++) await this.round();
  }

  stop(): void {
    this.checkers?.close();
  }
}

let bench: Bench;
beforeEach(() => (bench = new Bench()));
afterEach(() => bench.stop());

const HTTP: HealthCheckConfig = { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80, RequestInterval: 10, FailureThreshold: 3 };

describe('an endpoint check', () => {
  test('starts healthy, without any observation, until the first probes are back (behaviour 4.4, 5.6)', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    expect([checkers.isHealthy('a'), checkers.observations('a')]).toEqual([true, []]);
    await bench.round();
    expect(checkers.observations('a')).toEqual(
      THREE_REGIONS.map(Region => ({
        Region,
        IPAddress: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
        StatusReport: { Status: 'Success: HTTP Status Code 200, OK', CheckedTime: expect.any(Date) },
      })),
    );
    expect(new Set(checkers.observations('a').map(o => o.IPAddress)).size).toBe(3);
  });

  test('turns after as many failing rounds as the threshold says, and back after as many good ones (behaviour 4.4)', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    await bench.rounds(1);
    bench.status = 503;
    await bench.rounds(2);
    expect(bench.changes).toEqual([]);
    await bench.rounds(1);
    expect(bench.changes).toEqual(['a unhealthy']);
    expect(checkers.observations('a')[0].StatusReport?.Status).toBe('Failure: HTTP Status Code 503, Service Unavailable');
    bench.status = 200;
    await bench.rounds(2);
    expect(checkers.isHealthy('a')).toBe(false);
    await bench.rounds(1);
    expect(bench.changes).toEqual(['a unhealthy', 'a healthy']);
  });

  test('never contradicts its own observations', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, FailureThreshold: 2 });
    for (const status of [200, 500, 200, 500, 500, 200, 200, 500]) {
      bench.status = status;
      await bench.round();
      const statuses = checkers.observations('a').map(o => o.StatusReport?.Status ?? '');
      expect(verdict({}, endpointHealthy(statuses))).toBe(checkers.isHealthy('a'));
    }
    expect(bench.changes).toEqual(['a unhealthy', 'a healthy']);
  });

  test('is healthy while more than 18 % of its checkers say so: 3 of 16, not 2 (behaviour 4.4)', async () => {
    let good = 16;
    let asked = 0;
    const port = await endpoints.http((_, response) => response.writeHead(asked++ % 16 < good ? 200 : 500).end());
    const addressMap = new AddressMap([`52.0.0.1=127.0.0.1:${port}`]);
    const checkers = await bench.start({ addressMap, regions: undefined, checkersPerRegion: 2 });
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    const seen: boolean[] = [];
    for (good of [16, 3, 2, 0, 2, 3]) {
      await bench.round(16);
      seen.push(checkers.isHealthy('a'));
    }
    expect(seen).toEqual([true, true, false, false, false, true]);
  });

  test('keeps its last failure when it has recovered', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    expect(checkers.lastFailures('a')).toEqual([]);
    bench.status = 500;
    await bench.round();
    bench.status = 200;
    await bench.rounds(3);
    const failures = checkers.lastFailures('a');
    expect(failures.map(o => o.StatusReport?.Status)).toEqual(
      Array(3).fill('Failure: HTTP Status Code 500, Internal Server Error'),
    );
  });

  test('is probed from all eight Regions when it names none (behaviour 4.4)', async () => {
    const checkers = await bench.start({ regions: undefined });
    bench.put('a', HTTP);
    await bench.round(8);
    expect(checkers.observations('a').map(o => o.Region)).toEqual(CHECKER_REGIONS);
  });

  test('is probed from the Regions it names, and from others once it names those', async () => {
    const checkers = await bench.start({ checkersPerRegion: 2 });
    bench.put('a', { ...HTTP, Regions: ['us-west-1', 'us-west-2', 'sa-east-1'] });
    await bench.round(6);
    const before = checkers.observations('a').filter(o => o.Region === 'us-west-2');
    bench.put('a', { ...HTTP, Regions: ['eu-west-1', 'us-west-2', 'ap-southeast-1'] });
    expect(checkers.observations('a')).toEqual(before); // who stays keeps what it has seen
    await bench.round(6);
    expect(checkers.observations('a').map(o => o.Region)).toEqual(
      ['eu-west-1', 'us-west-2', 'ap-southeast-1'].flatMap(r => [r, r]),
    );
  });

  test('asks again one interval after each response (behaviour 4.4)', async () => {
    await bench.start();
    bench.put('a', { ...HTTP, RequestInterval: 30 });
    await bench.round(3, 30);
    expect(bench.requests).toBe(3);
    bench.clock.advance(29_999);
    await new Promise(setImmediate);
    expect(bench.requests).toBe(3);
    await bench.round(3, 1);
    expect(bench.requests).toBe(6);
  });

  test('spreads its first probes over one interval', async () => {
    await bench.start();
    bench.put('a', HTTP);
    for (let third = 1; third <= 3; third++) {
      await bench.round(1, 10 / 3);
      expect(bench.probes).toHaveLength(third);
    }
  });

  test('goes on with another address when it is updated, and forgets a result of the old one', async () => {
    let asked: (() => void) | undefined;
    let answer: (() => void) | undefined;
    const arrived = new Promise<void>(resolve => (asked = resolve));
    const old = await endpoints.http((_, response) => {
      answer = () => response.writeHead(500).end();
      asked?.();
    });
    const current = await endpoints.http((_, response) => response.end());
    const addressMap = new AddressMap([`52.0.0.2=127.0.0.1:${old}`, `52.0.0.3=127.0.0.1:${current}`]);
    const checkers = await bench.start({ addressMap, regions: ['us-east-1'] });
    bench.put('a', { ...HTTP, IPAddress: '52.0.0.2', FailureThreshold: 1 });
    bench.clock.advance(10_000);
    await arrived;
    bench.put('a', { ...HTTP, IPAddress: '52.0.0.3', FailureThreshold: 1 });
    answer?.();
    while ((bench.clock.nextDue ?? Infinity) > 1e6) await new Promise(setImmediate); // until the next probe is scheduled
    await bench.round(1);
    expect([bench.changes, checkers.lastFailures('a')]).toEqual([[], []]);
    expect(bench.probes.map(p => p.result?.success)).toEqual([true]);
  });

  test('counts as healthy once it is deleted, and is asked no more (behaviour 4.4)', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    bench.status = 500;
    await bench.round();
    bench.delete('a');
    expect(bench.changes).toEqual(['a unhealthy', 'a healthy']);
    expect([checkers.isHealthy('a'), checkers.observations('a'), bench.clock.waiting]).toEqual([true, [], 0]);
  });
});

describe('Inverted and Disabled (behaviour 4.4)', () => {
  test('an inverted check starts unhealthy, and is so while the endpoint is healthy', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, Inverted: true });
    expect(bench.changes).toEqual(['a unhealthy']);
    await bench.round();
    expect(checkers.isHealthy('a')).toBe(false);
    bench.status = 500;
    await bench.rounds(3);
    expect(checkers.isHealthy('a')).toBe(true);
    expect(checkers.observations('a')[0].StatusReport?.Status).toMatch(/^Failure/);
  });

  test('a disabled check is healthy and sends no request; enabled again it starts anew', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    bench.status = 500;
    await bench.round();
    bench.put('a', { ...HTTP, FailureThreshold: 1, Disabled: true });
    expect([checkers.isHealthy('a'), checkers.observations('a'), bench.clock.waiting]).toEqual([true, [], 0]);
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    expect(checkers.isHealthy('a')).toBe(true);
    await bench.round();
    expect(checkers.isHealthy('a')).toBe(false);
  });

  test('disabled and inverted is unhealthy', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, Disabled: true, Inverted: true });
    expect(checkers.isHealthy('a')).toBe(false);
  });
});

describe('the other types', () => {
  test('a calculated check follows its children at once (behaviour 4.1)', async () => {
    const checkers = await bench.start();
    for (const id of ['a', 'b', 'c']) bench.put(id, HTTP);
    bench.put('sum', { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: ['a', 'b', 'c'] });
    bench.force('a', 'down');
    expect(checkers.isHealthy('sum')).toBe(true);
    bench.force('b', 'down');
    expect(checkers.isHealthy('sum')).toBe(false);
    expect(bench.changes).toEqual(['a unhealthy', 'b unhealthy', 'sum unhealthy']);
    bench.put('b', { ...HTTP, Disabled: true }); // a disabled child counts as healthy
    expect(checkers.isHealthy('sum')).toBe(true);
    expect(checkers.observations('sum')).toEqual([]);
  });

  test('a check of an alarm follows its state, also the last known one', async () => {
    const checkers = await bench.start();
    const alarm = { Region: 'eu-west-1', Name: 'busy' } as const;
    bench.put('a', { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: alarm, InsufficientDataHealthStatus: 'LastKnownStatus' });
    const seen = [checkers.isHealthy('a')];
    for (const state of ['ALARM', 'INSUFFICIENT_DATA', 'OK', 'INSUFFICIENT_DATA'] as const) {
      bench.setAlarm(alarm, state);
      seen.push(checkers.isHealthy('a'));
    }
    expect(seen).toEqual([true, false, false, true, true]);
    expect(checkers.observations('a').map(o => o.StatusReport?.Status)).toEqual([
      'Success: The alarm is in state INSUFFICIENT_DATA',
    ]);
    bench.setAlarm({ ...alarm, Region: 'us-east-1' }, 'ALARM'); // another alarm of that name
    expect(checkers.isHealthy('a')).toBe(true);
  });

  test('a check of a routing control follows it', async () => {
    const checkers = await bench.start();
    bench.put('a', { Type: 'RECOVERY_CONTROL', RoutingControlArn: 'arn:a' });
    bench.setRoutingControl('arn:a', 'Off');
    expect(checkers.isHealthy('a')).toBe(false);
    bench.setRoutingControl('arn:a', 'On');
    expect(bench.changes).toEqual(['a unhealthy', 'a healthy']);
  });
});

describe('forcing', () => {
  test('overrides what the checkers report until it is lifted, and shows in the observations', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    await bench.round();
    bench.force('a', 'down');
    expect(checkers.observations('a').map(o => o.StatusReport?.Status)).toEqual(Array(3).fill('Failure: Forced down by hand'));
    await bench.rounds(3);
    expect([checkers.isHealthy('a'), bench.store.state.forced.get('a')]).toEqual([false, 'down']);
    bench.force('a', 'auto');
    expect([checkers.isHealthy('a'), bench.store.state.forced.get('a')]).toEqual([true, undefined]);
  });

  test('stands in for the endpoint: Inverted and Disabled apply on top', async () => {
    const checkers = await bench.start();
    bench.put('inverted', { ...HTTP, Inverted: true });
    bench.put('disabled', { ...HTTP, Disabled: true });
    bench.force('inverted', 'down');
    bench.force('disabled', 'down');
    expect([checkers.isHealthy('inverted'), checkers.isHealthy('disabled')]).toEqual([true, true]);
    expect(checkers.observations('disabled')).toEqual([]); // nobody checks it
  });
});

describe('what is not on this machine', () => {
  test('an unmapped address is not probed, and that is said once', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, IPAddress: '52.9.9.9' });
    await bench.rounds(2);
    expect(bench.probes.map(p => p.result)).toEqual(Array(6).fill(undefined));
    expect([checkers.isHealthy('a'), checkers.observations('a')]).toEqual([true, []]);
    expect(bench.log).toEqual([
      '52.9.9.9 is not on this machine and is not mapped: not probed, health check a stays as it is (map it with --map 52.9.9.9=127.0.0.1:PORT)',
    ]);
  });

  test('many are told in one line: the first whole, the others by their number', async () => {
    await bench.start({ addressMap: new AddressMap(['52.9.9.7=127.0.0.1:1']) });
    for (let host = 1; host <= 7; host++) bench.put(`check${host}`, { ...HTTP, IPAddress: `52.9.9.${host}` });
    bench.put('calculated', { Type: 'CALCULATED', ChildHealthChecks: [], HealthThreshold: 0 });
    await bench.rounds(2);
    expect(bench.log).toEqual([
      expect.stringMatching(
        /^52\.9\.9\.\d is not on this machine and is not mapped: .*:PORT\); 5 others are not mapped either: 52\.9\.9\.\d, 52\.9\.9\.\d, 52\.9\.9\.\d …$/,
      ),
    ]);
    bench.put('later', { ...HTTP, IPAddress: '52.9.9.9' });
    await bench.rounds(2);
    expect(bench.log.slice(1)).toEqual([expect.stringMatching(/^52\.9\.9\.9 is not .*:PORT\)$/)]);
  });

  test('a loopback address that this machine does not have is named when a probe to it has failed', async () => {
    await bench.start({
      addressMap: new AddressMap(['52.0.0.1=127.0.0.1:1', '52.0.0.2=127.0.1.2:1']),
      hasAddress: address => Promise.resolve(address === '127.0.0.1'),
    });
    bench.put('a', HTTP);
    await bench.round();
    expect(bench.log).toEqual([]);
    bench.put('b', { ...HTTP, IPAddress: '52.0.0.2' });
    await bench.round(6);
    expect(bench.log).toEqual([expect.stringMatching(/^127\.0\.1\.2 is not an address of this machine, so probes to it fail: /)]);
  });

  test('a domain name of no local zone is not looked up, and that is said once', async () => {
    await bench.start();
    bench.put('a', { Type: 'HTTP', FullyQualifiedDomainName: 'www.elsewhere.net', RequestInterval: 10 });
    await bench.rounds(2);
    expect(bench.log).toEqual([
      'www.elsewhere.net is in no local zone and is not mapped: not probed, health check a stays as it is (map it with --map www.elsewhere.net=127.0.0.1:PORT)',
    ]);
  });
});

describe('a check by domain name (behaviour 4.3)', () => {
  const byName: HealthCheckConfig = {
    Type: 'HTTP',
    FullyQualifiedDomainName: 'www.example.com',
    RequestInterval: 10,
    FailureThreshold: 1,
  };
  const zone = (address?: string): void =>
    bench.store.update(state => ({
      ...state,
      zones: new Map().set('Z1', {
        id: 'Z1',
        name: 'example.com.',
        accountId: LOCAL_ACCOUNT,
        callerReference: 'z',
        vpcs: [],
        nameServers: [],
        recordSets: [],
        published: address ? [{ Name: 'www.example.com.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: address }] }] : [],
      }),
    }));
  const statuses = (checkers: Checkers): (string | undefined)[] => [
    ...new Set(checkers.observations('a').map(o => o.StatusReport?.Status)),
  ];

  test('is resolved in the local zones, anew for each probe', async () => {
    const checkers = await bench.start();
    bench.put('a', byName);
    zone('52.0.0.1');
    await bench.round();
    expect(statuses(checkers)).toEqual(['Success: Resolved IP: 52.0.0.1. HTTP Status Code 200, OK']);
    zone('10.0.0.1');
    await bench.round();
    expect(statuses(checkers)).toEqual(['Failure: Resolved IP: 10.0.0.1. The IP address is restricted or private.']);
    zone();
    await bench.round();
    expect(statuses(checkers)).toEqual(['Failure: DNS resolution failed']);
  });

  test('goes where the name is mapped to', async () => {
    const port = await endpoints.http((_, response) => response.end());
    const checkers = await bench.start({ addressMap: new AddressMap([`www.example.com=127.0.0.1:${port}`]) });
    bench.put('a', byName);
    await bench.round();
    expect(statuses(checkers)).toEqual(['Success: Resolved IP: 127.0.0.1. HTTP Status Code 200, OK']);
  });
});

describe('settle', () => {
  test('has as many probes made at once as the threshold asks for', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    await bench.rounds(1);
    bench.status = 500;
    let settled = false;
    const settling = checkers.settle(['a']).then(() => (settled = true));
    await bench.round(3, 0);
    await bench.round(3, 0.01);
    expect(settled).toBe(false);
    await bench.round(3, 0.01);
    await settling;
    expect(checkers.isHealthy('a')).toBe(false);
  });

  test('starts counting again when results differ', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    let settled = false;
    const settling = checkers.settle(['a']).then(() => (settled = true));
    await bench.round(3, 0);
    await bench.round(3, 0.01);
    bench.status = 500;
    await bench.round(3, 0.01);
    await bench.round(3, 0.01);
    expect(settled).toBe(false);
    await bench.round(3, 0.01);
    await settling;
  });

  test('leaves the checkers at the times they had, not in step', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    const settling = checkers.settle(['a']);
    await bench.round(3, 0);
    await settling;
    for (let third = 1; third <= 3; third++) {
      await bench.round(1, 10 / 3);
      expect(bench.probes).toHaveLength(3 + third);
    }
  });

  test('counts only probes begun after the call', async () => {
    let arrived: (() => void) | undefined;
    let answer: (() => void) | undefined;
    const inside = new Promise<void>(resolve => (arrived = resolve));
    const port = await endpoints.http((_, response) => {
      if (answer) {
        response.writeHead(500).end();
      } else {
        answer = () => response.end(); // it was healthy when it was asked
        arrived?.();
      }
    });
    const addressMap = new AddressMap([`52.0.0.1=127.0.0.1:${port}`]);
    const checkers = await bench.start({ addressMap, regions: ['us-east-1'] });
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    bench.clock.advance(10_000);
    await inside;
    const settling = checkers.settle(['a']);
    answer?.();
    await bench.round(1, 0);
    await bench.round(1, 0.01);
    await settling;
    expect(checkers.isHealthy('a')).toBe(false);
  });

  test('is not held up by checks that are not probed', async () => {
    const checkers = await bench.start();
    bench.put('disabled', { ...HTTP, Disabled: true });
    bench.put('alarm', { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Region: 'us-east-1', Name: 'busy' } });
    bench.put('forced', HTTP);
    bench.force('forced', 'down');
    await checkers.settle(['disabled', 'alarm', 'forced', 'gone']);
    bench.put('unmapped', { ...HTTP, IPAddress: '52.9.9.9' });
    bench.force('forced', 'up');
    const settling = checkers.settle(['unmapped', 'forced']);
    await bench.round(3, 0);
    await settling;
  });

  test('hurries the checkers that come while it waits', async () => {
    const checkers = await bench.start();
    bench.put('a', { ...HTTP, FailureThreshold: 1, Disabled: true });
    bench.put('b', { ...HTTP, FailureThreshold: 1 });
    bench.force('b', 'up');
    bench.put('c', { ...HTTP, FailureThreshold: 1 });
    const settling = checkers.settle(['a', 'b', 'c']);
    bench.put('a', { ...HTTP, FailureThreshold: 1 });
    bench.force('b', 'auto');
    await bench.round(9, 0);
    await settling;
    expect(['a', 'b', 'c'].map(id => checkers.observations(id).length)).toEqual([3, 3, 3]);
  });

  test('ends when a check it waits for is deleted', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    const settling = checkers.settle(['a']);
    bench.delete('a');
    await settling;
  });

  test('says what it still waits for when it is given up', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    const abort = new AbortController();
    const settling = checkers.settle(['a'], abort.signal);
    abort.abort();
    await expect(settling).rejects.toThrow('not settled yet: a');
    await expect(checkers.settle(['a'], abort.signal)).rejects.toThrow('not settled yet: a');
  });

  test('is given up when the checkers stop', async () => {
    const checkers = await bench.start();
    bench.put('a', HTTP);
    const settling = checkers.settle(['a']);
    checkers.close();
    await expect(settling).rejects.toThrow('the health checkers were stopped');
  });
});

test('at speed 100 an interval of ten seconds takes a tenth of one', async () => {
  const checkers = await bench.start({ speed: 100 });
  bench.put('a', HTTP);
  await bench.round(3, 0.1);
  checkers.speed = 1;
  bench.clock.advance(5000);
  await new Promise(setImmediate);
  expect(bench.requests).toBe(3);
  await bench.round(3, 5);
  expect(bench.requests).toBe(6);
});

test('no more probes than allowed are under way, and the others follow', async () => {
  const held: ServerResponse[] = [];
  let most = 0;
  const own = new Endpoints();
  const port = await own.http((_, response) => {
    most = Math.max(most, own.connections);
    held.push(response);
    if (held.length >= 2) held.splice(0).forEach(each => each.end()); // two at a time, so that both can be there
  });
  await bench.start({ addressMap: new AddressMap([`52.0.0.1=127.0.0.1:${port}`]), maxProbes: 2, regions: ['us-east-1'] });
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) bench.put(id, HTTP);
  await bench.round(6);
  expect(most).toBe(2);
  await own.close();
});

test('a checker that is called back while it waits for its turn does not probe', async () => {
  let arrived: (() => void) | undefined;
  const inside = new Promise<void>(resolve => (arrived = resolve));
  const port = await endpoints.http(() => arrived?.()); // never answers
  const addressMap = new AddressMap([`52.0.0.1=127.0.0.1:${port}`]);
  await bench.start({ addressMap, maxProbes: 1, regions: ['us-east-1'], resolve: () => ({ kind: 'nothing' }) });
  const second: HealthCheckConfig = { Type: 'HTTP', FullyQualifiedDomainName: 'www.example.com', RequestInterval: 10 };
  bench.put('a', HTTP);
  bench.clock.advance(10_000);
  await inside;
  bench.put('b', second);
  bench.clock.advance(10_000);
  bench.put('b', { ...second, Disabled: true });
  bench.delete('a'); // makes room
  await new Promise(setImmediate);
  expect(bench.probes).toEqual([]);
});

test('a fault inside a probe is logged, and the checker goes on', async () => {
  let faulty = true;
  await bench.start({
    regions: ['us-east-1'],
    resolve: () => {
      if (faulty) throw new Error('oops');
      return { kind: 'nothing' };
    },
  });
  bench.put('a', { Type: 'HTTP', FullyQualifiedDomainName: 'www.example.com', RequestInterval: 10 });
  bench.clock.advance(10_000);
  await new Promise(setImmediate);
  expect(bench.log).toEqual(['health check a: a probe failed inside the checker: Error: oops']);
  faulty = false;
  await bench.round(1);
  expect(bench.probes.map(p => p.result?.status)).toEqual(['Failure: DNS resolution failed']);
});

test('closing ends timers and sockets at once, in the middle of probes', async () => {
  let arrived: (() => void) | undefined;
  const inside = new Promise<void>(resolve => (arrived = resolve));
  const own = new Endpoints();
  const port = await own.http(() => arrived?.()); // never answers
  const checkers = await bench.start({ addressMap: new AddressMap([`52.0.0.1=127.0.0.1:${port}`]) });
  bench.put('a', HTTP);
  bench.clock.advance(10_000);
  await inside;
  checkers.close();
  expect(bench.clock.waiting).toBe(0);
  while (own.connections > 0) await new Promise(setImmediate);
  await own.close();
  bench.put('b', HTTP); // it no longer follows the store
  expect(bench.clock.waiting).toBe(0);
});
