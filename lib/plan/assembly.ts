/** Reads a synthesized cloud assembly (`cdk.out`) from disk: every stack, those of stages and nested stacks included. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetManifestArtifact, CloudAssembly, type CloudFormationStackArtifact } from '@aws-cdk/cloud-assembly-api';
import { placeOfFault } from '../template/json';
import { checkDepth } from '../template/text';
import type { RawResource, RawTemplate, StackTemplate } from '../template/stacks';

/** The assembly cannot be read; the message says where, what was expected, and what came. */
export class AssemblyError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'AssemblyError';
  }
}

/**
 * The templates of all stacks of the assembly in `directory`, parents before their nested stacks, in the order of deployment.
 *
 * @throws AssemblyError
 */
export function readAssembly(directory: string): StackTemplate[] {
  const stacks = openAssembly(directory).stacksRecursively;
  return stacks.flatMap(stack => readStack(stack, uniqueName(stack, stacks)));
}

/** The stack's name; with account and Region when the app deploys several of that name. */
function uniqueName(stack: CloudFormationStackArtifact, all: readonly CloudFormationStackArtifact[]): string {
  const { account, region } = stack.environment;
  const shared = all.filter(other => other.stackName === stack.stackName).length > 1;
  return shared ? `${stack.stackName}@${account}/${region}` : stack.stackName;
}

function openAssembly(directory: string): CloudAssembly {
  if (!existsSync(directory)) {
    throw new AssemblyError(`${directory}: expected a cloud assembly there, but there is nothing; run \`cdk synth\` first`);
  }
  if (!statSync(directory).isDirectory()) {
    throw new AssemblyError(`${directory}: expected the directory of a cloud assembly (cdk.out), got a file`);
  }
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) {
    throw new AssemblyError(`${manifest}: expected the manifest of a cloud assembly, but there is none; run \`cdk synth\` first`);
  }
  parseJson(manifest, 'the manifest of a cloud assembly');
  try {
    // A newer CDK may write a newer schema; what is read here has not changed since its first version.
    return new CloudAssembly(directory, { skipVersionCheck: true, skipEnumCheck: true });
  } catch (error) {
    throw new AssemblyError(`${manifest}: expected the manifest of a cloud assembly, got: ${(error as Error).message}`, error);
  }
}

function readStack(stack: CloudFormationStackArtifact, name: string): StackTemplate[] {
  const file = stack.templateFullPath;
  const { account, region } = stack.environment;
  const assets = readAssetFiles(stack);
  return withNested(
    {
      name,
      stackName: stack.stackName,
      ...readTemplateFile(file),
      ...(!account.startsWith('unknown-') && { account }),
      ...(!region.startsWith('unknown-') && { region }),
      parameters: stack.parameters,
      tags: stack.tags,
    },
    dirname(file),
    assets,
  );
}

function withNested(stack: StackTemplate, folder: string, assets: ReadonlyMap<string, string>): StackTemplate[] {
  const nested = Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const file = resource.Type === 'AWS::CloudFormation::Stack' ? nestedTemplateFile(resource, folder, assets) : undefined;
    if (file === undefined) return [];
    const { account, region } = stack;
    const name = `${stack.name}/${logicalId}`;
    const tags = { ...stack.tags, ...ownTags(resource) };
    const child = { name, stackName: name, account, region, tags, parent: { stack: stack.name, logicalId } };
    return withNested({ ...child, ...readTemplateFile(file) }, folder, assets);
  });
  return [stack, ...nested];
}

/** Those of a nested stack that the template tells. */
function ownTags({ Properties }: RawResource): Record<string, string> {
  const tags = Array.isArray(Properties?.Tags) ? (Properties.Tags as readonly { Key?: unknown; Value?: unknown }[]) : [];
  return Object.fromEntries(
    tags.filter(({ Key, Value }) => typeof Key === 'string' && typeof Value === 'string').map(({ Key, Value }) => [Key, Value]),
  ) as Record<string, string>;
}

/** A nested stack's template is an asset: named in the metadata when the CDK CLI synthesised, and else by its hash in the URL. */
function nestedTemplateFile(resource: RawResource, folder: string, assets: ReadonlyMap<string, string>): string | undefined {
  const named = resource.Metadata?.['aws:asset:path'];
  if (typeof named === 'string') return join(folder, named);
  const hash = /([0-9a-f]{64})\.json/.exec(JSON.stringify(resource.Properties?.TemplateURL ?? ''))?.[1];
  const path = hash && assets.get(hash);
  return path ? join(folder, path) : undefined;
}

/** Source paths of the stack's file assets by hash. */
function readAssetFiles(stack: CloudFormationStackArtifact): Map<string, string> {
  const found = new Map<string, string>();
  for (const dependency of stack.dependencies) {
    if (!(dependency instanceof AssetManifestArtifact)) continue;
    const manifest = parseJson(dependency.file, 'an asset manifest') as {
      files?: Record<string, { source?: { path?: string } }>;
    };
    for (const [hash, asset] of Object.entries(manifest.files ?? {})) {
      if (asset.source?.path) found.set(hash, asset.source.path);
    }
  }
  return found;
}

function readTemplateFile(file: string): Pick<StackTemplate, 'file' | 'bytes' | 'template'> {
  const template = parseJson(file, 'a CloudFormation template', checkDepth) as RawTemplate;
  const { Resources } = template;
  if (Resources !== undefined && (typeof Resources !== 'object' || Array.isArray(Resources))) {
    throw new AssemblyError(`${file}: expected \`Resources\` to be an object, got ${JSON.stringify(Resources).slice(0, 40)}`);
  }
  for (const [logicalId, resource] of Object.entries(Resources ?? {})) {
    const made = logicalId.startsWith('Fn::'); // by a transform, when it is deployed
    if (!made && typeof (resource as Partial<RawResource> | null)?.Type !== 'string') {
      throw new AssemblyError(
        `${file}: expected resource ${logicalId} to have a Type, got ${JSON.stringify(resource).slice(0, 60)}`,
      );
    }
  }
  return { file, bytes: statSync(file).size, template };
}

function parseJson(file: string, what: string, check?: (text: string) => void): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new AssemblyError(`${file}: expected ${what}, but it cannot be read: ${(error as Error).message}`, error);
  }
  let parsed: unknown;
  try {
    check?.(text);
    parsed = JSON.parse(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? `no JSON ${placeOfFault(text, error)}`.trim() : (error as Error).message;
    throw new AssemblyError(`${file}: expected ${what} in JSON, got ${why}`, error);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AssemblyError(`${file}: expected ${what}, a JSON object, got ${text.slice(0, 40)}`);
  }
  return parsed;
}
