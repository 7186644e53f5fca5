import { AssemblyError, readAssembly } from '../plan/assembly';
import type { StackTemplate } from '../template/stacks';
import { CliError } from './io';

/** The templates of the app in `directory`; why it cannot be read is the command's one line of error. */
export function appTemplates(directory: string): StackTemplate[] {
  try {
    return readAssembly(directory);
  } catch (error) {
    throw error instanceof AssemblyError ? new CliError(error.message) : error;
  }
}
