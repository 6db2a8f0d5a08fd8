import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c specwitness -f -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...options.map((option) => optionLine(name, option)),
  ]);
  return `# fish completion for specwitness\n${lines.join("\n")}\n`;
}

function optionLine(command: string, { long, short, about, takesValue, choices }: OptionWords): string {
  return [
    `complete -c specwitness -n '__fish_seen_subcommand_from ${command}'`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(choices.length > 0 ? [`-x -a ${quote(choices.join(" "))}`] : takesValue ? ["-r"] : []),
    `-d ${quote(about)}`,
  ].join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
