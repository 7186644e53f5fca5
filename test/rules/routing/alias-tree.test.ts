import { addresses, alias, alternativesOf, ask, multiValue, records, sharesOf, ZONE_ID } from './zone';

const WWW = { name: 'www.example.com.', type: 'A' };
const POOL = addresses(10);
const pool = multiValue('pool.example.com.', POOL);

describe('an alias', () => {
  test('answers with the values and TTL of its target (behaviour 3.2)', () => {
    const sets = [records('target.example.com.', 'A', ['10.0.0.1'], { TTL: 5 }), alias(WWW.name, 'A', 'target.example.com.')];
    expect(alternativesOf(ask(sets, WWW))).toEqual([{ share: 1, ttl: 5, pool: ['10.0.0.1'], size: 1 }]);
  });

  test('to a multivalue group answers with up to eight healthy members (behaviour 3.3)', () => {
    const sets = [...pool, alias(WWW.name, 'A', 'Pool.Example.com')];
    expect(alternativesOf(ask(sets, WWW, [POOL[0]]))).toEqual([{ share: 1, ttl: 60, pool: POOL.slice(1), size: 8 }]);
    expect(alternativesOf(ask(sets, WWW, POOL))).toEqual([{ share: 1, ttl: 60, pool: POOL, size: 8 }]);
  });

  test('of one type does not answer with its target of another', () => {
    expect(ask([...pool, alias(WWW.name, 'A', 'pool.example.com.')], { ...WWW, type: 'AAAA' })).toEqual({ kind: 'noData' });
  });

  test('to a resource outside the zone, of which nothing is known here, has no records', () => {
    const elsewhere = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd111111abcdef8.cloudfront.net.', EvaluateTargetHealth: true };
    const [only] = alternativesOf(ask([{ Name: WWW.name, Type: 'A', AliasTarget: elsewhere }], WWW));
    expect(only).toMatchObject({ pool: [], size: 0 });
  });
});

describe('evaluate target health (behaviour 3.2)', () => {
  const spare = records(WWW.name, 'A', ['10.9.9.9'], { SetIdentifier: 's', Failover: 'SECONDARY' });
  const primary = (more: Parameters<typeof alias>[3]): ReturnType<typeof alias> =>
    alias(WWW.name, 'A', 'pool.example.com.', { SetIdentifier: 'p', Failover: 'PRIMARY', ...more });
  const answer = (more: Parameters<typeof alias>[3], unhealthy: string[], members = pool): string[] =>
    Object.keys(sharesOf(ask([...members, primary(more), spare], WWW, unhealthy)));

  test.each([
    { title: 'one healthy member makes the branch healthy', more: {}, unhealthy: POOL.slice(1), stays: true },
    { title: 'no healthy member makes it unhealthy', more: {}, unhealthy: POOL, stays: false },
    { title: 'without it, the branch is used even then', more: { evaluate: false }, unhealthy: POOL, stays: true },
    { title: 'a check of the alias counts beside it', more: { HealthCheckId: 'own' }, unhealthy: ['own'], stays: false },
    { title: 'both must be healthy', more: { HealthCheckId: 'own' }, unhealthy: POOL, stays: false },
    { title: 'a check counts without it', more: { evaluate: false, HealthCheckId: 'own' }, unhealthy: ['own'], stays: false },
  ])('$title', ({ more, unhealthy, stays }) => {
    expect(answer(more, unhealthy)[0] === '10.9.9.9').toBe(!stays);
  });

  test('one member without a check makes the branch healthy for ever', () => {
    const unchecked = records('pool.example.com.', 'A', ['10.0.1.1'], { SetIdentifier: 'u', MultiValueAnswer: true });
    expect(answer({}, POOL, [...pool, unchecked])).toEqual(['10.0.1.1']);
  });
});

