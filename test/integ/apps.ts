/** The examples as one cloud assembly, each with a zone of its own, so that one run of the CDK CLI deploys them all. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';

/** The zone that every example declares. */
const EXAMPLE_ZONE = 'shop.example';

export interface Example {
  readonly name: string;
  readonly app: App;
}

/** How examples are made fit to be deployed: to other zones, under other stack names. */
export interface Disguise {
  /** The zone that takes the place of `shop.example`. */
  readonly zoneOf: (example: string) => string;
  readonly stackName: (stack: string) => string;
  /** Changes a health check's configuration in place. */
  readonly healthCheck?: (config: Record<string, unknown>, zone: string) => void;
}

export interface CombinedApp {
  readonly directory: string;
  /** Names of the stacks as they are deployed. */
  readonly stacks: readonly string[];
  readonly examples: readonly string[];
  /** Examples that are left out, and the resource types that are not there. */
  readonly leftOut: readonly { readonly example: string; readonly types: readonly string[] }[];
}

interface Manifest {
  readonly version: string;
  readonly artifacts: Record<string, { type: string; properties?: Record<string, unknown> }>;
}
interface Template {
  Resources: Record<string, { Type: string; Properties?: { HealthCheckConfig?: Record<string, unknown> } }>;
}

/** Synthesises the examples into `directory`, leaving out those with resource types that `isSupported` does not know. */
export function combine(
  examples: readonly Example[],
  directory: string,
  isSupported: (type: string) => boolean,
  disguise: Disguise,
): CombinedApp {
  mkdirSync(directory, { recursive: true });
  const synthesised = examples.map(({ name, app }) => {
    const assembly = app.synth();
    const types = assembly.stacks.flatMap(stack => Object.values((stack.template as Template).Resources).map(({ Type }) => Type));
    return { name, assembly, strange: [...new Set(types.filter(type => !isSupported(type)))] };
  });
  const taken = synthesised.filter(({ strange }) => strange.length === 0);
  const stacks = taken.flatMap(({ name, assembly }) => {
    const folder = join(directory, name);
    cpSync(assembly.directory, folder, { recursive: true });
    return disguiseAssembly(folder, disguise.zoneOf(name), disguise);
  });
  const artifacts = Object.fromEntries(
    taken.map(({ name }) => [
      `assembly-${name}`,
      { type: 'cdk:cloud-assembly', properties: { directoryName: name, displayName: name } },
    ]),
  );
  const version = taken[0]?.assembly.version ?? '0.0.0';
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version, artifacts } satisfies Manifest));
  return {
    directory,
    stacks,
    examples: taken.map(({ name }) => name),
    leftOut: synthesised.flatMap(({ name, strange }) => (strange.length > 0 ? [{ example: name, types: strange }] : [])),
  };
}

function disguiseAssembly(folder: string, zone: string, disguise: Disguise): string[] {
  const renamed = new Map(
    readdirSync(folder)
      .filter(file => file.endsWith('.template.json'))
      .map(file => disguiseTemplate(join(folder, file), zone, disguise)),
  );
  const stacks: string[] = [];
  for (const file of readdirSync(folder).filter(name => name.endsWith('.assets.json') || name === 'manifest.json')) {
    const path = join(folder, file);
    let text = readFileSync(path, 'utf8');
    renamed.forEach((after, before) => (text = text.replaceAll(before, after)));
    if (file === 'manifest.json') {
      const manifest = JSON.parse(text) as Manifest;
      for (const [id, artifact] of Object.entries(manifest.artifacts)) {
        if (artifact.type !== 'aws:cloudformation:stack') continue;
        const name = disguise.stackName(id);
        artifact.properties = { ...artifact.properties, stackName: name };
        stacks.push(name);
      }
      text = JSON.stringify(manifest);
    }
    writeFileSync(path, text);
  }
  return stacks;
}

/** Another zone is another template, so another asset: its hash names it in the bucket. Gives the hash before and after. */
function disguiseTemplate(path: string, zone: string, { healthCheck }: Disguise): [string, string] {
  const before = readFileSync(path);
  const template = JSON.parse(before.toString().replaceAll(EXAMPLE_ZONE, zone)) as Template;
  for (const { Properties } of Object.values(template.Resources)) {
    if (Properties?.HealthCheckConfig) healthCheck?.(Properties.HealthCheckConfig, zone);
  }
  const after = JSON.stringify(template);
  writeFileSync(`${path}.new`, after);
  renameSync(`${path}.new`, path);
  return [hash(before), hash(after)];
}

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
