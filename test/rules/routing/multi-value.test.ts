import { MAX_ANSWER_RECORDS } from '../../../lib/rules/limits';
import { seededRandom } from '../../../lib/rules/random';
import { pickReply } from '../../../lib/rules/routing/pick';
import { chiSquareOfSubsets, CRITICAL_AT_0_001 } from './chi-square';
import { addresses, alternativesOf, ask, multiValue, records } from './zone';

const WWW = { name: 'www.example.com.', type: 'A' };

describe('the max-eight-healthy rule (behaviour 1.1)', () => {
  test.each([
    { members: 12, unhealthy: 0, pool: 12, size: 8 },
    { members: 12, unhealthy: 3, pool: 9, size: 8 },
    { members: 12, unhealthy: 4, pool: 8, size: 8 },
    { members: 12, unhealthy: 6, pool: 6, size: 6 },
    { members: 12, unhealthy: 11, pool: 1, size: 1 },
    { members: 12, unhealthy: 12, pool: 12, size: 8 },
    { members: 3, unhealthy: 3, pool: 3, size: 3 },
    { members: 100, unhealthy: 0, pool: 100, size: 8 },
  ])('$members members of which $unhealthy unhealthy: any $size of $pool', ({ members, unhealthy, pool, size }) => {
    const all = addresses(members);
    const down = all.slice(0, unhealthy);
    const [allowed] = alternativesOf(ask(multiValue(WWW.name, all), WWW, down));
    const expected = unhealthy === members ? all : all.slice(unhealthy);
    expect(allowed).toEqual({ share: 1, ttl: 60, pool: expected, size });
    expect(allowed.pool).toHaveLength(pool);
  });

  test('a member without a health check is always healthy, so it hides all the unhealthy ones', () => {
    const unchecked = records(WWW.name, 'A', ['10.0.1.1'], { SetIdentifier: 'unchecked', MultiValueAnswer: true });
    const [allowed] = alternativesOf(ask([...multiValue(WWW.name, addresses(3)), unchecked], WWW, addresses(3)));
    expect(allowed).toMatchObject({ pool: ['10.0.1.1'], size: 1 });
  });

  test('A and AAAA of one name are two groups, each with its own health (behaviour 1.2)', () => {
    const sets = [...multiValue(WWW.name, ['10.0.0.1']), ...multiValue(WWW.name, ['2001:db8::1', '2001:db8::2'], 'AAAA')];
    const down = ['10.0.0.1', '2001:db8::1'];
    expect(alternativesOf(ask(sets, WWW, down))[0].pool).toEqual(['10.0.0.1']);
    expect(alternativesOf(ask(sets, { ...WWW, type: 'AAAA' }, down))[0].pool).toEqual(['2001:db8::2']);
  });

  test('a value that two members share is answered once', () => {
    const twice = ['blue', 'green'].map(id =>
      records(WWW.name, 'A', ['10.0.0.1'], { SetIdentifier: id, MultiValueAnswer: true }),
    );
    expect(alternativesOf(ask(twice, WWW))[0]).toMatchObject({ pool: ['10.0.0.1'], size: 1 });
    const checked = twice.map(set => ({ ...set, HealthCheckId: set.SetIdentifier }));
    const other = records(WWW.name, 'A', ['10.0.0.2'], {
      SetIdentifier: 'other',
      MultiValueAnswer: true,
      HealthCheckId: 'other',
    });
    for (const down of ['blue', 'green']) {
      expect(alternativesOf(ask([...checked, other], WWW, [down, 'other']))[0]).toMatchObject({ pool: ['10.0.0.1'], size: 1 });
    }
  });

  test('members with several TTLs answer with the lowest: an RRset has one TTL (RFC 2181 section 5.2)', () => {
    const [a, b] = multiValue(WWW.name, addresses(2));
    expect(alternativesOf(ask([a, { ...b, TTL: 20 }], WWW))[0].ttl).toBe(20);
  });
});

test('a pick holds distinct members of the pool, as many as the rule says', () => {
  const resolution = ask(multiValue(WWW.name, addresses(12)), WWW, ['10.0.0.1']);
  const random = seededRandom(7);
  for (let n = 0; n < 200; n++) {
    const { rrsets } = pickReply(resolution, random);
    expect(rrsets).toHaveLength(1);
    expect(new Set(rrsets[0].records).size).toBe(MAX_ANSWER_RECORDS);
    expect(addresses(12).slice(1)).toEqual(expect.arrayContaining([...rrsets[0].records]));
  }
});

test('1000 answers of 12 healthy endpoints hold 8 distinct ones each, and every endpoint equally often', () => {
  const seed = 1;
  const resolution = ask(multiValue(WWW.name, addresses(12)), WWW);
  const random = seededRandom(seed);
  const counts = new Map(addresses(12).map(address => [address, 0]));
  for (let n = 0; n < 1000; n++) {
    const { records: answer } = pickReply(resolution, random).rrsets[0];
    expect(new Set(answer).size).toBe(8);
    answer.forEach(address => counts.set(address, (counts.get(address) ?? NaN) + 1));
  }
  const statistic = chiSquareOfSubsets([...counts.values()], 1000, 8);
  expect({ seed, uniform: statistic < CRITICAL_AT_0_001[11], statistic }).toMatchObject({ uniform: true });
});

test('a simple record set answers with all its values, in random order, whatever else is healthy (behaviour 2.1)', () => {
  const resolution = ask([records(WWW.name, 'A', addresses(20))], WWW);
  const random = seededRandom(7);
  const seen = new Set(Array.from({ length: 20 }, () => pickReply(resolution, random).rrsets[0].records.join()));
  expect(seen.size).toBeGreaterThan(15);
  seen.forEach(order => expect(order.split(',').sort()).toEqual(addresses(20).sort()));
});
