import { Stack } from 'aws-cdk-lib';
import { Connections, type IConnectable, type IPeer, Port } from 'aws-cdk-lib/aws-ec2';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { ipVersion } from '../../rules/addresses';
import type { Endpoint } from '../endpoint';
import type { AllowHealthCheckersOptions } from '../operations-props';
import { probedPort } from './health-check-config';
import type { HealthCheckSpec, ProbeSpec } from './health-check-spec';
import type { Refuse } from './invalid';
import type { CheckedEndpoint } from './record-context';
import { isToken } from './tokens';

/** AWS keeps the addresses of the health checkers in two prefix lists, in every Region (behaviour 4.6). */
const PREFIX_LISTS = { 4: 'route53-healthchecks', 6: 'ipv6.route53-healthchecks' } as const;
type IpVersion = keyof typeof PREFIX_LISTS;

/** Opens the security groups to the health checkers on each port that they probe, by the IP version they come with. */
export function allowHealthCheckers(
  members: readonly CheckedEndpoint[],
  other: IConnectable,
  options: AllowHealthCheckersOptions,
  refuse: Refuse,
): void {
  const probed = probedPorts(members);
  if (probed.length === 0)
    refuse('healthCheck must connect to an endpoint (http, https or tcp) for checkers to be let in, got none that does');
  const { securityGroups } = other.connections;
  if (securityGroups.length === 0) refuse('connections must have a security group to open, got none');
  const given: Record<IpVersion, string | undefined> = { 4: options.prefixListId, 6: options.ipv6PrefixListId };
  for (const group of securityGroups) {
    for (const { version, port } of probed) {
      const peer = new HealthCheckers(version, given[version] ?? prefixListOf(Stack.of(group), version));
      group.addIngressRule(peer, Port.tcp(port), `Route 53 health checkers, IPv${version}`);
    }
  }
}

function probedPorts(members: readonly CheckedEndpoint[]): { version: IpVersion; port: number }[] {
  const probed = new Map<string, { version: IpVersion; port: number }>();
  for (const { endpoint, spec } of members) {
    for (const probe of probesOf(spec)) {
      const [version, port] = [ipVersionOf(endpoint), probedPort(probe)];
      probed.set(`${version} ${port}`, { version, port });
    }
  }
  return [...probed.values()].sort((a, b) => a.version - b.version || a.port - b.port);
}

function probesOf(spec: HealthCheckSpec): ProbeSpec[] {
  if (spec.kind === 'calculated') return spec.checks.flatMap(probesOf);
  return spec.kind === 'probe' ? [spec] : [];
}

/** What checkers connect over: by host name, IPv4 (behaviour 4.3). */
function ipVersionOf({ address, recordType }: Endpoint): IpVersion {
  if (address === undefined) return 4;
  const known = isToken(address) ? undefined : ipVersion(address);
  return known ?? (recordType === 'AAAA' ? 6 : 4);
}

/** The id of a prefix list in the Region of a stack, looked up once for all of the stack, at deployment: CloudFormation knows no names. */
function prefixListOf(stack: Stack, version: IpVersion): string {
  const id = `Route53HealthCheckersIpv${version}`;
  const found = stack.node.tryFindChild(id) as AwsCustomResource | undefined;
  return (found ?? lookUp(stack, id, `com.amazonaws.${stack.region}.${PREFIX_LISTS[version]}`)).getResponseField(
    'PrefixLists.0.PrefixListId',
  );
}

function lookUp(stack: Stack, id: string, name: string): AwsCustomResource {
  const call = {
    service: 'EC2',
    action: 'describeManagedPrefixLists',
    parameters: { Filters: [{ Name: 'prefix-list-name', Values: [name] }] },
    physicalResourceId: PhysicalResourceId.of(name),
  };
  return new AwsCustomResource(stack, id, {
    resourceType: 'Custom::Route53HealthCheckers',
    onUpdate: call, // also when created
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    installLatestAwsSdk: false,
  });
}

/** Like `Peer.prefixList`, but told apart by IP version: two ids that are known only at deployment look alike to a security group. */
class HealthCheckers implements IPeer {
  public readonly canInlineRule = false;
  public readonly connections: Connections = new Connections({ peer: this });
  public readonly uniqueId: string;

  constructor(
    version: IpVersion,
    private readonly prefixListId: string,
  ) {
    this.uniqueId = PREFIX_LISTS[version];
  }

  public toIngressRuleConfig(): { sourcePrefixListId: string } {
    return { sourcePrefixListId: this.prefixListId };
  }

  public toEgressRuleConfig(): { destinationPrefixListId: string } {
    return { destinationPrefixListId: this.prefixListId };
  }
}
