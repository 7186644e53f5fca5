/** What a stack is, as plain data: its place in the state, and no behaviour. */
import type { Change, ResourceStatus, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import type { JsonObject } from '../../../template/json';
import type { ParameterValue } from '../../../template/parameters';
import type { DeletionPolicy } from '../../../template/template';

export interface Stack {
  /** The ARN; a new stack of an old name has a new one. */
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly createdAt: Date;
  readonly updatedAt?: Date;
  readonly deletedAt?: Date;
  readonly terminationProtection: boolean;
  /** What the stack was last told to be; undefined while it is in review. */
  readonly definition?: StackDefinition;
  /** What exists, by logical id; what could not be created has no physical id. */
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly outputs: readonly StackOutput[];
  /** Names of other stacks' exports that it uses. */
  readonly imports: readonly string[];
  /** Oldest first. */
  readonly events: readonly StackEvent[];
  /** By ARN. */
  readonly changeSets: ReadonlyMap<string, ChangeSet>;
  /** What is still to be deleted when an update has succeeded, or has been undone. */
  readonly leftovers?: readonly StackResource[];
  /** What an update began from, while it runs and when it failed without rollback. */
  readonly before?: Pick<Stack, 'definition' | 'resources' | 'outputs' | 'imports'>;
}

/** All that decides what a stack holds. */
export interface StackDefinition {
  readonly template: string;
  readonly parameters: readonly ParameterValue[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Values of `Fn::GetAtt`. */
  readonly attributes: JsonObject;
  /** As they were evaluated when the resource was last created or changed. */
  readonly properties: JsonObject;
  readonly metadata?: JsonObject;
  /** Logical ids it was created after, and must be deleted before. */
  readonly dependencies: readonly string[];
  readonly deletionPolicy: DeletionPolicy;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  readonly changedAt: Date;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface StackEvent {
  readonly id: string;
  /** One for all events of a creation, update, rollback or deletion. */
  readonly operationId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly at: Date;
  readonly status: ResourceStatus | StackStatus;
  readonly reason?: string;
  readonly properties?: JsonObject;
  readonly token?: string;
}

export interface ChangeSet {
  /** The ARN. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly createsStack: boolean;
  readonly createdAt: Date;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string;
  readonly definition: StackDefinition;
  readonly changes: readonly Change[];
  readonly onFailure?: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
  readonly disableRollback?: boolean;
}

/** The stack of a name, or the one of an ARN, deleted ones only by ARN; none of another account or Region. */
export function findStack(
  stacks: ReadonlyMap<string, Stack>,
  nameOrId: string,
  environment: Pick<Stack, 'accountId' | 'region'>,
): Stack | undefined {
  const here = (stack: Stack) => stack.accountId === environment.accountId && stack.region === environment.region;
  const byArn = stacks.get(nameOrId);
  return byArn
    ? [byArn].find(here)
    : [...stacks.values()].find(s => s.name === nameOrId && here(s) && s.status !== 'DELETE_COMPLETE');
}
