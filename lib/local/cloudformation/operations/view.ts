/** What the engine knows, in the words of the API. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import type { StackEngine } from '../engine';
import { exportsOf } from '../stack/exports';
import type { Export } from '../stack/exports';
import type { Stack, StackDefinition, StackEvent, StackResource } from '../stack/stack';
import { templateIn } from '../stack/template-in';

/** Items of one answer. */
export const PAGE = 100;

/** One page of a list; the token is where the next one begins. */
export function pageOf<T>(
  items: readonly T[],
  token: string | undefined,
  size = PAGE,
): { items: T[]; next: { NextToken?: string } } {
  const start = Number(token ?? 0) || 0;
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? { NextToken: String(end) } : {} };
}

export function stackView(stack: Stack): sdk.Stack {
  const { definition } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    Description: definition && templateIn(definition).description,
    EnableTerminationProtection: stack.terminationProtection,
    DisableRollback: false,
    RollbackConfiguration: {},
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    RoleARN: definition?.roleArn,
    Capabilities: (definition?.capabilities ?? []) as sdk.Capability[],
    NotificationARNs: [...(definition?.notificationArns ?? [])],
    Tags: [...(definition?.tags ?? [])],
    Parameters: parametersView(definition),
    Outputs: stack.outputs.map(output => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
  };
}

export function parametersView(definition: StackDefinition | undefined): sdk.Parameter[] {
  return (definition?.parameters ?? []).map(parameter => ({
    ParameterKey: parameter.key,
    ParameterValue: parameter.noEcho ? '****' : parameter.text,
    ResolvedValue: parameter.resolved,
  }));
}

export function summaryView(stack: Stack): sdk.StackSummary {
  const view = stackView(stack);
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: view.Description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function resourceView(stack: Stack, resource: StackResource): sdk.StackResource {
  return { StackId: stack.id, StackName: stack.name, Timestamp: resource.changedAt, ...resourceSummary(resource) };
}

export function resourceSummary(resource: StackResource): Omit<sdk.StackResourceSummary, 'LastUpdatedTimestamp'> {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId === '' ? undefined : resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function eventView(stack: Stack, event: StackEvent): sdk.StackEvent {
  return {
    StackId: stack.id,
    StackName: stack.name,
    EventId: event.id,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status as sdk.ResourceStatus,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties && JSON.stringify(event.properties),
    ClientRequestToken: event.token,
  };
}

export function exportView({ name, value, stack }: Export): sdk.Export {
  return { Name: name, Value: value, ExportingStackId: stack.id };
}

/** All exports of the environment that a call comes from. */
export function exportsAt(engine: StackEngine, environment: Parameters<StackEngine['stacks']>[0]): Export[] {
  return exportsOf(engine.stacks(environment), environment);
}
