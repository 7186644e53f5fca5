/** Brings a stack back to where its last update began. */
import { messageOf } from '../errors';
import { sameJson } from '../template/json';
import type { Journal } from './journal';
import { cleanUp, contextOf } from './remove';
import type { StackResource } from './stack';
import { walk } from './walk';

/** What was replaced still exists under its old physical id, because old resources are deleted only after an update has succeeded. */
export async function undoUpdate(journal: Journal, reason: string): Promise<void> {
  const before = journal.stack.before!;
  journal.status('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const leftovers: StackResource[] = [];
  for (const resource of journal.stack.resources.values()) {
    if (before.resources.get(resource.logicalId)?.physicalId !== resource.physicalId) {
      leftovers.push(resource);
    }
  }
  const failures = await walk([...before.resources.values()], old => restore(journal, old), {
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
  await cleanUp(journal, leftovers);
  journal.status('UPDATE_ROLLBACK_COMPLETE');
}

async function restore(journal: Journal, old: StackResource): Promise<void> {
  const current = journal.stack.resources.get(old.logicalId);
  const inPlace = current !== undefined && current.physicalId === old.physicalId;
  if (inPlace && sameJson(current.properties, old.properties)) {
    journal.amend(old);
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
