/** Stacks of templates written in the test, deployed without the wire. */
import type { StackEngine } from '../../../lib/local/cloudformation/engine';
import type { Stack, StackDefinition } from '../../../lib/local/cloudformation/stack/stack';

export const HERE = { region: 'us-east-1', accountId: '000000000000' };

export function define(resources: object, more: Partial<StackDefinition> = {}, sections: object = {}): StackDefinition {
  return {
    template: JSON.stringify({ Resources: resources, ...sections }),
    parameters: [],
    tags: [],
    capabilities: [],
    notificationArns: [],
    ...more,
  };
}

export interface DeployTestOptions {
  readonly name?: string;
  readonly disableRollback?: boolean;
}

/** Resolves with the stack once the deployment is over, well or not. */
export async function deploy(engine: StackEngine, definition: StackDefinition, options: DeployTestOptions = {}): Promise<Stack> {
  const { name = 'Web', disableRollback } = options;
  const stack = engine.lookup(name, HERE) ?? engine.openFor(name, HERE, () => undefined);
  engine.deploy(stack, definition, { disableRollback });
  await engine.idle();
  return engine.find(stack.id, HERE);
}

export async function destroy(engine: StackEngine, name = 'Web', retain: readonly string[] = []): Promise<Stack> {
  const stack = engine.find(name, HERE);
  engine.delete(stack, retain, undefined);
  await engine.idle();
  return engine.find(stack.id, HERE);
}

/** Why resources failed during the last operations, `<logical id>: <reason>`. */
export function failures(stack: Stack): string[] {
  return stack.events
    .filter(event => event.status.endsWith('_FAILED') && event.type !== 'AWS::CloudFormation::Stack')
    .map(event => `${event.logicalId}: ${event.reason}`);
}

export const statuses = (stack: Stack, after = 0): string[] =>
  stack.events.slice(after).map(event => `${event.logicalId} ${event.status}`);
