import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for bash 3.2 and later: static, so that pressing Tab starts no process. */
export function bashScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# bash completion for specwitness
_specwitness() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "$command" in
${commands.map(optionCase).join("\n")}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words --help" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _specwitness specwitness
`;
}

function valueCases({ name, options }: CommandWords): string[] {
  return options
    .filter(({ choices }) => choices.length > 0)
    .map(
      ({ long, choices }) =>
        `    "${name} ${long}") COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")); return ;;`,
    );
}

function optionCase({ name, options }: CommandWords): string {
  return `    ${name}) words="${options.flatMap(spellings).join(" ")}" ;;`;
}

function spellings({ long, short }: OptionWords): string[] {
  return short === undefined ? [long] : [short, long];
}
