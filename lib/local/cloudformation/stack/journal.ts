/** Writes what happens to one stack during one operation: its state and the event that tells of it, in one change. */
import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import type { Store } from '../../store';
import type { ResourceTypes } from '../resources/resource-types';
import type { JsonObject } from '../../../template/json';
import type { Stack, StackEvent, StackResource } from './stack';

/** What the engine needs of the world around it. */
export interface EngineContext {
  readonly store: Store;
  readonly types: ResourceTypes;
  now(): Date;
  /** A text that no other call gets. */
  unique(): string;
}

/** Events that a stack keeps, and deleted stacks that are kept: a server may run for months. */
const MAX_EVENTS = 5000;
const MAX_DELETED_STACKS = 100;

export class Journal {
  private readonly operationId: string;

  constructor(
    readonly world: EngineContext,
    private readonly stackId: string,
    private readonly token: string | undefined,
  ) {
    this.operationId = world.unique();
  }

  get stack(): Stack {
    return this.world.store.state.stacks.get(this.stackId)!;
  }

  /** Puts the stack itself into a status. */
  status(status: StackStatus, reason?: string, patch: Partial<Stack> = {}): void {
    this.write(stack => ({
      ...stack,
      ...patch,
      status,
      statusReason: reason,
      events: [
        ...stack.events,
        this.event({
          logicalId: stack.name,
          physicalId: stack.id,
          type: 'AWS::CloudFormation::Stack',
          status,
          reason,
        }),
      ],
    }));
  }

  /** Puts a resource into a status. */
  resource(resource: Omit<StackResource, 'changedAt' | 'statusReason'>, reason?: string): void {
    this.write(stack => ({
      ...stack,
      resources: new Map(stack.resources).set(resource.logicalId, {
        ...resource,
        statusReason: reason,
        changedAt: this.world.now(),
      }),
      events: [...stack.events, this.resourceEvent(resource, resource.status, reason)],
    }));
  }

  /** Tells of a resource that is no longer, or not yet, the one of its logical id. */
  tell(resource: StackResource, status: ResourceStatus, reason?: string): void {
    this.write(stack => ({ ...stack, events: [...stack.events, this.resourceEvent(resource, status, reason)] }));
  }

  /** Changes what is known of a resource without an event. */
  amend(resource: StackResource): void {
    this.write(stack => ({ ...stack, resources: new Map(stack.resources).set(resource.logicalId, resource) }));
  }

  /** Changes the stack without an event. */
  patch(patch: Partial<Stack>): void {
    this.write(stack => ({ ...stack, ...patch }));
  }

  forget(logicalId: string): void {
    this.write(stack => {
      const resources = new Map(stack.resources);
      resources.delete(logicalId);
      return { ...stack, resources };
    });
  }

  private write(change: (stack: Stack) => Stack): void {
    this.world.store.update(state => {
      const stack = change(state.stacks.get(this.stackId)!);
      const stacks = new Map(state.stacks).set(this.stackId, { ...stack, events: stack.events.slice(-MAX_EVENTS) });
      return { ...state, stacks: stack.status === 'DELETE_COMPLETE' ? withoutOldest(stacks) : stacks };
    });
  }

  private resourceEvent(
    resource: { logicalId: string; physicalId: string; type: string; properties: JsonObject },
    status: ResourceStatus,
    reason: string | undefined,
  ): StackEvent {
    const { logicalId, physicalId, type, properties } = resource;
    return this.event({ logicalId, physicalId, type, properties, status, reason });
  }

  /** No two events of a stack have one time: readers such as the CDK CLI put them in order by it. */
  private event(event: Omit<StackEvent, 'id' | 'operationId' | 'at' | 'token'>): StackEvent {
    const last = this.stack.events.at(-1)?.at.getTime() ?? 0;
    const at = new Date(Math.max(this.world.now().getTime(), last + 1));
    return { ...event, id: this.world.unique(), operationId: this.operationId, at, token: this.token };
  }
}

function withoutOldest(stacks: ReadonlyMap<string, Stack>): ReadonlyMap<string, Stack> {
  const deleted = [...stacks.values()].filter(stack => stack.status === 'DELETE_COMPLETE');
  const forgotten = new Set(deleted.slice(0, Math.max(0, deleted.length - MAX_DELETED_STACKS)).map(stack => stack.id));
  return forgotten.size > 0 ? new Map([...stacks].filter(([id]) => !forgotten.has(id))) : stacks;
}
