import type { CompletableCommand, Flag } from './tree';

export function zshScript(program: string, commands: readonly CompletableCommand[]): string {
  return `#compdef ${program}
# ${program} completion for zsh; load it with: source <(${program} completion zsh)
_${program}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${commands.map(c => `        '${quoted(`${c.name}:${c.description}`)}'`).join('\n')}
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
${commands.map(branch).join('\n')}
      esac
      ;;
  esac
}
compdef _${program} ${program}`;
}

function branch(command: CompletableCommand): string {
  const rest =
    command.words.length > 0 ? `'*:word:(${command.words.join(' ')})'` : command.paths ? `'*:path:_files'` : `'*:name: '`;
  return `        ${command.name}) _arguments -s \\
${[...command.flags.flatMap(specs), rest].map(spec => `          ${spec}`).join(' \\\n')} ;;`;
}

function specs({ names, description, value }: Flag): string[] {
  const values = value?.choices.length ? `(${value.choices.join(' ')})` : value?.kind === 'path' ? '_files' : ' ';
  const tail = value === undefined ? '' : `:${bracketed(value.label)}:${values}`;
  return names.map(name => `'${quoted(`${name}[${bracketed(description)}]${tail}`)}'`);
}

function bracketed(text: string): string {
  return text.replace(/[[\]:\\]/g, char => `\\${char}`);
}

function quoted(text: string): string {
  return text.replace(/'/g, `'\\''`);
}
