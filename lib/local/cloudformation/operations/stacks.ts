/** Operations on whole stacks. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors';
import type { StackEngine } from '../engine';
import { toolkitStack } from '../../bootstrap/bootstrapped';
import { definitionOf } from './definition';
import { pageOf, stackView, summaryView } from './view';
import type { OperationsOf } from '../../aws/service';

export function stackOperations(engine: StackEngine): OperationsOf<typeof sdk> {
  const { store } = engine.world;
  return {
    DescribeStacks({ StackName: name, NextToken: token }, call) {
      if (name !== undefined) {
        const toolkit = engine.lookup(name, call) ? undefined : toolkitStack(name, call);
        return { Stacks: [toolkit ?? stackView(engine.find(name, call))] };
      }
      const live = engine.stacks(call).filter(stack => stack.status !== 'DELETE_COMPLETE');
      const { items, next } = pageOf(live.reverse(), token);
      return { Stacks: items.map(stackView), ...next };
    },
    ListStacks({ StackStatusFilter: statuses = [], NextToken: token }, call) {
      const wanted = engine.stacks(call).filter(stack => statuses.length === 0 || statuses.includes(stack.status));
      const { items, next } = pageOf(wanted.reverse(), token);
      return { StackSummaries: items.map(summaryView), ...next };
    },
    async CreateStack(input, call) {
      const name = input.StackName!;
      const free = (): undefined => {
        if (engine.stacks(call).some(stack => stack.name === name && stack.status !== 'DELETE_COMPLETE')) {
          throw validationError(`Stack [${name}] already exists`);
        }
      };
      const { definition } = await definitionOf(input, free, store);
      const stack = engine.openFor(name, call, opened => engine.changes(opened, definition), input.EnableTerminationProtection);
      engine.deploy(stack, definition, {
        disableRollback: input.DisableRollback === true || input.OnFailure === 'DO_NOTHING',
        deleteOnFailure: input.OnFailure === 'DELETE',
        token: input.ClientRequestToken,
      });
      return { StackId: stack.id };
    },
    async UpdateStack(input, call) {
      const { definition, stack } = await definitionOf(input, () => engine.find(input.StackName!, call), store);
      if (engine.changes(stack, definition) === undefined) {
        throw validationError('No updates are to be performed.');
      }
      engine.deploy(stack, definition, { disableRollback: input.DisableRollback, token: input.ClientRequestToken });
      return { StackId: stack.id };
    },
    DeleteStack({ StackName: name, RetainResources: retain = [], ClientRequestToken: token }, call) {
      const stack = engine.stacks(call).find(s => s.id === name || (s.name === name && s.status !== 'DELETE_COMPLETE'));
      if (stack && stack.status !== 'DELETE_COMPLETE') {
        engine.delete(stack, retain, token); // deleting what is not there succeeds
      }
      return {};
    },
    RollbackStack({ StackName: name, ClientRequestToken: token }, call) {
      const stack = engine.find(name!, call);
      engine.undo(stack, token);
      return { StackId: stack.id };
    },
    ContinueUpdateRollback({ StackName: name, ResourcesToSkip: skip = [], ClientRequestToken: token }, call) {
      engine.undo(engine.find(name!, call), token, skip);
      return {};
    },
    UpdateTerminationProtection({ StackName: name, EnableTerminationProtection: enabled }, call) {
      const stack = engine.find(name!, call);
      engine.put({ ...stack, terminationProtection: enabled === true });
      return { StackId: stack.id };
    },
  };
}
