import type { CompletableCommand, Flag } from './tree';

export function fishScript(program: string, commands: readonly CompletableCommand[]): string {
  const lines = commands.flatMap(command => [
    `complete -c ${program} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`,
    ...command.flags.map(flag => flagLine(program, command.name, flag)),
    ...command.words.map(word => `complete -c ${program} -n '__fish_seen_subcommand_from ${command.name}' -a ${quoted(word)}`),
    ...(command.paths ? [`complete -c ${program} -n '__fish_seen_subcommand_from ${command.name}' -F`] : []),
  ]);
  return [
    `# ${program} completion for fish; load it with: ${program} completion fish | source`,
    `complete -c ${program} -f`,
    ...lines,
  ].join('\n');
}

function flagLine(program: string, command: string, { names, description, value }: Flag): string {
  const options = names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const choices = value?.choices.length ? ` -x -a ${quoted(value.choices.join(' '))}` : '';
  const takes = value === undefined || choices !== '' ? choices : value.kind === 'path' ? ' -r -F' : ' -x';
  return `complete -c ${program} -n '__fish_seen_subcommand_from ${command}' ${options}${takes} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, char => `\\${char}`)}'`;
}
