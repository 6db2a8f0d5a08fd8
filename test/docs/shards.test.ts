import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/cli/commands.ts";
import { execute } from "../support/execute.ts";
import { folderWith } from "../support/folder.ts";

const PAGE = new URL("../../docs/shards.md", import.meta.url);

interface Job {
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
  readonly needs?: string;
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

/** The commands of a job, as its runner would see them. */
function commandsOf({ steps }: Job, shard = 0): string[] {
  return steps.flatMap(({ run }) =>
    run === undefined ? [] : [run.replace(/\$\{\{ matrix\.shard \}\}/g, `${shard}`)],
  );
}

/** A repository with three tagged versions of a document. */
function repository(): string {
  const folder = folderWith({});
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      cwd: folder,
      stdio: "pipe",
    });
  git("init", "--quiet");
  for (const [i, paths] of [["/a"], ["/a", "/b"], ["/b"]].entries()) {
    const version = `1.${i}.0`;
    const lines = paths.map((path) => `  ${path}: { get: { responses: { "200": { description: ok } } } }`);
    const text = ["openapi: 3.1.0", `info: { title: Lighthouse, version: ${version} }`, "paths:", ...lines];
    writeFileSync(join(folder, "api.yaml"), `${text.join("\n")}\n`);
    git("add", ".");
    git("commit", "--quiet", "-m", version);
    git("tag", version);
  }
  return folder;
}

test("the workflow for shards, played, makes the site that one run makes", async () => {
  const text = readFileSync(PAGE, "utf8");
  const yaml = /```yaml\n(.*?)```/s.exec(text)?.[1] ?? "";
  const { jobs } = parse(yaml) as { jobs: Readonly<Record<"shard" | "report", Job>> };
  const folder = repository();
  const run = async (line: string) => {
    const words = line.split(" ");
    expect(words.splice(0, 2)).toEqual(["npx", "--yes"]);
    expect(await execute({ words }, folder)).toMatchObject({ exit: 0 });
  };
  const shards = jobs.shard.strategy?.matrix.shard ?? [];
  expect(shards).toHaveLength(4);
  for (const shard of shards) for (const line of commandsOf(jobs.shard, shard)) await run(line);
  expect(jobs.report.needs).toBe("shard");
  for (const line of commandsOf(jobs.report)) await run(line);
  await run("npx --yes specwitness changelog --versions git:.#{version}:api.yaml --format html -o whole/");
  for (const file of ["index.html", "feed.atom"])
    expect(readFileSync(join(folder, "site", file))).toEqual(readFileSync(join(folder, "whole", file)));
  // What the jobs hand to each other is what the commands write and read.
  for (const { with: given = {} } of [...jobs.shard.steps, ...jobs.report.steps])
    if (typeof given.path === "string") expect(existsSync(join(folder, given.path)), given.path).toBe(true);
});

test("the page names only commands and options that there are", () => {
  const lines = [...readFileSync(PAGE, "utf8").matchAll(/\bspecwitness ([a-z]+)((?: [^\s`]+)*)/g)];
  expect(lines.length).toBeGreaterThan(5);
  for (const [, name, rest = ""] of lines) {
    const command = COMMANDS.find((one) => one.name === name);
    const flags = (command?.options ?? []).flatMap((option) => option.flags.split(/[ ,]+/));
    expect(command, name).toBeDefined();
    for (const [flag] of rest.matchAll(/(?<= )--?[a-z-]+/g)) expect(flags).toContain(flag);
  }
});

test("the page speaks of files that are there", () => {
  for (const [, target = ""] of readFileSync(PAGE, "utf8").matchAll(/\]\((?!https?:)([^)#]+)\)/g))
    expect(existsSync(new URL(target, PAGE)), target).toBe(true);
});
