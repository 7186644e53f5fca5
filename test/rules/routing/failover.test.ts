import { addresses, alias, alternativesOf, ask, multiValue, records, sharesOf } from './zone';

const WWW = { name: 'www.example.com.', type: 'A' };
const primary = records(WWW.name, 'A', ['10.0.0.1'], { SetIdentifier: 'p', Failover: 'PRIMARY', HealthCheckId: 'primary' });
const secondary = records(WWW.name, 'A', ['10.0.0.2'], { SetIdentifier: 's', Failover: 'SECONDARY', HealthCheckId: 'secondary' });
const unchecked = { ...secondary, HealthCheckId: undefined };

describe('the truth table of failover (behaviour 2.2)', () => {
  test.each([
    { title: 'both healthy', sets: [primary, secondary], unhealthy: [], answer: '10.0.0.1' },
    { title: 'primary healthy, secondary not', sets: [primary, secondary], unhealthy: ['secondary'], answer: '10.0.0.1' },
    { title: 'primary unhealthy', sets: [primary, secondary], unhealthy: ['primary'], answer: '10.0.0.2' },
    { title: 'primary unhealthy, secondary unchecked', sets: [primary, unchecked], unhealthy: ['primary'], answer: '10.0.0.2' },
    { title: 'both unhealthy', sets: [primary, secondary], unhealthy: ['primary', 'secondary'], answer: '10.0.0.1' },
    { title: 'only an unhealthy primary (unconfirmed)', sets: [primary], unhealthy: ['primary'], answer: '10.0.0.1' },
    { title: 'only a secondary (unconfirmed)', sets: [secondary], unhealthy: [], answer: '10.0.0.2' },
  ])('$title: $answer', ({ sets, unhealthy, answer }) => {
    expect(sharesOf(ask(sets, WWW, unhealthy))).toEqual({ [answer]: 1 });
    expect(sharesOf(ask([...sets].reverse(), WWW, unhealthy))).toEqual({ [answer]: 1 }); // the order in the zone has no effect
  });
});

test('failover above two multivalue groups turns to the second when no member of the first is healthy, and back to the first when none is at all', () => {
  const blue = addresses(10);
  const green = ['10.0.1.1', '10.0.1.2'];
  const sets = [
    ...multiValue('blue.example.com.', blue),
    ...multiValue('green.example.com.', green),
    alias(WWW.name, 'A', 'blue.example.com.', { SetIdentifier: 'p', Failover: 'PRIMARY' }),
    alias(WWW.name, 'A', 'green.example.com.', { SetIdentifier: 's', Failover: 'SECONDARY' }),
  ];
  const allowed = (unhealthy: string[]): unknown => alternativesOf(ask(sets, WWW, unhealthy));
  expect(allowed([])).toEqual([{ share: 1, ttl: 60, pool: blue, size: 8 }]);
  expect(allowed(blue.slice(1))).toEqual([{ share: 1, ttl: 60, pool: blue.slice(0, 1), size: 1 }]);
  expect(allowed(blue)).toEqual([{ share: 1, ttl: 60, pool: green, size: 2 }]);
  expect(allowed([...blue, green[0]])).toEqual([{ share: 1, ttl: 60, pool: green.slice(1), size: 1 }]);
  expect(allowed([...blue, ...green])).toEqual([{ share: 1, ttl: 60, pool: blue, size: 8 }]);
});
