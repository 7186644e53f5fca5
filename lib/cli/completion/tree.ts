/** What can be completed, read off commander's own tree of commands, so that it cannot fall behind. */
import type { Argument, Command, Option } from 'commander';

export interface CompletableCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  /** Words that may stand for the arguments. */
  readonly words: readonly string[];
  /** Whether an argument is a file or a directory. */
  readonly paths: boolean;
}

export interface Flag {
  /** `--json`, and `-j` where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** What follows it; undefined when nothing does. */
  readonly value?: { readonly kind: 'path' | 'text'; readonly label: string; readonly choices: readonly string[] };
}

export function completableCommands(program: Command): CompletableCommand[] {
  const help = program.createHelp();
  return help
    .visibleCommands(program)
    .filter(command => command.name() !== 'help')
    .map(command => ({
      name: command.name(),
      description: firstSentence(command.description()),
      flags: help.visibleOptions(command).map(flagOf),
      words: command.registeredArguments.flatMap((argument: Argument) => argument.argChoices ?? []),
      paths: command.registeredArguments.some((argument: Argument) => isPath(argument.name())),
    }));
}

function flagOf(option: Option): Flag {
  const names = [option.short, option.long].filter(name => name !== undefined);
  const label = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1];
  const value =
    label === undefined ? undefined : { kind: isPath(label) ? 'path' : 'text', label, choices: option.argChoices ?? [] };
  return { names, description: firstSentence(option.description), value } as Flag;
}

function isPath(label: string): boolean {
  return /file|directory|path|cdk\.out/.test(label);
}

function firstSentence(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.( .*)?$/, '');
}
