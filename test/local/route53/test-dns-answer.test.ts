import type { TestDNSAnswerResponse } from '@aws-sdk/client-route-53';
import { createZone, faultOf, type Local, startLocal } from './harness';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const VPC = { VPCRegion: 'us-east-1' as const, VPCId: 'vpc-0a1b2c3d' };
const create = (Name: string, more: object = {}): Promise<string> => createZone(local, Name, more);

describe('TestDNSAnswer (behaviour 5.7)', () => {
  test('answers what DNS would, by the health there is', async () => {
    await local.close();
    const unhealthy = new Set<string>();
    local = await startLocal({
      allowPrivate: true,
      health: { isHealthy: id => !unhealthy.has(id), observations: () => [], lastFailures: () => [] },
    });
    const HostedZoneId = await create('example.com');
    const checks: string[] = [];
    for (let i = 0; i < 12; i++) {
      const HealthCheckConfig = { Type: 'HTTP' as const, IPAddress: `192.0.2.${i}` };
      checks.push((await local.client.createHealthCheck({ CallerReference: `c${i}`, HealthCheckConfig })).HealthCheck!.Id!);
    }
    const Changes = checks.map((HealthCheckId, i) => ({
      Action: 'CREATE' as const,
      ResourceRecordSet: {
        Name: 'www.example.com',
        Type: 'A' as const,
        TTL: 60,
        SetIdentifier: `s${i}`,
        MultiValueAnswer: true,
        HealthCheckId,
        ResourceRecords: [{ Value: `192.0.2.${i}` }],
      },
    }));
    await local.client.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Changes } });
    const ask = (RecordName: string): Promise<TestDNSAnswerResponse> =>
      local.client.testDNSAnswer({ HostedZoneId, RecordName, RecordType: 'A' });

    const all = await ask('WWW.example.com');
    expect(all).toMatchObject({
      RecordName: 'www.example.com.',
      RecordType: 'A',
      ResponseCode: 'NOERROR',
      Protocol: 'UDP',
      Nameserver: expect.stringMatching(/^ns-/),
    });
    expect(new Set(all.RecordData).size).toBe(8);
    checks.slice(0, 9).forEach(id => unhealthy.add(id));
    expect([...(await ask('www.example.com')).RecordData!].sort()).toEqual(['192.0.2.10', '192.0.2.11', '192.0.2.9']);
    expect(await ask('none.example.com')).toMatchObject({ ResponseCode: 'NXDOMAIN', RecordData: [] });
  });

  test.each([
    [{ RecordName: 'www.example.org' }, 'www.example.org. is not in the hosted zone example.com.'],
    [
      { RecordType: 'BOGUS' },
      /^1 validation error detected: Value 'BOGUS' at 'recordType' .*: Member must satisfy enum value set: \[AAAA, A, /,
    ],
    [{ ResolverIP: 'here' }, /^1 validation error detected: Value 'here' at 'resolverIP' .* regular expression pattern: /],
    [{ EDNS0ClientSubnetMask: '24' }, 'edns0clientsubnetmask is given without edns0clientsubnetip'],
    [{ EDNS0ClientSubnetIP: '192.0.2.1', EDNS0ClientSubnetMask: '33' }, /'edns0clientsubnetmask' .* less than or equal to 32/],
  ])('refuses %j', async (more, message) => {
    const HostedZoneId = await create('example.com');
    const call = local.client.testDNSAnswer({
      HostedZoneId,
      RecordName: 'www.example.com',
      RecordType: 'A',
      ...(more as object),
    });
    const [code, , text] = await faultOf(call);
    expect([code, text]).toEqual(['InvalidInput', typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  test('refuses private zones', async () => {
    const HostedZoneId = await create('corp.example', { VPC });
    const call = local.client.testDNSAnswer({ HostedZoneId, RecordName: 'corp.example', RecordType: 'A' });
    expect((await faultOf(call))[2]).toMatch(/is private; only public zones can be tested$/);
  });
});
