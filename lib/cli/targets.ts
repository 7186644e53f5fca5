/** Which names a command means: those it was given, those of a deployed stack, or those of a cloud assembly. */
import {
  readStack,
  readStacksOf,
  readWith,
  withDeployedParameters,
  DeployedTemplateError,
  type LiveStack,
  type StackReader,
} from '../aws/stacks';
import { TemplateError } from '../template/error';
import { readStacks, type Deployed, type StackTemplate } from '../template/stacks';
import type { VerifyTarget } from '../verify/targets';
import { namesIn, type Skipped, type TemplateNames } from '../verify/template';
import { readAssembly } from '../plan/assembly';
import { CliError } from './io';

export interface TargetFlags {
  readonly type?: string;
  readonly zoneId?: string;
  readonly stack?: string;
  readonly app?: string;
}

export interface Targets {
  readonly targets: readonly VerifyTarget[];
  /** Names of the stack or app that cannot be told. */
  readonly skipped: readonly Skipped[];
}

export async function chooseTargets(
  command: 'verify' | 'watch',
  names: readonly string[],
  flags: TargetFlags,
  reader: StackReader,
): Promise<Targets> {
  const ways = [names.length > 0, flags.stack !== undefined, flags.app !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    throw new CliError(
      `specify what to ${command}: names (multivalue ${command} www.shop.example), or --stack NAME, or --app cdk.out`,
    );
  }
  const type = flags.type?.toUpperCase();
  if (names.length > 0) {
    return { targets: names.map(name => ({ name, type, zoneId: flags.zoneId })), skipped: [] };
  }
  const found = flags.stack !== undefined ? await ofStack(flags.stack, reader) : await ofAssembly(flags.app ?? '', reader);
  const targets = found.targets.filter(target => type === undefined || target.type === type);
  const skipped = found.skipped.filter(other => type === undefined || (other.type ?? type) === type);
  if (targets.length === 0) {
    throw new CliError(nothingFound(flags, type, skipped));
  }
  return { targets: targets.map(target => ({ ...target, zoneId: flags.zoneId ?? target.zoneId })), skipped };
}

function nothingFound({ stack, app }: TargetFlags, type: string | undefined, skipped: readonly Skipped[]): string {
  const where = stack !== undefined ? `stack ${stack}` : `the app in ${app}`;
  const kind = type === undefined ? '' : `${type} `;
  return skipped.length === 0
    ? `${where} has no ${kind}record sets to verify`
    : `none of the ${kind}record sets of ${where} can be verified (${skipped.map(({ why }) => why).join('; ')}); give the names instead`;
}

async function ofStack(name: string, reader: StackReader): Promise<TemplateNames> {
  try {
    const live = await readStack({ name, stackName: name }, reader);
    if (live.length === 0) {
      throw new CliError(
        `stack ${name} does not exist, or was never deployed; list the stacks with: aws cloudformation list-stacks`,
      );
    }
    return await namesWith(
      live.map(({ stack }) => stack),
      live,
      reader,
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') {
      throw new CliError(`stack ${name} cannot be read: ${error.message}; list the stacks with: aws cloudformation list-stacks`);
    }
    if (error instanceof TemplateError || error instanceof DeployedTemplateError) {
      throw new CliError(`the template of stack ${name} cannot be read: ${error.message}; give the names instead`);
    }
    throw error;
  }
}

/** What the assembly alone leaves open, or takes a default for, the stacks may tell that were deployed from it. */
async function ofAssembly(directory: string, reader: StackReader): Promise<TemplateNames> {
  const assembly = readAssembly(directory);
  let assumed = false;
  const alone = namesIn(readStacks(assembly, { note: () => (assumed = true) }));
  if (!assumed && !alone.skipped.some(({ open }) => open)) {
    return alone;
  }
  try {
    const live = await readStacksOf(assembly, reader);
    return await namesWith(withDeployedParameters(assembly, live), live, reader);
  } catch (error) {
    if (error instanceof CliError) throw error; // interrupted
    const besides = `; the deployed stacks cannot be read: ${(error as Error).message}`;
    return { ...alone, skipped: alone.skipped.map(other => (other.open ? { ...other, why: other.why + besides } : other)) };
  }
}

function namesWith(stacks: readonly StackTemplate[], live: readonly LiveStack[], reader: StackReader): Promise<TemplateNames> {
  return readWith(live, reader, (deployed: Deployed) => namesIn(readStacks(stacks, { deployed })));
}
