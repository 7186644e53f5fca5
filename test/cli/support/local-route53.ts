/** The API and the DNS of the local Route 53 on loopback, with health that a test sets by hand. */
import { isIPv6 } from 'node:net';
import type { HealthCheckObservation } from '@aws-sdk/client-route-53';
import { listen } from '../../../lib/local/aws/server';
import { startDns } from '../../../lib/local/dns/server';
import { ACCOUNT_QUOTAS } from '../../../lib/rules/limits';
import { route53, route53Service, settled, type Route53 } from '../../../lib/local/route53';
import { Store } from '../../../lib/local/store';
import { seededRandom } from '../../../lib/rules/random';

export interface LocalRoute53 {
  readonly api: Route53;
  readonly endpoint: string;
  /** `host:port`. */
  readonly dns: string;
  /** Ids of unhealthy checks; changes take effect at once. */
  setUnhealthy(ids: readonly string[]): void;
  close(): Promise<void>;
}

/** @param dnsHost a loopback address */
export async function startRoute53(dnsHost = '127.0.0.1'): Promise<LocalRoute53> {
  const store = new Store();
  let unhealthy: readonly string[] = [];
  const listeners = new Set<(id: string, healthy: boolean) => void>();
  const observations = (id: string): HealthCheckObservation[] =>
    (['us-east-1', 'us-west-2', 'eu-west-1'] as const).map((Region, at) => ({
      Region,
      IPAddress: `192.0.2.${at + 1}`,
      StatusReport: {
        Status: unhealthy.includes(id) ? 'Failure: Connection timed out.' : 'Success: HTTP Status Code 200, OK',
        CheckedTime: new Date(),
      },
    }));
  const accounts = route53({
    store,
    health: { isHealthy: id => !unhealthy.includes(id), observations, lastFailures: () => [] },
    random: seededRandom(1),
    now: () => new Date(),
    later: () => store.update(settled),
    propagationDelay: 0,
    allowPrivate: true,
    quotas: ACCOUNT_QUOTAS,
  });
  const http = await listen({ services: [route53Service(accounts)], port: 0 });
  const dns = await startDns({
    host: dnsHost,
    store,
    health: {
      isHealthy: id => !unhealthy.includes(id),
      onChange: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    random: seededRandom(2),
  });
  return {
    api: accounts(),
    endpoint: `http://127.0.0.1:${http.port}`,
    dns: `${isIPv6(dnsHost) ? `[${dnsHost}]` : dnsHost}:${dns.port}`,
    setUnhealthy: ids => {
      const changed = new Set([...ids, ...unhealthy]);
      unhealthy = ids;
      changed.forEach(id => listeners.forEach(listener => listener(id, !ids.includes(id))));
    },
    close: async () => {
      await Promise.all([http.close(), dns.close()]);
    },
  };
}

/** A zone `example.com` with `size` multivalue members at www, each with a health check; and the ids of those. */
export function deployFleet({ api }: LocalRoute53, size: number): { zoneId: string; checkIds: string[] } {
  const zone = api.CreateHostedZone({ Name: 'example.com', CallerReference: 'zone' });
  const zoneId = zone.HostedZone!.Id!.replace('/hostedzone/', '');
  const checkIds: string[] = [];
  for (let n = 1; n <= size; n++) {
    const HealthCheckConfig = { Type: 'HTTP', IPAddress: `203.0.113.${n}`, Port: 80 } as const;
    const check = api.CreateHealthCheck({ CallerReference: `check-${n}`, HealthCheckConfig });
    checkIds.push(check.HealthCheck!.Id!);
  }
  const Changes = checkIds.map((HealthCheckId, at) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: {
      Name: 'www.example.com',
      Type: 'A' as const,
      SetIdentifier: `member-${at + 1}`,
      MultiValueAnswer: true,
      TTL: 60,
      HealthCheckId,
      ResourceRecords: [{ Value: `198.51.100.${at + 1}` }],
    },
  }));
  api.ChangeResourceRecordSets({ HostedZoneId: zoneId, ChangeBatch: { Changes } });
  return { zoneId, checkIds };
}
