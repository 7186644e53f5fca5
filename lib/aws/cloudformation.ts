/** Reads CloudFormation through its SDK clients. */
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListExports,
  paginateListStackResources,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { DeployedResource, StackReader } from './stacks';

/** @param clientIn gives the client of a Region, or of the default one */
export function stackReader(clientIn: (region?: string) => CloudFormationClient): StackReader {
  return {
    async stack(name, region) {
      const client = clientIn(region);
      const stack = await findStack(client, name);
      if (!stack) return undefined;
      const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Processed' }));
      const resources: DeployedResource[] = [];
      for await (const page of paginateListStackResources({ client }, { StackName: name })) {
        for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
          if (LogicalResourceId && PhysicalResourceId && ResourceType) {
            resources.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType });
          }
        }
      }
      return {
        id: stack.StackId,
        status: stack.StackStatus ?? 'unknown',
        parameters: parametersOf(stack),
        outputs: Object.fromEntries(
          (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
        ) as Record<string, string>,
        template: TemplateBody ?? '',
        resources,
      };
    },
    async exports(region) {
      const found = new Map<string, string>();
      for await (const page of paginateListExports({ client: clientIn(region) }, {})) {
        (page.Exports ?? []).forEach(({ Name = '', Value = '' }) => found.set(Name, Value));
      }
      return found;
    },
  };
}

/** CloudFormation says that a stack does not exist with a ValidationError, which has no class of its own. */
async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const stack = Stacks?.[0];
    return stack?.StackStatus === 'DELETE_COMPLETE' || stack?.StackStatus === 'REVIEW_IN_PROGRESS' ? undefined : stack;
  } catch (error) {
    if ((error as Error).name === 'ValidationError' && /does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

function parametersOf({ Parameters }: Stack): Record<string, string> {
  const values = (Parameters ?? []).map(({ ParameterKey, ParameterValue, ResolvedValue }) => [
    ParameterKey,
    ResolvedValue ?? ParameterValue,
  ]);
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry.every(text => text !== undefined)));
}
