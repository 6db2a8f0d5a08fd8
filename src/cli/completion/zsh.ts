import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for zsh, to be sourced or put on `fpath` as `_specwitness`. */
export function zshScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  return `#compdef specwitness
_specwitness() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${commands.map(commandCase).join("\n")}
  esac
}
compdef _specwitness specwitness
`;
}

function commandCase({ name, options }: CommandWords): string {
  const specs = options.map((option) => `      ${quote(optionSpec(option))} \\`);
  return `    ${name}) _arguments \\\n${specs.join("\n")}\n      '*:file:_files' ;;`;
}

function optionSpec({ long, about, takesValue, choices }: OptionWords): string {
  const value = choices.length > 0 ? `(${choices.join(" ")})` : "_files";
  return `${long}[${about.replace(/[[\]:]/g, "\\$&")}]${takesValue ? `:value:${value}` : ""}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
