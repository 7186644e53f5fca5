import type { CompletableCommand, Flag } from './tree';

export function bashScript(program: string, commands: readonly CompletableCommand[]): string {
  return `# ${program} completion for bash; load it with: source <(${program} completion bash)
_${program}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(c => c.name).join(' ')} help --help' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(branch).join('\n')}
  esac
}
complete -F _${program} ${program}`;
}

function branch(command: CompletableCommand): string {
  const withValue = command.flags.filter(flag => flag.value !== undefined);
  const flags = command.flags.flatMap(flag => flag.names).join(' ');
  const words = [flags, ...command.words].join(' ');
  const rest = command.paths ? ' -f' : '';
  return `    ${command.name})
      case "$previous" in
${withValue.map(valueBranch).join('\n')}
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W '${flags}' -- "$current")) ;;
        *) COMPREPLY=($(compgen -W '${words}'${rest} -- "$current")) ;;
      esac
      ;;`;
}

function valueBranch({ names, value }: Flag): string {
  const made = value?.choices.length ? `-W '${value.choices.join(' ')}'` : value?.kind === 'path' ? '-f' : undefined;
  const reply = made === undefined ? '' : `COMPREPLY=($(compgen ${made} -- "$current")); `;
  return `        ${names.join('|')}) ${reply}return ;;`;
}
