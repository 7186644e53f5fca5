/** A template deployed as a stack from within this process: what `cdk deploy` comes to, without the CLI. */
import { systemsManagerParameter } from '../bootstrap/ssm';
import type { Environment, StackEngine } from './engine';
import type { Stack } from './stack/stack';
import { defined } from './stack/template-in';
import { parseTemplate } from '../../template/deployable';
import { parameterValues } from '../../template/parameters';

/** A stack was not deployed; the message holds the reason of each resource that failed. */
export class DeploymentError extends Error {
  constructor(stackName: string, reasons: readonly string[]) {
    super(`stack ${stackName} was not deployed: ${reasons.join('; ')}`);
    this.name = 'DeploymentError';
  }
}

/**
 * Creates the stack, or updates it when there is one, and resolves when it is deployed.
 *
 * @throws DeploymentError when a resource failed; what was done has been rolled back then
 */
export async function deployTemplate(
  engine: StackEngine,
  stackName: string,
  template: object,
  environment: Environment,
): Promise<void> {
  const text = JSON.stringify(template);
  const parsed = parseTemplate(text);
  const definition = defined(text, parsed, {
    parameters: parameterValues(parsed, [], new Map(), systemsManagerParameter),
    tags: [],
    capabilities: [],
    notificationArns: [],
  });
  const existing = engine.lookup(stackName, environment);
  const stack = existing ?? engine.openFor(stackName, environment, opened => engine.prepare(opened, definition));
  if (existing && engine.changes(existing, definition) === undefined) {
    return;
  }
  const before = stack.events.length;
  engine.deploy(stack, definition, {});
  await engine.idle();
  const now = engine.find(stack.id, environment);
  if (now.status !== 'CREATE_COMPLETE' && now.status !== 'UPDATE_COMPLETE') {
    throw new DeploymentError(stackName, reasonsOf(now, before));
  }
}

function reasonsOf({ events, status, statusReason }: Stack, since: number): string[] {
  const failed = events.slice(since).filter(event => event.status.endsWith('_FAILED') && event.reason !== undefined);
  return failed.length > 0
    ? failed.map(event => `${event.logicalId} (${event.type}): ${event.reason}`)
    : [`${status}${statusReason === undefined ? '' : ` ${statusReason}`}`];
}
