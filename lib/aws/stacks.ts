/** Stacks as they are deployed, and what they tell of names that a template alone does not. */
import { Unknown } from '../template/value';
import { TemplateError } from '../template/error';
import type { Json } from '../template/json';
import type { Deployed, RawTemplate, StackTemplate } from '../template/stacks';
import { attributeReference } from '../template/syntax';
import { parseTemplateText } from '../template/text';

/** What is asked of CloudFormation. All of it only reads. */
export interface StackReader {
  /** The stack of that name or ARN, in that Region or the default one; undefined when there is none. */
  stack(name: string, region?: string): Promise<DeployedStack | undefined>;
  /** Everything that stacks of the account export in the Region, by name. */
  exports(region?: string): Promise<ReadonlyMap<string, string>>;
}

export interface DeployedStack {
  readonly id?: string;
  readonly status: string;
  /** The template as it was handed in. */
  readonly template: string;
  /** What its parameters were given, or read from SSM. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
}

export interface DeployedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

export interface LiveStack extends Pick<DeployedStack, 'status' | 'resources' | 'outputs'> {
  readonly stack: StackTemplate;
}

/** A template that is deployed cannot be read. */
export class DeployedTemplateError extends Error {}

/**
 * A deployed stack and those nested in it, under the names that an assembly gives them; none when it does not exist.
 *
 * @throws DeployedTemplateError
 */
export async function readStack(
  { name, stackName, region, parent }: Pick<StackTemplate, 'name' | 'stackName' | 'region' | 'parent'>,
  reader: StackReader,
): Promise<LiveStack[]> {
  const found = await reader.stack(stackName, region);
  if (!found) return [];
  const [, , , home, account, resource] = found.id?.split(':') ?? [];
  const stack: StackTemplate = {
    name,
    stackName: resource?.split('/')[1] ?? stackName,
    file: `the deployed template of ${stackName}`,
    bytes: Buffer.byteLength(found.template),
    template: parse(found, stackName),
    parameters: found.parameters,
    ...((region ?? home) !== undefined && { region: region ?? home }),
    ...(account !== undefined && { account, id: found.id }),
    ...(parent && { parent }),
  };
  const nested = found.resources
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ logicalId, physicalId }) =>
      readStack({ name: `${name}/${logicalId}`, stackName: physicalId, region, parent: { stack: name, logicalId } }, reader),
    );
  return [{ ...found, stack }, ...(await Promise.all(nested)).flat()];
}

function parse({ template }: DeployedStack, stackName: string): RawTemplate {
  try {
    return parseTemplateText(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new DeployedTemplateError(
      `stack ${stackName}: expected a deployed template in JSON or YAML, got '${template.slice(0, 40)}': ${error.message}`,
      { cause: error },
    );
  }
}

/** What was deployed from the stacks of an assembly. */
export async function readStacksOf(assembly: readonly StackTemplate[], reader: StackReader): Promise<LiveStack[]> {
  const roots = assembly.filter(stack => stack.parent === undefined);
  return (await Promise.all(roots.map(stack => readStack(stack, reader)))).flat();
}

/** The CDK CLI keeps the parameters of a deployed stack unless it is given others. */
export function withDeployedParameters(assembly: readonly StackTemplate[], live: readonly LiveStack[]): StackTemplate[] {
  const deployed = new Map(live.map(({ stack }) => [stack.name, stack.parameters]));
  return assembly.map(stack => ({ ...stack, parameters: { ...deployed.get(stack.name), ...stack.parameters } }));
}

/** Reads with what is deployed. What other stacks export is asked for only if it is imported. */
export async function readWith<T>(live: readonly LiveStack[], reader: StackReader, read: (deployed: Deployed) => T): Promise<T> {
  const asked = new Set<string | undefined>();
  const first = read(deployedValues(live, ({ region }) => void asked.add(region)));
  if (asked.size === 0) return first;
  const exports = new Map(
    await Promise.all(
      [...asked].map(async region => [region, await reader.exports(region).catch((error: Error) => error.message)] as const),
    ),
  );
  return read(
    deployedValues(live, ({ region }, name) => {
      const ofRegion = exports.get(region);
      return typeof ofRegion === 'string'
        ? Unknown.of(`ImportValue ${name}`, `exports cannot be listed: ${ofRegion}`)
        : ofRegion?.get(name);
    }),
  );
}

/** Attributes that are the resource's physical id. */
const IDENTIFYING_ATTRIBUTES: Readonly<Record<string, string>> = {
  'AWS::Route53::HealthCheck': 'HealthCheckId',
  'AWS::Route53::HostedZone': 'Id',
  'AWS::EC2::EIP': 'PublicIp',
};

function deployedValues(live: readonly LiveStack[], exported: Deployed['exported']): Deployed {
  const key = (stack: string, logicalId: string, attribute = ''): string => [stack, logicalId, attribute].join(' ');
  const known = new Map<string, string>();
  for (const { stack, resources, outputs = {} } of live) {
    for (const [expression, value] of outputsThatTell(stack.template, outputs)) known.set(key(stack.name, ...expression), value);
    for (const { logicalId, physicalId, type } of resources) {
      known.set(key(stack.name, logicalId), physicalId);
      const attribute = IDENTIFYING_ATTRIBUTES[type];
      if (attribute !== undefined) known.set(key(stack.name, logicalId, attribute), physicalId);
    }
  }
  const names = new Set(live.map(({ stack }) => stack.name));
  return {
    value: (stack, logicalId, attribute) => known.get(key(stack, logicalId, attribute)),
    exported,
    has: stack => names.has(stack),
  };
}

/** An output that is nothing but an attribute of a resource tells what that is. */
function outputsThatTell(template: RawTemplate, outputs: Readonly<Record<string, string>>): [[string, string], string][] {
  return Object.entries(template.Outputs ?? {}).flatMap(([name, output]): [[string, string], string][] => {
    const { 'Fn::GetAtt': argument } = ((output as { Value?: object } | null)?.Value ?? {}) as Record<string, Json>;
    if (argument === undefined || outputs[name] === undefined) return [];
    const [logicalId, attribute] = attributeReference(argument);
    return typeof attribute === 'string' ? [[[logicalId, attribute], outputs[name]]] : [];
  });
}
