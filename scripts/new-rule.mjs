// Writes a rule about schemas to start from: npm run new:rule ID
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [id, root = fileURLToPath(new URL("..", import.meta.url))] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(-[a-z]+)+$/.test(id)) {
  console.error("usage: npm run new:rule ID, where ID is words in lower case with hyphens: pattern-changed");
  process.exit(2);
}
const file = join(root, "src", "diff", "rules", `${id}.ts`);
if (existsSync(file)) {
  console.error(`${file} is there already`);
  process.exit(2);
}

const name = id.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
writeFileSync(
  file,
  `import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";

export const ${name} = schemaRule({
  id: "${id}",
  title: "A title is another one",
  // What the edit does to the set of accepted values: "no", "maybe" or "yes".
  relation: { gains: "no", loses: "no" },
  why: "Whom it hurts, and how.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation",
  example: { before: { title: "a" }, after: { title: "b" } },
  nearMiss: { before: { title: "a" }, after: { title: "a" } },
});

export function* ${name}Edits(pair: SchemaPair): Iterable<Edit> {
  const before = pair.base.facts.annotations.title;
  const after = pair.revision.facts.annotations.title;
  if (before !== after) yield pair.edit(${name}, "has another title", before, after);
}
`,
);

const catalogue = join(root, "src", "diff", "catalogue.ts");
const text = readFileSync(catalogue, "utf8")
  .replace(/\n\n\/\*\*/, `\nimport { ${name} } from "./rules/${id}.ts";$&`)
  .replace(/\n\];/, `\n  ${name},$&`);
writeFileSync(catalogue, text);
console.log(
  `wrote ${file} and added it to the catalogue; next: call ${name}Edits in src/diff/schema-comparison.ts`,
);
