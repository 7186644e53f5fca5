/**
 * How long does synthesis take with these constructs, against the same thing by hand? Prints time over an empty app, the median of
 * alternating runs, and exits 1 when a goal is missed: within 1.3 times of L1 by hand, below `ARecord` and `HealthCheck`, and linear.
 * L1 by hand must define the very same; `ARecord` and `HealthCheck` have no `Name` tags, and say the defaults of a check outright.
 *
 * Run: npm run build && node dist/bench/synth.js [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  ARecord,
  CfnHealthCheck,
  CfnRecordSetGroup,
  HealthCheck,
  HealthCheckType,
  HostedZone,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from '../lib';

const GOAL_AGAINST_L1 = 1.3;
/** Ten times the names may take this many times as long. */
const GOAL_FOR_TEN_TIMES = 13;

interface Size {
  readonly names: number;
  readonly endpoints: number;
}
const SIZES: Size[] = [
  { names: 1, endpoints: 1 },
  { names: 1, endpoints: 10 },
  { names: 1, endpoints: 100 },
  { names: 10, endpoints: 100 },
];

/** Puts one name with its addresses into a stack. */
type Define = (stack: Stack, zone: IHostedZone, name: string, addresses: string[]) => void;

const WAYS: Record<string, Define> = {
  ours: (stack, zone, recordName, addresses) => {
    new MultiValueRecordSet(stack, recordName, {
      zone,
      recordName,
      endpoints: Endpoint.ipAddresses(...addresses),
      healthCheck: EndpointHealthCheck.https({ path: '/healthz', hostName: 'www.example.com' }),
    });
  },
  'L1 by hand': (stack, zone, name, addresses) => {
    const recordSets = addresses.map(address => {
      const check = new CfnHealthCheck(stack, `${name} ${address}`, {
        healthCheckConfig: {
          type: 'HTTPS',
          ipAddress: address,
          fullyQualifiedDomainName: 'www.example.com',
          port: 443,
          resourcePath: '/healthz',
          enableSni: true,
        },
        healthCheckTags: [{ key: 'Name', value: `${name}.example.com ${address}` }],
      });
      return {
        name: `${name}.example.com.`,
        type: 'A',
        ttl: '60',
        setIdentifier: address,
        multiValueAnswer: true,
        resourceRecords: [address],
        healthCheckId: check.ref,
      };
    });
    new CfnRecordSetGroup(stack, name, { hostedZoneId: zone.hostedZoneId, recordSets });
  },
  'ARecord + HealthCheck': (stack, zone, name, addresses) => {
    for (const address of addresses) {
      const healthCheck = new HealthCheck(stack, `${name} ${address} check`, {
        type: HealthCheckType.HTTPS,
        ipAddress: address,
        fqdn: 'www.example.com',
        port: 443,
        resourcePath: '/healthz',
        enableSNI: true,
      });
      new ARecord(stack, `${name} ${address}`, {
        zone,
        recordName: name,
        ttl: Duration.seconds(60),
        target: RecordTarget.fromIpAddresses(address),
        multiValueAnswer: true,
        setIdentifier: address,
        healthCheck,
      });
    }
  },
};

/** CloudFormation's limit of 500 resources in a stack is kept by one stack for each name. */
function synthesised(define: Define | undefined, { names, endpoints }: Size, outdir: string): CloudAssembly {
  const app = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true } });
  for (let n = 0; n < names; n++) {
    const stack = new Stack(app, `Stack${n}`);
    const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' });
    const addresses = Array.from({ length: endpoints }, (_, i) => `52.0.${n}.${i + 1}`);
    define?.(stack, zone, `www${n}`, addresses);
  }
  return app.synth();
}

/** Milliseconds of processor time to synthesise an app: unlike the clock, it does not count what else the machine does. */
function synthesise(define: Define | undefined, size: Size): number {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const start = process.cpuUsage();
  synthesised(define, size, outdir);
  const { user, system } = process.cpuUsage(start);
  rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}

/** What a way defines, but for the logical IDs and the paths of constructs, which each way may choose. */
function definedBy(define: Define): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const { template } = synthesised(define, { names: 1, endpoints: 9 }, outdir).stacks[0]; // the tenth would sort before the second
  rmSync(outdir, { recursive: true });
  const { Resources } = template as { Resources: Record<string, { Type: string; Properties: object }> };
  return Object.values(Resources)
    .map(({ Type, Properties }) => `${Type} ${JSON.stringify(Properties)}`.replace(/"Ref":"\w+"/g, 'Ref'))
    .sort();
}

function median(times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * Median time over an empty app for each way. The ways take turns and each round begins with another, so that what the machine does besides,
 * and what one run leaves to be collected in the next, meets all alike.
 */
function measure(size: Size, runs: number): Map<string, number> {
  const ways: [string, Define | undefined][] = [['empty', undefined], ...Object.entries(WAYS)];
  const times = new Map(ways.map(([name]) => [name, [] as number[]]));
  const rounds = Math.max(runs, Math.ceil((runs * 400) / (size.names * size.endpoints + 9))); // small apps are quick, and noisy
  for (let round = 0; round < rounds; round++) {
    const turn = (round * 3) % ways.length;
    const order = round % 2 === 0 ? ways : [...ways].reverse();
    for (const [name, define] of [...order.slice(turn), ...order.slice(0, turn)]) times.get(name)!.push(synthesise(define, size));
  }
  const empty = median(times.get('empty')!);
  return new Map(Object.keys(WAYS).map(name => [name, median(times.get(name)!) - empty]));
}

function main(runs: number): number {
  for (const define of Object.values(WAYS)) for (let i = 0; i < 5; i++) synthesise(define, { names: 1, endpoints: 20 }); // warm up
  const missed: string[] = [];
  if (!isDeepStrictEqual(definedBy(WAYS.ours), definedBy(WAYS['L1 by hand']))) missed.push('L1 by hand does not define the same');
  const ours = new Map<Size, number>();
  console.log(
    `names × endpoints  ${Object.keys(WAYS)
      .map(name => name.padStart(22))
      .join('')}   ours / L1   ours / ARecord`,
  );
  for (const size of SIZES) {
    const times = measure(size, runs);
    const [mine, l1, l2] = [...times.values()];
    ours.set(size, mine);
    const label = `${size.names} × ${size.endpoints}`;
    const columns = [...times.values()].map(time => `${time.toFixed(2)} ms`.padStart(22)).join('');
    console.log(
      `${label.padEnd(17)}  ${columns}   ${(mine / l1).toFixed(2).padStart(9)}   ${(mine / l2).toFixed(2).padStart(14)}`,
    );
    if (mine > GOAL_AGAINST_L1 * l1)
      missed.push(`${label}: ${(mine / l1).toFixed(2)} times L1 by hand, more than ${GOAL_AGAINST_L1}`);
    if (mine >= l2) missed.push(`${label}: not below ARecord + HealthCheck`);
  }
  const growth = ours.get(SIZES[3])! / ours.get(SIZES[2])!;
  console.log(`ten times as many names take ${growth.toFixed(1)} times as long`);
  if (growth > GOAL_FOR_TEN_TIMES) missed.push(`growth: ten times as many names take ${growth.toFixed(1)} times as long`);
  missed.forEach(goal => console.log(`missed: ${goal}`));
  return missed.length === 0 ? 0 : 1;
}

process.exitCode = main(Number(process.argv[2] ?? 15));
