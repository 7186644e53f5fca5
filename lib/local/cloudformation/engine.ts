/** The stacks of the local Route 53: finds them, judges what they are told to be, and runs one operation at a time on each. */
import type { Change, StackStatus } from '@aws-sdk/client-cloudformation';
import { mustMatch, validationErrors, violation } from '../../rules/api/words';
import { messageOf, validationError } from './errors';
import { changesBesides, changesOf } from './stack/change-set';
import { deploy, type DeployOptions } from './stack/deploy';
import { exportsOf } from './stack/exports';
import { Journal, type EngineContext } from './stack/journal';
import { checkTypesKept, prepare, type Prepared } from './stack/prepare';
import { endCleanUp, removeStack } from './stack/remove';
import { findStack, type Stack, type StackDefinition } from './stack/stack';
import { undoUpdate } from './stack/undo';

/** Who calls, from where. */
export interface Environment {
  readonly region: string;
  readonly accountId: string;
}

export class StackEngine {
  private readonly running = new Map<string, Promise<void>>();
  private readonly prepared = new WeakMap<StackDefinition, Prepared & { readonly stackId: string }>();

  constructor(readonly world: EngineContext) {
    for (const stack of world.store.state.stacks.values()) {
      if (stack.status.endsWith('CLEANUP_IN_PROGRESS')) {
        this.track(stack, () => endCleanUp(new Journal(world, stack.id, undefined)));
      } else {
        endFailed(world, stack.id, 'The local Route 53 was stopped in the middle of the operation');
      }
    }
  }

  /** Stacks of the environment, deleted ones too. */
  stacks(environment: Environment): Stack[] {
    return [...this.world.store.state.stacks.values()].filter(
      stack => stack.accountId === environment.accountId && stack.region === environment.region,
    );
  }

  find(nameOrId: string, environment: Environment): Stack {
    const stack = this.lookup(nameOrId, environment);
    if (!stack) {
      throw validationError(`Stack with id ${nameOrId} does not exist`);
    }
    return stack;
  }

  lookup(nameOrId: string, environment: Environment): Stack | undefined {
    return findStack(this.world.store.state.stacks, nameOrId, environment);
  }

  /** A new stack that holds nothing, unless `check` throws: then there is none. */
  openFor(name: string, environment: Environment, check: (stack: Stack) => void, terminationProtection = false): Stack {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
      throw validationError(validationErrors([violation(`'${name}'`, 'stackName', mustMatch('[a-zA-Z][-a-zA-Z0-9]*'))]));
    }
    const id = `arn:aws:cloudformation:${environment.region}:${environment.accountId}:stack/${name}/${this.world.unique()}`;
    const stack: Stack = {
      id,
      name,
      region: environment.region,
      accountId: environment.accountId,
      status: 'REVIEW_IN_PROGRESS',
      createdAt: this.world.now(),
      terminationProtection,
      resources: new Map(),
      outputs: [],
      imports: [],
      events: [],
      changeSets: new Map(),
    };
    check(stack);
    this.put(stack);
    return stack;
  }

  openForReview(name: string, environment: Environment, check: (stack: Stack) => void): Stack {
    const { id } = this.openFor(name, environment, check);
    new Journal(this.world, id, undefined).status('REVIEW_IN_PROGRESS', 'User Initiated');
    return this.find(id, environment);
  }

  put(stack: Stack): void {
    this.world.store.update(state => ({ ...state, stacks: new Map(state.stacks).set(stack.id, stack) }));
  }

  /** What deploying a definition would change; undefined when it would change nothing at all. */
  changes(stack: Stack, definition: StackDefinition): Change[] | undefined {
    const prepared = this.prepare(stack, definition);
    const changes = changesOf(stack, prepared, definition, this.world.types);
    if (changes.length > 0 || stack.definition === undefined) {
      return changes;
    }
    return changesBesides(stack, prepared, this.prepare(stack, stack.definition), definition) ? changes : undefined;
  }

  /** Worked out once for a change set, from its creation to its end. */
  prepare(stack: Stack, definition: StackDefinition): Prepared {
    const known = this.prepared.get(definition);
    const exported = (name: string) => exportsOf(this.world.store.state.stacks.values(), stack).find(e => e.name === name)?.value;
    const prepared =
      known?.stackId === stack.id ? known : { ...prepare(definition, stack, this.world.types, exported), stackId: stack.id };
    this.prepared.set(definition, prepared);
    checkTypesKept(prepared, stack.resources);
    return prepared;
  }

  deploy(stack: Stack, definition: StackDefinition, options: DeployOptions): void {
    checkUpdatable(stack);
    this.run(stack, 'updated', () =>
      deploy(this.world, stack.id, definition, current => this.prepare(current, definition), options),
    );
  }

  delete(stack: Stack, retain: readonly string[], token: string | undefined): void {
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    this.run(stack, 'deleted', () => removeStack(new Journal(this.world, stack.id, token), { retain }));
  }

  /** Undoes a creation or an update that failed and was left as it was. */
  undo(stack: Stack, token: string | undefined, skip: readonly string[] = []): void {
    const journal = () => new Journal(this.world, stack.id, token);
    if (stack.status === 'CREATE_FAILED') {
      this.run(stack, 'rolled back', () => removeStack(journal(), { rollbackBecause: 'User Initiated' }));
    } else if (stack.before !== undefined) {
      this.run(stack, 'rolled back', () => undoUpdate(journal(), 'User Initiated', skip));
    } else {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.all(this.running.values());
    }
  }

  private run(stack: Stack, done: string, work: () => Promise<void>): void {
    if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be ${done}.`);
    }
    this.track(stack, work);
  }

  private track(stack: Stack, work: () => Promise<void>): void {
    const over = work()
      .catch((error: unknown) => endFailed(this.world, stack.id, messageOf(error)))
      .finally(() => this.running.delete(stack.id));
    this.running.set(stack.id, over);
  }
}

/** States that a definition can be brought to; from others a stack must be deleted or rolled back first. */
const UPDATABLE: readonly StackStatus[] = [
  'REVIEW_IN_PROGRESS',
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
];

export function checkUpdatable(stack: Stack): void {
  if (!UPDATABLE.includes(stack.status)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
}

/** Where a stack ends up when the program stops, or fails, in the middle of an operation. */
const ENDS: Partial<Record<StackStatus, StackStatus>> = {
  CREATE_IN_PROGRESS: 'CREATE_FAILED',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_FAILED',
  UPDATE_IN_PROGRESS: 'UPDATE_FAILED',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
  DELETE_IN_PROGRESS: 'DELETE_FAILED',
};

function endFailed(world: EngineContext, stackId: string, reason: string): void {
  const journal = new Journal(world, stackId, undefined);
  const { status, before } = journal.stack;
  const end = status === 'UPDATE_IN_PROGRESS' && before === undefined ? 'CREATE_FAILED' : ENDS[status];
  if (end) {
    journal.status(end, reason);
  }
}
