/** Operations on change sets: what a definition would do to a stack, looked at before it is done. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import { ServiceError, type OperationsOf } from '../../aws/service';
import { validationError } from '../errors';
import { checkUpdatable, type Environment, type StackEngine } from '../engine';
import type { ChangeSet, Stack } from '../stack/stack';
import { definitionOf } from './definition';
import { pageOf, parametersView } from './view';

const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

export function changeSetOperations(engine: StackEngine): OperationsOf<typeof sdk> {
  const { store } = engine.world;

  /** By its ARN alone, or by its name and its stack. */
  const find = (
    name: string,
    stackName: string | undefined,
    environment: Environment,
  ): { stack: Stack; changeSet: ChangeSet } => {
    const stack = name.startsWith('arn:')
      ? engine.stacks(environment).find(s => s.changeSets.has(name))
      : engine.find(stackName ?? missingStack(), environment);
    const changeSet = [...(stack?.changeSets.values() ?? [])].find(c => c.id === name || c.name === name);
    if (!stack || !changeSet) {
      throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });
    }
    return { stack, changeSet };
  };

  const put = (stack: Stack, changeSet: ChangeSet) =>
    engine.put({ ...stack, changeSets: new Map(stack.changeSets).set(changeSet.id, changeSet) });

  return {
    async CreateChangeSet(input, call) {
      const { StackName: stackName = '', ChangeSetName: name = '', ChangeSetType: type = 'UPDATE' } = input;
      if (type === 'IMPORT') {
        throw validationError('The local Route 53 imports no resources into stacks; ChangeSetType must be CREATE or UPDATE');
      }
      const target = (): Stack | undefined => {
        const stack = type === 'UPDATE' ? engine.find(stackName, call) : engine.lookup(stackName, call);
        if (type === 'CREATE' && stack && stack.status !== 'REVIEW_IN_PROGRESS') {
          throw validationError(`Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`);
        }
        if (type === 'UPDATE') {
          checkUpdatable(stack!);
        }
        return stack;
      };
      const { definition, stack: existing } = await definitionOf(input, target, store);
      let changes: sdk.Change[] | undefined;
      const judge = (judged: Stack): void => {
        changes = engine.changes(judged, definition);
      };
      const stack = existing ?? engine.openForReview(stackName, call, judge);
      if ([...stack.changeSets.values()].some(changeSet => changeSet.name === name)) {
        throw new ServiceError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${stackName}`);
      }
      if (existing) {
        judge(existing);
      }
      const id = `arn:aws:cloudformation:${call.region}:${call.accountId}:changeSet/${name}/${engine.world.unique()}`;
      put(stack, {
        id,
        name,
        description: input.Description,
        createsStack: type === 'CREATE',
        createdAt: engine.world.now(),
        status: changes ? 'CREATE_COMPLETE' : 'FAILED',
        statusReason: changes ? undefined : NO_CHANGES,
        definition,
        changes: changes ?? [],
        onFailure: input.OnStackFailure,
        disableRollback: input.DeploymentConfig?.DisableRollback,
      });
      return { Id: id, StackId: stack.id };
    },
    DescribeChangeSet({ ChangeSetName: name, StackName: stackName, NextToken: token, IncludePropertyValues: values }, call) {
      const { stack, changeSet } = find(name!, stackName, call);
      const { items, next } = pageOf(changeSet.changes, token);
      return {
        ...summaryView(stack, changeSet),
        Parameters: parametersView(changeSet.definition),
        Tags: [...changeSet.definition.tags],
        Capabilities: [...changeSet.definition.capabilities] as sdk.Capability[],
        NotificationARNs: [...changeSet.definition.notificationArns],
        OnStackFailure: changeSet.onFailure,
        Changes: items.map(values ? change => change : withoutValues),
        ...next,
      };
    },
    ListChangeSets({ StackName: name, NextToken: token }, call) {
      const stack = engine.find(name!, call);
      const { items, next } = pageOf([...stack.changeSets.values()], token);
      return { Summaries: items.map(changeSet => summaryView(stack, changeSet)), ...next };
    },
    DeleteChangeSet({ ChangeSetName: name, StackName: stackName }, call) {
      const stack = name!.startsWith('arn:')
        ? engine.stacks(call).find(s => s.changeSets.has(name!))
        : engine.find(stackName ?? missingStack(), call);
      if (stack) {
        const left = [...stack.changeSets].filter(([id, changeSet]) => id !== name && changeSet.name !== name);
        engine.put({ ...stack, changeSets: new Map(left) }); // deleting what is not there succeeds
      }
      return {};
    },
    ExecuteChangeSet({ ChangeSetName: name, StackName: stackName, ClientRequestToken: token, DisableRollback: stay }, call) {
      const { stack, changeSet } = find(name!, stackName, call);
      if (changeSet.status !== 'CREATE_COMPLETE') {
        throw new ServiceError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
        );
      }
      engine.deploy(stack, changeSet.definition, {
        disableRollback: stay ?? changeSet.disableRollback ?? changeSet.onFailure === 'DO_NOTHING',
        deleteOnFailure: changeSet.onFailure === 'DELETE',
        token,
      });
      const now = engine.find(stack.id, call);
      engine.put({ ...now, changeSets: new Map() }); // the others no longer say what would change
      return {};
    },
  };
}

function summaryView(stack: Stack, changeSet: ChangeSet): sdk.ChangeSetSummary & sdk.DescribeChangeSetOutput {
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    Description: changeSet.description,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: changeSet.createdAt,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    ExecutionStatus: changeSet.status === 'FAILED' ? 'UNAVAILABLE' : 'AVAILABLE',
    IncludeNestedStacks: false,
  };
}

/** Values are told only to those who ask for them. */
function withoutValues({ ResourceChange: resource, ...change }: sdk.Change): sdk.Change {
  const details = resource?.Details?.map(({ Target: target, ...detail }) => ({
    ...detail,
    Target: { Attribute: target?.Attribute, Name: target?.Name, RequiresRecreation: target?.RequiresRecreation },
  }));
  return { ...change, ResourceChange: { ...resource, BeforeContext: undefined, AfterContext: undefined, Details: details } };
}

function missingStack(): never {
  throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
}
