import { AddressMap } from '../../../lib/local/checkers/address-map';
import { startCheckers } from '../../../lib/local/checkers/checkers';
import { createControl } from '../../../lib/local/control/control';
import { ControlError } from '../../../lib/local/control/errors';
import { EMPTY_STATE } from '../../../lib/local/state';
import { Store } from '../../../lib/local/store';
import { ManualClock } from '../checkers/manual-clock';
import { type World, world } from './world';

let w: World;
beforeEach(() => (w = world()));
afterEach(() => w.checkers.close());

describe('force', () => {
  test.each([
    ['an id', 'id-blue', ['id-blue']],
    ['a Name tag', 'green', ['id-green']],
    ['a checked address', '52.0.0.1', ['id-blue']],
    ['a checked address in another spelling', '2600:1F18:0::2', ['id-green']],
    ['a checked domain name', 'Origin.example.net.', ['id-origin']],
    ['a set identifier', 'two', ['id-green']],
    ['the name of record sets', 'WWW.example.com', ['id-blue', 'id-green']],
  ])('takes %s', (_, target, ids) => {
    expect(w.control.force(target, 'down').map(check => [check.id, check.forced])).toEqual(ids.map(id => [id, 'down']));
    const forced = w.control.status().healthChecks.filter(check => check.forced === 'down');
    expect(forced.map(check => check.id)).toEqual(ids);
    w.control.force(target, 'auto');
    expect(w.control.status().healthChecks.filter(check => check.forced)).toEqual([]);
  });

  test('changes the verdict, also of the calculated check above', () => {
    w.control.force('www.example.com', 'down');
    expect(['id-blue', 'id-green', 'id-sum'].map(id => w.checkers.isHealthy(id))).toEqual([false, false, false]);
    w.control.force('blue', 'up');
    expect(['id-blue', 'id-green', 'id-sum'].map(id => w.checkers.isHealthy(id))).toEqual([true, false, true]);
  });

  test('refuses what means nothing, and says what there is', () => {
    const refused = expect(() => w.control.force('red', 'down'));
    refused.toThrow(ControlError);
    refused.toThrow(
      "'red' is not a health check, endpoint or record set; there are id-blue, green, id-origin, id-sum, id-alarm, id-control",
    );
  });

  test('says a name that several checks have once', () => {
    w.store.update(state => ({
      ...state,
      tags: new Map(state.tags).set('healthcheck/id-blue', [{ Key: 'Name', Value: 'green' }]),
    }));
    expect(() => w.control.force('red', 'down')).toThrow(/; there are green, id-origin, id-sum, id-alarm, id-control$/);
  });

  test('refuses a calculated check, and names its children', () =>
    expect(() => w.control.force('id-sum', 'down')).toThrow(
      'health check id-sum is calculated and follows its children; force those: id-blue, green',
    ));
});

describe('alarms and routing controls', () => {
  test('an alarm is set by its name, in its Region or in all', () => {
    w.control.setAlarm('busy', 'ALARM');
    expect(w.checkers.isHealthy('id-alarm')).toBe(false);
    w.control.setAlarm('busy', 'OK', 'eu-west-1');
    expect(w.checkers.isHealthy('id-alarm')).toBe(true);
  });

  test.each([
    ['quiet', undefined, "no health check follows an alarm 'quiet'; there are busy in eu-west-1"],
    ['busy', 'us-east-1', "no health check follows an alarm 'busy' in us-east-1; there are busy in eu-west-1"],
  ])('an alarm %s in %s that nobody follows is refused', (name, region, message) =>
    expect(() => w.control.setAlarm(name, 'ALARM', region)).toThrow(message),
  );

  test('a routing control is set by its ARN', () => {
    w.control.setRoutingControl('arn:aws:route53-recovery-control::1:x', 'Off');
    expect(w.checkers.isHealthy('id-control')).toBe(false);
  });

  test('a routing control that nobody follows is refused', () =>
    expect(() => w.control.setRoutingControl('arn:other', 'Off')).toThrow(
      "no health check follows a routing control 'arn:other'; there are arn:aws:route53-recovery-control::1:x",
    ));
});

