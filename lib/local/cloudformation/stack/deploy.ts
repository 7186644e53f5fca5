/** Brings a stack to a definition: creates and updates, then deletes what is no longer needed, or goes back to where it began. */
import { messageOf, ResourceError } from '../errors';
import type { ResourceType } from '../resources/resource-type';
import { conform } from '../resources/schema';
import { withStackTags } from '../resources/tags';
import type { OrderedResource } from '../../../template/graph';
import type { Scope } from '../../../template/scope';
import type { JsonObject } from '../../../template/json';
import { differences } from './difference';
import { checkExports } from './exports';
import { Journal, type EngineContext } from './journal';
import { evaluateOutputs, evaluateProperties, mustBeKnown, withResources, type Known, type Prepared } from './prepare';
import { contextOf, endCleanUp, removeStack } from './remove';
import { undoUpdate } from './undo';
import type { Stack, StackDefinition, StackResource } from './stack';
import { nextTurn } from '../../turns';
import { walk } from './walk';

export interface DeployOptions {
  /** Leaves what was done as it is when something fails. */
  readonly disableRollback?: boolean;
  /** Deletes the stack when it could not be created. */
  readonly deleteOnFailure?: boolean;
  readonly token?: string;
}

/**
 * A stack that has no definition yet is created, any other updated.
 *
 * @param prepare may throw, which fails the operation
 */
export async function deploy(
  world: EngineContext,
  stackId: string,
  definition: StackDefinition,
  prepare: (stack: Stack) => Prepared,
  options: DeployOptions,
): Promise<void> {
  const journal = new Journal(world, stackId, options.token);
  const { definition: last, resources, outputs, imports, before, status } = journal.stack;
  const creating = last === undefined;
  const neverComplete = creating || status === 'CREATE_FAILED'; // then there is nothing to go back to
  journal.status(creating ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS', 'User Initiated', {
    definition,
    ...(creating ? {} : { updatedAt: world.now() }),
    ...(neverComplete ? {} : { before: before ?? { definition: last, resources, outputs, imports } }),
  });
  const mayReplace = !options.disableRollback && status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED';
  await nextTurn(); // what led here, the changes worked out and told, took one
  const run = new Run(journal, definition, prepare, mayReplace);
  const failure = await run.bringAll();
  const again = () => new Journal(world, stackId, options.token); // what follows a failure is an operation of its own
  if (failure === undefined) {
    await finish(journal, creating, run.replaced);
  } else if (options.disableRollback) {
    journal.status(neverComplete ? 'CREATE_FAILED' : 'UPDATE_FAILED', failure);
  } else if (!neverComplete) {
    await undoUpdate(again(), failure);
  } else {
    await removeStack(again(), { rollbackBecause: `${failure} Rollback requested by user.` });
    if (options.deleteOnFailure) {
      await removeStack(again(), {});
    }
  }
}

