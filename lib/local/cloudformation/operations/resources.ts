/** Operations that tell what a stack holds and what happened to it. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import type { OperationsOf } from '../../aws/service';
import { validationError } from '../errors';
import type { StackEngine } from '../engine';
import { importersOf } from '../stack/exports';
import { eventView, exportsAt, exportView, pageOf, resourceSummary, resourceView } from './view';

export function resourceOperations(engine: StackEngine): OperationsOf<typeof sdk> {
  return {
    DescribeStackEvents({ StackName: name, NextToken: token }, call) {
      const stack = engine.find(name!, call);
      const { items, next } = pageOf([...stack.events].reverse(), token);
      return { StackEvents: items.map(event => eventView(stack, event)), ...next };
    },
    DescribeStackResources({ StackName: name, LogicalResourceId: logicalId, PhysicalResourceId: physicalId }, call) {
      const stack =
        name === undefined
          ? engine.stacks(call).find(s => [...s.resources.values()].some(r => r.physicalId === physicalId))
          : engine.find(name, call);
      if (!stack) {
        throw validationError(`Stack for ${physicalId ?? 'no resource'} does not exist`);
      }
      const wanted = [...stack.resources.values()].filter(r => logicalId === undefined || r.logicalId === logicalId);
      return { StackResources: wanted.map(resource => resourceView(stack, resource)) };
    },
    DescribeStackResource({ StackName: name, LogicalResourceId: logicalId }, call) {
      const stack = engine.find(name!, call);
      const resource = stack.resources.get(logicalId!);
      if (!resource) {
        throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
      }
      return {
        StackResourceDetail: {
          ...resourceSummary(resource),
          StackId: stack.id,
          StackName: stack.name,
          LastUpdatedTimestamp: resource.changedAt,
          Metadata: resource.metadata && JSON.stringify(resource.metadata),
        },
      };
    },
    ListStackResources({ StackName: name, NextToken: token }, call) {
      const { items, next } = pageOf([...engine.find(name!, call).resources.values()], token);
      return {
        StackResourceSummaries: items.map(resource => ({
          ...resourceSummary(resource),
          LastUpdatedTimestamp: resource.changedAt,
        })),
        ...next,
      };
    },
    ListExports({ NextToken: token }, call) {
      const { items, next } = pageOf(exportsAt(engine, call), token);
      return { Exports: items.map(exportView), ...next };
    },
    ListImports({ ExportName: name, NextToken: token }, call) {
      const { items, next } = pageOf(importersOf(engine.stacks(call), call, name!), token);
      if (items.length === 0) {
        throw validationError(`Export '${name}' is not imported by any stack.`);
      }
      return { Imports: items.map(stack => stack.name), ...next };
    },
  };
}