describe('waiting', () => {
  test('until a status is there', async () => {
    const turned = w.control.until('blue', 'unhealthy');
    w.control.force('blue', 'down');
    await turned;
    await w.control.until('blue', 'unhealthy'); // it is already
  });

  test('until all checks of a name have it', async () => {
    let turned = false;
    const waiting = w.control.until('www.example.com', 'unhealthy').then(() => (turned = true));
    w.control.force('blue', 'down');
    await new Promise(setImmediate);
    expect(turned).toBe(false);
    w.control.force('green', 'down');
    await waiting;
  });

  test('is given up with the signal, and says what was missing', async () => {
    const abort = new AbortController();
    const waiting = [w.control.until('www.example.com', 'unhealthy', abort.signal), w.control.settle(['blue'], abort.signal)];
    abort.abort();
    await expect(waiting[0]).rejects.toThrow('not unhealthy yet: id-blue, id-green');
    await expect(waiting[1]).rejects.toThrow('not settled yet: id-blue');
    await expect(w.control.until('blue', 'unhealthy', abort.signal)).rejects.toThrow('not unhealthy yet: id-blue');
  });

  test('all checks are settled when there are none', async () => {
    const store = new Store(EMPTY_STATE);
    const checkers = startCheckers({ store, addressMap: new AddressMap(), clock: new ManualClock() });
    await createControl(store, checkers, new AddressMap()).settle();
    checkers.close();
  });
});

test('the status says of each check what it is, who uses it and what its checkers report', () => {
  w.control.force('blue', 'down');
  w.control.speed = 20;
  const { speed, healthChecks } = w.control.status();
  expect(speed).toBe(20);
  expect(healthChecks.map(check => [check.name ?? check.id, check.type, check.endpoint, check.healthy])).toEqual([
    ['id-blue', 'HTTP', '52.0.0.1:80/healthz', false],
    ['green', 'HTTP', '[2600:1f18::2]:80', true],
    ['id-origin', 'HTTP', 'origin.example.net:80', false],
    ['id-sum', 'CALCULATED', '1 of 2 health checks', true],
    ['id-alarm', 'CLOUDWATCH_METRIC', 'busy in eu-west-1', true],
    ['id-control', 'RECOVERY_CONTROL', 'arn:aws:route53-recovery-control::1:x', true],
  ]);
  expect(healthChecks[0]).toMatchObject({ forced: 'down', inverted: false, recordSets: ['www.example.com. A blue'] });
  expect(healthChecks[0].checkers).toHaveLength(8);
  expect(healthChecks[0].checkers[0]).toEqual({
    region: 'us-east-1',
    status: 'Failure: Forced down by hand',
    checkedTime: '2026-01-01T00:00:00.000Z',
  });
});

test('the status names what would have to be mapped, until it is', () => {
  const unmapped = (): (string | undefined)[] => w.control.status().healthChecks.map(check => check.unmapped);
  const others = [undefined, undefined, undefined];
  expect(unmapped()).toEqual(['52.0.0.1', '2600:1f18::2', 'origin.example.net', ...others]);
  ['52.0.0.1=127.0.0.1:8081', '2600:1f18::2=127.0.0.1:8082', 'origin.example.net=127.0.0.1:8083'].forEach(e => w.control.map(e));
  expect(unmapped()).toEqual([undefined, undefined, undefined, ...others]);
});

test('an entry for the address map is refused as on the command line', () =>
  expect(() => w.control.map('52.0.0.7=8.8.8.8')).toThrow(
    "52.0.0.7=8.8.8.8: the target must be a loopback address (127.0.0.0/8 or ::1), because no probe leaves this machine; got '8.8.8.8'",
  ));
