import { Argument } from 'commander';
import { bashScript } from './completion/bash';
import { fishScript } from './completion/fish';
import { completableCommands } from './completion/tree';
import { zshScript } from './completion/zsh';
import type { AddCommand } from './command';

/**
 * Made from the commands themselves; then nothing is asked of this program while somebody types. The scripts that packages make (tab, omelette)
 * start it for every completion.
 */
const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

const HELP = `
Examples:
  source <(multivalue completion bash)   in ~/.bashrc
  source <(multivalue completion zsh)    in ~/.zshrc, after compinit
  multivalue completion fish | source    in ~/.config/fish/config.fish

Exit codes:
  0  success
  2  usage error`;

export const addCompletion: AddCommand = (program, io) => {
  program
    .command('completion')
    .description('Print a shell completion script for commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', HELP)
    .action((shell: keyof typeof SCRIPTS) => io.out(SCRIPTS[shell](program.name(), completableCommands(program))));
};
