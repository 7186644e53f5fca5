/** Brings a stack back to where its last update began. */
import { messageOf } from '../errors';
import { sameJson } from '../../../template/json';
import type { Journal } from './journal';
import { contextOf, endCleanUp } from './remove';
import type { StackResource } from './stack';
import { walk } from './walk';

/**
 * What was replaced still exists under its old physical id, because old resources are deleted only after an update has succeeded. What is in
 * `skip` is left as it is, and from then on taken for what it was.
 */
export async function undoUpdate(journal: Journal, reason: string, skip: readonly string[] = []): Promise<void> {
  const before = journal.stack.before!;
  const { resources, leftovers: earlier = [] } = journal.stack; // an earlier attempt may have failed halfway
  const made = [...resources.values()].filter(r => before.resources.get(r.logicalId)?.physicalId !== r.physicalId);
  const leftovers = [...earlier, ...made.filter(r => !earlier.some(other => other.physicalId === r.physicalId))];
  journal.status('UPDATE_ROLLBACK_IN_PROGRESS', reason, { leftovers });
  const failures = await walk([...before.resources.values()], old => restore(journal, old, skip.includes(old.logicalId)), {
    backwards: true,
    stopAtFailure: true,
  });
  if (failures.size > 0) {
    journal.status('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${[...failures.keys()].join(', ')}].`);
    return;
  }
  leftovers.filter(({ logicalId }) => !before.resources.has(logicalId)).forEach(({ logicalId }) => journal.forget(logicalId));
  journal.status('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
    definition: before.definition,
    outputs: before.outputs,
    imports: before.imports,
    before: undefined,
  });
  await endCleanUp(journal);
}

async function restore(journal: Journal, old: StackResource, skipped: boolean): Promise<void> {
  const current = journal.stack.resources.get(old.logicalId);
  const inPlace = current !== undefined && current.physicalId === old.physicalId;
  if (inPlace && sameJson(current.properties, old.properties)) {
    journal.amend(old);
    return;
  }
  if (skipped) {
    journal.resource({ ...old, status: 'UPDATE_COMPLETE' }, 'Resource skipped during UpdateRollback');
    return;
  }
  journal.resource({ ...(current ?? old), status: 'UPDATE_IN_PROGRESS' });
  try {
    const made = inPlace
      ? await journal.world.types.get(old.type)!.update(current, old.properties, contextOf(journal, old.logicalId))
      : { physicalId: old.physicalId, attributes: old.attributes };
    journal.resource({ ...old, ...made, status: 'UPDATE_COMPLETE' });
  } catch (error) {
    journal.resource({ ...(current ?? old), status: 'UPDATE_FAILED' }, messageOf(error));
    throw error;
  }
}
