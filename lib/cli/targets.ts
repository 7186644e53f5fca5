/** Which names a command means: those it was given, those of a deployed stack, or those of a cloud assembly. */
import { CloudFormationClient, DescribeStackResourcesCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { appTemplates } from './assembly';
import type { Target } from '../verify/targets';
import { TemplateError } from '../template/error';
import { parseTemplateText } from '../template/text';
import { targetsOf } from '../verify/template';
import type { AwsTarget } from './aws';
import { CliError } from './io';

export interface TargetFlags {
  readonly type?: string;
  readonly zoneId?: string;
  readonly stack?: string;
  readonly app?: string;
}

export async function chooseTargets(
  command: 'verify' | 'watch',
  names: readonly string[],
  flags: TargetFlags,
  aws: AwsTarget,
): Promise<Target[]> {
  const ways = [names.length > 0, flags.stack !== undefined, flags.app !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    throw new CliError(
      `say what to ${command}: names (multivalue ${command} www.shop.example), or --stack NAME, or --app cdk.out`,
    );
  }
  const type = flags.type?.toUpperCase();
  if (names.length > 0) {
    return names.map(name => ({ name, type, zoneId: flags.zoneId }));
  }
  const found = flags.stack !== undefined ? await ofStack(flags.stack, aws) : ofAssembly(flags.app ?? '');
  const chosen = found.filter(target => type === undefined || target.type === type);
  if (chosen.length === 0) {
    const where = flags.stack !== undefined ? `stack ${flags.stack}` : `the app in ${flags.app}`;
    throw new CliError(
      `${where} has no ${type ? `${type} ` : ''}record sets whose names are known before it is deployed; give the names instead`,
    );
  }
  return chosen.map(target => ({ ...target, zoneId: flags.zoneId ?? target.zoneId }));
}

async function ofStack(stack: string, aws: AwsTarget): Promise<Target[]> {
  const client = new CloudFormationClient(aws.config);
  try {
    const [{ TemplateBody: body }, { StackResources: resources }] = await Promise.all([
      client.send(new GetTemplateCommand({ StackName: stack, TemplateStage: 'Processed' })),
      client.send(new DescribeStackResourcesCommand({ StackName: stack })),
    ]);
    const ids = new Map((resources ?? []).map(r => [r.LogicalResourceId, r.PhysicalResourceId]));
    return targetsOf(parseTemplateText(body ?? '{}'), logicalId => ids.get(logicalId));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') {
      throw new CliError(`stack ${stack} cannot be read: ${error.message}; list the stacks with: aws cloudformation list-stacks`);
    }
    if (error instanceof TemplateError) {
      throw new CliError(`the template of stack ${stack} cannot be read: ${error.message}; give the names instead`);
    }
    throw error;
  } finally {
    client.destroy();
  }
}

function ofAssembly(directory: string): Target[] {
  const targets = appTemplates(directory).flatMap(stack => targetsOf(stack.template, () => undefined));
  return [...new Map(targets.map(target => [JSON.stringify(target), target])).values()];
}