async function finish(journal: Journal, creating: boolean, replaced: readonly StackResource[]): Promise<void> {
  if (creating) {
    journal.status('CREATE_COMPLETE');
    return;
  }
  journal.status('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, { before: undefined, leftovers: replaced });
  await endCleanUp(journal);
}

/** One way from a stack as it is to a definition. */
class Run {
  /** What must go once all else has succeeded: old physical resources, and those that the template has no more. */
  readonly replaced: StackResource[] = [];
  private prepared!: Prepared;
  private scope!: Scope;
  private readonly imports = new Set<string>();

  constructor(
    private readonly journal: Journal,
    private readonly definition: StackDefinition,
    private readonly prepare: (stack: Stack) => Prepared,
    private readonly mayReplace: boolean,
  ) {}

  /** @returns why it failed */
  async bringAll(): Promise<string | undefined> {
    const { stack, world } = this.journal;
    const others = () => world.store.state.stacks.values();
    try {
      this.prepared = this.prepare(stack);
    } catch (error) {
      return messageOf(error);
    }
    const { scope } = this.prepared;
    const importing = { ...scope, exported: (name: string) => (this.imports.add(name), scope.exported(name)) };
    this.scope = withResources(importing, id => known(this.journal.stack, id));
    const failures = await walk(this.prepared.resources, resource => this.bring(resource), { stopAtFailure: true });
    if (failures.size > 0) {
      const verb = stack.before === undefined ? 'create' : 'update';
      return `The following resource(s) failed to ${verb}: [${[...failures.keys()].join(', ')}].`;
    }
    try {
      const outputs = evaluateOutputs(this.prepared.template, this.scope);
      checkExports(others(), this.journal.stack, outputs);
      this.journal.patch({ outputs, imports: [...this.imports] });
    } catch (error) {
      return messageOf(error);
    }
    this.forgetRemoved();
    return undefined;
  }

  private forgetRemoved(): void {
    const wanted = new Set(this.prepared.resources.map(resource => resource.logicalId));
    for (const resource of this.journal.stack.resources.values()) {
      if (!wanted.has(resource.logicalId)) {
        this.replaced.push(resource);
        this.journal.forget(resource.logicalId);
      }
    }
  }

  private async bring(resource: OrderedResource): Promise<void> {
    const existing = this.journal.stack.resources.get(resource.logicalId);
    const common = {
      logicalId: resource.logicalId,
      type: resource.type,
      metadata: resource.metadata,
      dependencies: resource.dependencies,
      deletionPolicy: resource.deletionPolicy,
    };
    if (existing === undefined || existing.physicalId === '') {
      await this.create(resource, { ...common, physicalId: '', attributes: {}, properties: resource.properties });
      return;
    }
    await this.change(resource, existing, common);
  }

  private async create(resource: OrderedResource, blank: Omit<StackResource, 'status' | 'changedAt'>): Promise<void> {
    try {
      const properties = this.propertiesOf(resource);
      this.journal.resource({ ...blank, properties, status: 'CREATE_IN_PROGRESS' });
      const made = await this.typeOf(resource).create(properties, contextOf(this.journal, resource.logicalId));
      this.journal.resource({ ...blank, ...made, properties, status: 'CREATE_IN_PROGRESS' }, 'Resource creation Initiated');
      this.journal.resource({ ...blank, ...made, properties, status: 'CREATE_COMPLETE' });
    } catch (error) {
      this.journal.resource({ ...blank, status: 'CREATE_FAILED' }, messageOf(error));
      throw error;
    }
  }

  private async change(
    resource: OrderedResource,
    existing: StackResource,
    common: Pick<StackResource, 'dependencies' | 'deletionPolicy' | 'metadata'>,
  ): Promise<void> {
    const type = this.typeOf(resource);
    try {
      const properties = this.propertiesOf(resource);
      const found = differences(existing.properties, properties, type.schema);
      const next = { ...existing, ...common, properties };
      if (found.length === 0) {
        this.journal.amend(next);
        return;
      }
      const replace = found.some(difference => difference.replaces);
      if (replace && !this.mayReplace) {
        throw new ResourceError('Replacement type updates not supported on stack with disable-rollback.');
      }
      this.journal.resource(
        { ...existing, status: 'UPDATE_IN_PROGRESS' },
        replace ? 'Requested update requires the creation of a new physical resource; hence creating one.' : undefined,
      );
      const made = replace
        ? await type.create(properties, contextOf(this.journal, resource.logicalId))
        : await type.update(existing, properties, contextOf(this.journal, resource.logicalId));
      this.journal.resource({ ...next, ...made, status: 'UPDATE_COMPLETE' });
      if (replace) {
        this.replaced.push({ ...existing, deletionPolicy: resource.updateReplacePolicy });
      }
    } catch (error) {
      this.journal.resource({ ...existing, status: 'UPDATE_FAILED' }, messageOf(error));
      throw error;
    }
  }

  private propertiesOf(resource: OrderedResource): JsonObject {
    const { schema, tagProperty } = this.typeOf(resource);
    const evaluated = evaluateProperties(resource.properties, this.scope, mustBeKnown);
    const conforming = schema ? conform(evaluated, schema) : evaluated;
    return tagProperty ? withStackTags(conforming, tagProperty, this.definition.tags) : conforming;
  }

  private typeOf(resource: OrderedResource): ResourceType {
    return this.journal.world.types.get(resource.type)!;
  }
}

function known({ resources }: Stack, logicalId: string): Known | undefined {
  const resource = resources.get(logicalId);
  return resource && resource.physicalId !== ''
    ? { physicalId: resource.physicalId, attribute: name => resource.attributes[name] }
    : undefined;
}
