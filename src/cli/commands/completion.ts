import { EXIT, UsageError } from "../../model/errors.ts";
import type { Execute } from "../command.ts";
import { COMMANDS } from "../commands.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { wordsOf } from "../completion/words.ts";
import { zshScript } from "../completion/zsh.ts";
import { suggestion } from "../nearest.ts";

const SCRIPTS = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);

export const execute: Execute = async ({ args, io }) => {
  const shell = args[0] ?? "";
  const script = SCRIPTS.get(shell);
  if (script === undefined) {
    throw new UsageError({
      what: "cannot write a completion script for",
      where: shell,
      why: "it is not one of the shells known here",
      hint: suggestion(shell, [...SCRIPTS.keys()]),
    });
  }
  io.stdout(script(COMMANDS.map(wordsOf)));
  return EXIT.ok;
};
