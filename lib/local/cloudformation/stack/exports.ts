/** Values that stacks of one account and Region share by name. */
import { ResourceError } from '../errors';
import type { Stack, StackOutput } from './stack';

type Environment = Pick<Stack, 'accountId' | 'region'>;

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stack: Stack;
}

export function exportsOf(stacks: Iterable<Stack>, environment: Environment): Export[] {
  return [...stacks]
    .filter(
      stack =>
        stack.accountId === environment.accountId && stack.region === environment.region && stack.status !== 'DELETE_COMPLETE',
    )
    .flatMap(stack =>
      stack.outputs.flatMap(output =>
        output.exportName === undefined ? [] : { name: output.exportName, value: output.value, stack },
      ),
    );
}

export function importersOf(stacks: Iterable<Stack>, environment: Environment, name: string): Stack[] {
  return [...stacks].filter(
    stack =>
      stack.accountId === environment.accountId &&
      stack.region === environment.region &&
      stack.status !== 'DELETE_COMPLETE' &&
      stack.imports.includes(name),
  );
}

/** Refuses outputs that take another stack's export name, or change or drop an export that another stack uses. */
export function checkExports(stacks: Iterable<Stack>, stack: Stack, next: readonly StackOutput[]): void {
  const all = [...stacks];
  for (const { exportName, key } of next) {
    const other = exportsOf(all, stack).find(e => e.name === exportName && e.stack.id !== stack.id);
    if (exportName !== undefined && other) {
      throw new ResourceError(`Output ${key}: Export with name ${exportName} is already exported by stack ${other.stack.name}`);
    }
  }
  for (const { exportName, value } of stack.outputs) {
    const kept = next.find(output => output.exportName === exportName)?.value;
    const users = exportName === undefined || kept === value ? [] : importersOf(all, stack, exportName);
    if (users.length > 0) {
      const verb = kept === undefined ? 'deleted' : 'updated';
      throw new ResourceError(`Export ${exportName} cannot be ${verb} as it is in use by ${users.map(u => u.name).join(', ')}`);
    }
  }
}
