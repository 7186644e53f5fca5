/** Takes resources away: those an update has left over, or all of a stack. */
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { messageOf } from '../errors';
import type { ResourceContext } from '../resources/resource-type';
import { checkExports } from './exports';
import type { Journal } from './journal';
import type { Stack, StackResource } from './stack';
import { walk } from './walk';

/** Ends an update, or its undoing, that has only its leftovers to delete. */
export async function endCleanUp(journal: Journal): Promise<void> {
  const { status, leftovers = [] } = journal.stack;
  await cleanUp(journal, leftovers);
  const undone = status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
  journal.status(undone ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE', undefined, { leftovers: undefined });
}

/** Deletes what the stack no longer holds, dependents first. What cannot be deleted stays behind, and the stack goes on without it. */
async function cleanUp(journal: Journal, leftovers: readonly StackResource[]): Promise<void> {
  const retained = leftovers.filter(resource => resource.deletionPolicy !== 'Delete');
  retained.forEach(resource => journal.tell(resource, 'DELETE_SKIPPED'));
  const doomed = leftovers.filter(resource => !retained.includes(resource) && resource.physicalId !== '');
  await walk(
    doomed,
    async resource => {
      journal.tell(resource, 'DELETE_IN_PROGRESS');
      try {
        await deleteResource(journal, resource);
        journal.tell(resource, 'DELETE_COMPLETE');
      } catch (error) {
        journal.tell(resource, 'DELETE_FAILED', messageOf(error));
        throw error;
      }
    },
    { backwards: true },
  );
}

export interface Removal {
  /** Logical ids of resources to leave, whatever their policy. */
  readonly retain?: readonly string[];
  /** Set when a stack that could not be created is undone: why. */
  readonly rollbackBecause?: string;
}

/** Deletes all resources of a stack, dependents first. */
export async function removeStack(journal: Journal, removal: Removal): Promise<void> {
  const rollback = removal.rollbackBecause !== undefined;
  const failed: StackStatus = rollback ? 'ROLLBACK_FAILED' : 'DELETE_FAILED';
  journal.status(rollback ? 'ROLLBACK_IN_PROGRESS' : 'DELETE_IN_PROGRESS', removal.rollbackBecause ?? 'User Initiated');
  try {
    checkExports(journal.world.store.state.stacks.values(), journal.stack, []);
  } catch (error) {
    journal.status(failed, messageOf(error));
    return;
  }
  const retained = ({ logicalId, deletionPolicy }: StackResource) =>
    removal.retain?.includes(logicalId) === true ||
    deletionPolicy === 'Retain' ||
    (deletionPolicy === 'RetainExceptOnCreate' && !rollback);
  const failures = await walk(
    [...journal.stack.resources.values()],
    resource => removeResource(journal, resource, retained(resource)),
    { backwards: true },
  );
  if (failures.size > 0) {
    journal.status(failed, `The following resource(s) failed to delete: [${[...failures.keys()].join(', ')}].`);
    return;
  }
  const nothing: Partial<Stack> = { outputs: [], imports: [], before: undefined };
  if (rollback) {
    journal.status('ROLLBACK_COMPLETE', undefined, nothing);
  } else {
    journal.status('DELETE_COMPLETE', undefined, { ...nothing, deletedAt: journal.world.now(), changeSets: new Map() });
  }
}

async function removeResource(journal: Journal, resource: StackResource, retained: boolean): Promise<void> {
  if (retained) {
    journal.resource({ ...resource, status: 'DELETE_SKIPPED' });
    return;
  }
  journal.resource({ ...resource, status: 'DELETE_IN_PROGRESS' });
  try {
    await deleteResource(journal, resource);
    journal.resource({ ...resource, status: 'DELETE_COMPLETE' });
  } catch (error) {
    journal.resource({ ...resource, status: 'DELETE_FAILED' }, messageOf(error));
    throw error;
  }
}

async function deleteResource(journal: Journal, resource: StackResource): Promise<void> {
  if (resource.physicalId !== '') {
    await journal.world.types.get(resource.type)!.delete(resource, contextOf(journal, resource.logicalId));
  }
}

export function contextOf(journal: Journal, logicalId: string): ResourceContext {
  const { name, region, accountId } = journal.stack;
  return { stackName: name, logicalId, region, accountId, unique: () => journal.world.unique() };
}
