import { resolve } from "node:path";
import { EXIT, type ExitCode, UsageError } from "../../model/errors.ts";
import type { Execute } from "../command.ts";
import { suggestion } from "../nearest.ts";
import { oneLine } from "../one-line.ts";

const ACTIONS = ["size", "verify", "clear"] as const;

export const execute: Execute = async ({ io, args, options }): Promise<ExitCode> => {
  const action = ACTIONS.find((name) => name === args[0]);
  if (action === undefined)
    throw new UsageError({
      what: "cannot run cache",
      where: args[0] ?? "",
      why: "it is no action",
      hint: suggestion(args[0] ?? "", ACTIONS),
    });
  const { CacheFolder, defaultCacheFolder } = await import("../../fetch/index.ts");
  const path = resolve(io.cwd, options.cache ?? defaultCacheFolder(io.env));
  const folder = new CacheFolder(path);
  const say = (line: string) => io.stdout(`${oneLine(line)}\n`);
  switch (action) {
    case "clear": {
      const { files, bytes } = await folder.clear();
      say(`${path}: removed ${files} files, ${inWords(bytes)}`);
      return EXIT.ok;
    }
    case "size": {
      const { addresses, documents, bytes } = await folder.size();
      say(`${path}: ${documents} documents of ${addresses} addresses, ${inWords(bytes)}`);
      return EXIT.ok;
    }
    case "verify": {
      const { addresses, documents, problems, leftovers } = await folder.verify();
      for (const problem of problems) say(problem);
      const left = leftovers === 0 ? "" : `, ${leftovers} no longer needed and removed`;
      const found = problems.length === 0 ? "all sound" : `${problems.length} damaged`;
      say(`${path}: ${documents} documents of ${addresses} addresses, ${found}${left}`);
      return problems.length === 0 ? EXIT.ok : EXIT.findings;
    }
  }
};

function inWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