describe('a tree of four levels: weighted, failover, weighted, multivalue (behaviour 3.4)', () => {
  const failover = (name: string, first: string, second: string): ReturnType<typeof alias>[] => [
    alias(name, 'A', first, { SetIdentifier: 'p', Failover: 'PRIMARY' }),
    alias(name, 'A', second, { SetIdentifier: 's', Failover: 'SECONDARY' }),
  ];
  const [w1, w2, e1, e2] = ['10.0.1.1', '10.0.1.2', '10.0.2.1', '10.0.2.2'];
  const sets = [
    alias(WWW.name, 'A', 'west.example.com.', { SetIdentifier: 'west', Weight: 1 }),
    alias(WWW.name, 'A', 'east.example.com.', { SetIdentifier: 'east', Weight: 1 }),
    ...failover('west.example.com.', 'west-mix.example.com.', 'sorry.example.com.'),
    ...failover('east.example.com.', 'east-pool.example.com.', 'sorry.example.com.'),
    alias('west-mix.example.com.', 'A', 'west-pool.example.com.', { SetIdentifier: 'all', Weight: 10 }),
    ...multiValue('west-pool.example.com.', [w1, w2]),
    ...multiValue('east-pool.example.com.', [e1, e2]),
    records('sorry.example.com.', 'A', ['10.0.9.9'], { HealthCheckId: 'sorry' }),
  ];

  test.each([
    { unhealthy: [], shares: { [`${w1},${w2}`]: 0.5, [`${e1},${e2}`]: 0.5 } },
    { unhealthy: [w1, e2], shares: { [w2]: 0.5, [e1]: 0.5 } },
    { unhealthy: [w1, w2], shares: { '10.0.9.9': 0.5, [`${e1},${e2}`]: 0.5 } },
    { unhealthy: [w1, w2, 'sorry'], shares: { [`${e1},${e2}`]: 1 } },
    { unhealthy: [w1, w2, e1, e2], shares: { '10.0.9.9': 1 } },
    { unhealthy: [w1, w2, e1, e2, 'sorry'], shares: { [`${w1},${w2}`]: 0.5, [`${e1},${e2}`]: 0.5 } },
  ])('unhealthy $unhealthy', ({ unhealthy, shares }) => expect(sharesOf(ask(sets, WWW, unhealthy))).toEqual(shares));
});

describe('an alias that leads back to itself (unconfirmed: behaviour 3.4)', () => {
  test('is answered like a name without data when it is alone', () => {
    expect(alternativesOf(ask([alias(WWW.name, 'A', WWW.name)], WWW))).toEqual([]);
  });

  test('is left out of its group, on whatever way it leads back', () => {
    const sets = [
      alias(WWW.name, 'A', 'ring.example.com.', { SetIdentifier: 'ring', Weight: 9 }),
      alias(WWW.name, 'A', 'pool.example.com.', { SetIdentifier: 'pool', Weight: 1 }),
      alias('ring.example.com.', 'A', 'pool.example.com.', { SetIdentifier: 'pool', Weight: 1 }),
      alias('ring.example.com.', 'A', WWW.name, { SetIdentifier: 'back', Weight: 9 }),
      ...pool,
    ];
    for (const name of [WWW.name, 'ring.example.com.']) {
      expect(sharesOf(ask(sets, { name, type: 'A' }))).toEqual({ [POOL.join(',')]: 1 });
    }
  });

  test('does not trap a name outside the ring', () => {
    const sets = [
      alias(WWW.name, 'A', 'a.example.com.'),
      alias('a.example.com.', 'A', 'b.example.com.'),
      alias('b.example.com.', 'A', 'a.example.com.'),
    ];
    expect(alternativesOf(ask(sets, WWW))).toEqual([]);
  });
});

test('a chain of 5000 aliases is followed to its end', () => {
  const names = Array.from({ length: 5000 }, (_, n) => `n${n}.example.com.`);
  const chain = names.map((name, n) => alias(name, 'A', names[n + 1] ?? 'pool.example.com.'));
  expect(alternativesOf(ask([...chain, ...pool], { name: names[0], type: 'A' }))[0].pool).toEqual(POOL);
});

test('a lattice in which every level doubles the ways down is decided in no time', () => {
  const levels = Array.from({ length: 60 }, (_, n) => `l${n}.example.com.`);
  const lattice = levels.flatMap((name, n) =>
    ['a', 'b'].map(id => alias(name, 'A', levels[n + 1] ?? 'pool.example.com.', { SetIdentifier: id, Weight: 1 })),
  );
  expect(sharesOf(ask([...lattice, ...pool], { name: levels[0], type: 'A' }))).toEqual({ [POOL.join(',')]: 1 });
});

test('the zone id of an alias target may have its prefix', () => {
  const prefixed = alias(WWW.name, 'A', 'pool.example.com.');
  const target = { ...prefixed.AliasTarget, HostedZoneId: `/hostedzone/${ZONE_ID}` };
  expect(sharesOf(ask([...pool, { ...prefixed, AliasTarget: target as never }], WWW))).toEqual({ [POOL.join(',')]: 1 });
});
