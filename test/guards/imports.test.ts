import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** What a room may import besides itself. A room that is not named here may import everything. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  fetch: ["model"],
  diff: ["model"],
  validate: ["model"],
  report: ["model"],
  services: ["model"],
  changelog: ["model", "diff", "fetch"],
  check: ["model", "diff", "fetch", "validate"],
  compat: ["model", "diff", "validate"],
  fits: ["model", "changelog", "diff", "fetch", "validate"],
  shard: ["model", "changelog", "validate"],
  vitest: ["model", "fetch", "validate"],
};

/** Each package is known to few modules: what replaces it one day has few places to look at. */
const WRAPPED: Readonly<Record<string, readonly string[]>> = {
  undici: ["fetch/"],
  handlebars: ["report/handlebars.ts"],
  "@apidevtools/swagger-parser": ["model/swagger-parser.ts"],
  commander: ["cli/program.ts"],
  jiti: ["cli/config/load.ts"],
  "openapi-diff": ["diff/engines/openapi-diff.ts"],
};

interface Import {
  readonly from: string;
  readonly to: string;
  /** Is it needed before the module can run, neither a type nor loaded on demand? */
  readonly atStart: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(sep).join("/"))
  .sort();

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\b(?<type>\s+type\b)?[^;"']*?from\s*["'](?<named>[^"']+)["']|\bimport\(\s*["'](?<lazy>[^"']+)["']\s*\)/g;

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(STATEMENT)].map(({ groups = {} }) => {
    const specifier = groups.named ?? groups.lazy ?? "";
    const to = specifier.startsWith(".")
      ? relative(SRC, resolve(dirname(join(SRC, file)), specifier))
          .split(sep)
          .join("/")
      : specifier;
    return { from: file, to, atStart: groups.lazy === undefined && groups.type === undefined };
  });
});

const isFile = new Set(files);

test("the guard sees the imports there are", () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(imports).toContainEqual({ from: "cli/main.ts", to: "model/errors.ts", atStart: true });
  expect(imports).toContainEqual({ from: "cli/main.ts", to: "cli/program.ts", atStart: false });
});

test("every relative import leads to a file", () => {
  const lost = imports.filter(({ to }) => to.endsWith(".ts") && !isFile.has(to));
  expect(lost).toEqual([]);
});

for (const [room, allowed] of Object.entries(ROOMS)) {
  test(`${room} imports only ${["itself", ...allowed].join(", ")}`, () => {
    const strays = imports.filter(({ from, to }) => {
      if (!from.startsWith(`${room}/`) || !isFile.has(to)) return false;
      const target = to.split("/")[0] ?? "";
      return target !== room && !allowed.includes(target);
    });
    expect(strays).toEqual([]);
  });
}

test("the schema algebra knows nothing of OpenAPI documents", () => {
  const strays = imports.filter(
    ({ from, to }) =>
      from.startsWith("diff/schema/") &&
      isFile.has(to) &&
      !to.startsWith("diff/schema/") &&
      /^(?!model\/)|^model\/(?:document|operations?|exchange|report|service|finding)\b/.test(to),
  );
  expect(strays).toEqual([]);
});

for (const [name, homes] of Object.entries(WRAPPED)) {
  test(`${name} is imported by its wrapper only`, () => {
    const users = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`));
    expect(users.filter(({ from }) => !homes.some((home) => from.startsWith(home)))).toEqual([]);
  });
}

test("only the executable touches the process", () => {
  const touching = files.filter((file) => {
    if (!file.startsWith("cli/") || file === "cli/bin.ts") return false;
    return /\bprocess\.(?:argv|cwd|env|exit|exitCode|on|once|std\w+)\b/.test(
      readFileSync(join(SRC, file), "utf8"),
    );
  });
  expect(touching).toEqual([]);
});

test("no module needs itself before it is there", () => {
  const needs = new Map<string, string[]>();
  for (const { from, to, atStart } of imports) {
    if (atStart && isFile.has(to)) needs.set(from, [...(needs.get(from) ?? []), to]);
  }
  const settled = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (settled.has(file)) return;
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
      return;
    }
    for (const next of needs.get(file) ?? []) visit(next, [...way, file]);
    settled.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

/** Everything that is loaded before a module runs. */
function loadedBy(entry: string): Set<string> {
  const loaded = new Set<string>();
  const pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    pending.push(...imports.filter(({ from, atStart }) => from === file && atStart).map(({ to }) => to));
  }
  return loaded;
}

test("a version and a help text wait for nothing but the parser", () => {
  const packages = (entry: string) =>
    [...loadedBy(entry)].filter((name) => !isFile.has(name) && !name.startsWith("node:"));
  expect(packages("cli/bin.ts")).toEqual([]);
  expect(packages("cli/program.ts")).toEqual(["commander"]);
  expect(loadedBy("cli/bin.ts").size).toBeLessThan(16);
  expect(loadedBy("cli/program.ts").size).toBeLessThan(20);
});

test("a command that has not begun waits for no heavy package", () => {
  const loaded = loadedBy("cli/session.ts");
  expect(
    ["ajv", "ajv/dist/2020.js", "jiti", "undici", "handlebars"].filter((name) => loaded.has(name)),
  ).toEqual([]);
});

test("comparing documents loads neither the network nor what validates", () => {
  const loaded = loadedBy("cli/commands/diff.ts");
  expect([...loaded].filter((name) => /^(?:fetch|validate)\//.test(name))).toEqual([]);
});
