import type { Finding } from '../../../lib/plan/preflight/facts';
import { group, healthCheck, member } from '../template-of';
import { findingsIn, liveMember, type World } from './world';

const one = (properties: Record<string, unknown> = {}): World['planned'] => ({ Group: group([member('52.0.0.1', properties)]) });
const only = async (world: World): Promise<Finding> => {
  const findings = await findingsIn(world);
  expect(findings).toHaveLength(1);
  return findings[0];
};

describe('template against API', () => {
  test('what was changed by hand, and is left alone, warns', async () =>
    expect(await only({ planned: one(), deployed: one(), live: [liveMember('52.0.0.1', { TTL: 300 })] })).toMatchObject({
      level: 'warning',
      id: 'changed-by-hand',
      subject: "www.example.com A '52.0.0.1'",
      found:
        'Web.Group has drifted from the deployed template: TTL 60, live 300. This deployment does not touch it; the next one that does will fail',
    }));

  // behaviour 7.2: DELETE must match the live values
  test('what was changed by hand, and is changed by the deployment, blocks', async () =>
    expect(
      await only({ planned: one({ TTL: '30' }), deployed: one(), live: [liveMember('52.0.0.1', { TTL: 300 })] }),
    ).toMatchObject({
      level: 'blocked',
      id: 'changed-by-hand',
    }));

  test('what was changed by hand, and is removed by the deployment, blocks', async () =>
    expect(
      await only({
        planned: { Other: healthCheck() },
        deployed: one(),
        live: [liveMember('52.0.0.1', { HealthCheckId: 'by-hand' })],
      }),
    ).toMatchObject({ level: 'blocked', found: expect.stringContaining('HealthCheckId none, live by-hand') }));

  test('what was deleted by hand warns, and blocks when the deployment changes it', async () => {
    expect(await only({ planned: one(), deployed: one(), live: [] })).toMatchObject({ level: 'warning', id: 'deleted-by-hand' });
    expect(await only({ planned: one({ TTL: '30' }), deployed: one(), live: [] })).toMatchObject({
      level: 'blocked',
      id: 'deleted-by-hand',
    });
  });

  test.each([
    ['MX', '10 Mail.example.com', '10  mail.example.com.'],
    ['AAAA', '2A00:0::1', '2a00::1'],
    ['TXT', '"a"  "b"', '"a" "b"'],
  ])('%s %s and %s are one value', async (Type, declared, live) => {
    const resources = { Group: group([member(declared, { Type, SetIdentifier: 'a' })]) };
    const set = liveMember(live, { Type, SetIdentifier: 'a' });
    expect(await findingsIn({ planned: resources, deployed: resources, live: [set] })).toEqual([]);
  });

  test('a health check by its physical id is what the template means', async () => {
    const resources = {
      Check: healthCheck(),
      Group: group([member('52.0.0.1', { HealthCheckId: { 'Fn::GetAtt': ['Check', 'HealthCheckId'] } })]),
    };
    const world = { planned: resources, deployed: resources, physical: { Check: 'abc' }, healthChecks: ['abc'] };
    expect(await findingsIn({ ...world, live: [liveMember('52.0.0.1', { HealthCheckId: 'abc' })] })).toEqual([]);
    expect(await findingsIn({ ...world, live: [liveMember('52.0.0.1', { HealthCheckId: 'other' })] })).toMatchObject([
      { id: 'changed-by-hand', found: expect.stringContaining('HealthCheckId abc, live other') },
    ]);
  });

  test('an address that is known only at deployment is not held against the live one', async () => {
    const resources = { Group: group([member({ 'Fn::GetAtt': ['Server', 'PublicIp'] }, { SetIdentifier: 'server' })]) };
    expect(
      await findingsIn({ planned: resources, deployed: resources, live: [liveMember('52.0.0.1', { SetIdentifier: 'server' })] }),
    ).toEqual([]);
  });
});

test('what a parameter was given at the last deployment is what was deployed', async () => {
  const resources = { Group: group([member('52.0.0.1', { TTL: { Ref: 'Ttl' } })]) };
  const world = { planned: resources, deployed: resources, parameters: { Ttl: '60' } };
  expect(await findingsIn({ ...world, live: [liveMember('52.0.0.1')] })).toEqual([]);
  expect(await findingsIn({ ...world, live: [liveMember('52.0.0.1', { TTL: 300 })] })).toMatchObject([{ id: 'changed-by-hand' }]);
});

test('a property that is known only at deployment is not held against the live one', async () => {
  const resources = { Group: group([member('52.0.0.1', { TTL: { 'Fn::GetAtt': ['Settings', 'Ttl'] } })]) };
  expect(await findingsIn({ planned: resources, deployed: resources, live: [liveMember('52.0.0.1', { TTL: 300 })] })).toEqual([]);
});

describe('API against DNS', () => {
  const world = { planned: one(), deployed: one(), live: [liveMember('52.0.0.1')] };
  const answering = (answered: readonly string[] | string): World => ({ ...world, dns: { 'www.example.com. A': answered } });

  test('an answer out of the live values is as it should be', async () =>
    expect(await findingsIn(answering(['52.0.0.1']))).toEqual([]));

  test.each([
    ['a value that the API does not have', ['52.0.0.1', '52.0.0.7'], 'ns-1.test: answers 52.0.0.7, which the API does not have'],
    ['no such name', 'NXDOMAIN', 'ns-1.test: NXDOMAIN, though the API has a record set'],
    ['a server that does not serve the zone', 'REFUSED', 'ns-1.test: REFUSED, though the API has a record set'],
    ['silence', 'no reply', 'ns-1.test: no reply, though the API has a record set'],
  ])('%s', async (_, answered, found) =>
    expect(await only(answering(answered))).toMatchObject({
      level: 'warning',
      id: 'dns-differs',
      subject: 'www.example.com A',
      found,
    }),
  );
});
