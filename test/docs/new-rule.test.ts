import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderWith } from "../support/folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const script = join(ROOT, "scripts", "new-rule.mjs");

test("a new rule fires as soon as it is called, and is in the catalogue", async () => {
  const folder = folderWith({});
  for (const part of ["src", "package.json"])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  execFileSync(process.execPath, [script, "title-replaced", folder], { stdio: "pipe" });

  const comparison = join(folder, "src", "diff", "schema-comparison.ts");
  const text = readFileSync(comparison, "utf8");
  writeFileSync(
    comparison,
    `import { titleReplacedEdits } from "./rules/title-replaced.ts";\n${text.replace(
      "    this.#report(node, typeEdits(pair));",
      "    this.#report(node, titleReplacedEdits(pair));\n$&",
    )}`,
  );

  const { diff, diffRules } = (await import(
    join(folder, "src", "diff", "index.ts")
  )) as typeof import("../../src/diff/index.ts");
  const { documentWithSchema } = await import("../support/documents.ts");
  expect(diffRules.map(({ id }) => id)).toContain("title-replaced");
  const [base, revision] = ["a", "b"].map((title) => documentWithSchema({ title }, "request"));
  if (base === undefined || revision === undefined) throw new Error("two documents");
  expect(diff(base, revision).changes.map(({ rule }) => rule)).toContain("title-replaced");
});

test("a name that is no rule's is refused in one line", () => {
  const run = () => execFileSync(process.execPath, [script, "Nonsense"], { stdio: "pipe" });
  expect(run).toThrow(/usage: npm run new:rule ID/);
});
