/** A group of records with health, and an API that tells of them: what the verifier reads in the tests. */
import type { HealthCheckConfig } from '../../../lib/rules/health-check-config';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import type { Route53Reader, ZoneWithServers } from '../../../lib/aws/reader';

export const ZONE: ZoneWithServers = {
  id: 'Z0123456789ABCDEFGHIJ',
  name: 'example.com.',
  isPrivate: false,
  nameServers: ['ns-1.example.net', 'ns-2.example.org'],
};

export interface Fleet {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly sets: ResourceRecordSet[];
  /** Ids of the health checks that report unhealthy. */
  readonly unhealthy: Set<string>;
}

export function addressOf(member: number): string {
  return `198.51.100.${member}`;
}

/** Members 1 to `size`, each with a health check; those in `unhealthy` fail it. */
export function multiValueFleet(size: number, unhealthy: readonly number[] = [], ttl = 60): Fleet {
  const sets = Array.from({ length: size }, (_, at): ResourceRecordSet => ({
    Name: 'www.example.com.',
    Type: 'A',
    SetIdentifier: `member-${at + 1}`,
    MultiValueAnswer: true,
    TTL: ttl,
    ResourceRecords: [{ Value: addressOf(at + 1) }],
    HealthCheckId: `check-${at + 1}`,
  }));
  return { name: 'www.example.com.', type: 'A', ttl, sets, unhealthy: new Set(unhealthy.map(n => `check-${n}`)) };
}

/** What Route 53 would answer, worked out here by hand so that the tests do not lean on the rule they test. */
export function honestValues(fleet: Fleet, random: () => number): string[] {
  const valueOf = (set: ResourceRecordSet): string => set.ResourceRecords?.[0].Value ?? '';
  const healthy = fleet.sets.filter(set => !fleet.unhealthy.has(set.HealthCheckId ?? ''));
  return shuffled((healthy.length > 0 ? healthy : fleet.sets).map(valueOf), random).slice(0, 8);
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return Array.from(items, () => rest.splice(Math.floor(random() * rest.length), 1)[0]);
}

const CHECK: HealthCheckConfig = { Type: 'HTTP', IPAddress: '198.51.100.1', Port: 80 };
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;

/** An API that tells of the fleet as it is at the time of the call. */
export function apiOf(fleet: Fleet, overrides: Partial<Route53Reader> = {}): Route53Reader {
  return {
    zonesNamed: name => Promise.resolve(name === ZONE.name ? [ZONE] : []),
    zone: id => Promise.resolve(id === ZONE.id ? ZONE : undefined),
    recordSets: (_zone, name, type) =>
      Promise.resolve(fleet.sets.filter(set => set.Name === name && (type === undefined || set.Type === type))),
    healthCheck: id => Promise.resolve(fleet.sets.some(set => set.HealthCheckId === id) ? CHECK : undefined),
    observations: id =>
      Promise.resolve(
        REGIONS.map(Region => ({
          Region,
          IPAddress: '192.0.2.10',
          StatusReport: {
            Status: fleet.unhealthy.has(id) ? 'Failure: Connection timed out.' : 'Success: HTTP Status Code 200, OK',
          },
        })),
      ),
    ...overrides,
  };
}
