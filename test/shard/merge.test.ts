import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/index.ts";
import { execute } from "../support/execute.ts";
import type { Result } from "../support/transcript.ts";

const DEMO = fileURLToPath(new URL("../../demo", import.meta.url));
const VERSIONS = "--versions demo/harbour/versions/{version}.json";
const RUNS = {
  changelog: { command: `changelog 1.0.0..1.2.0 ${VERSIONS}`, finish: "--fail-on dangerous" },
  validate: {
    command: "validate demo/harbour/live.json demo/harbour/recordings/nightly.ndjson --examples",
    finish: "--min-coverage 99",
  },
} as const;
const NAMES = ["changelog", "validate"] as const;
const TOTAL = 3;

let folder: string;
function run(line: string): Promise<Result> {
  return execute({ words: ["specwitness", ...line.split(" ")] }, folder);
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "specwitness-shards-")));
  cpSync(DEMO, join(folder, "demo"), { recursive: true });
  for (const name of NAMES) {
    mkdirSync(join(folder, name));
    for (let i = 1; i <= TOTAL; i++)
      await run(`${RUNS[name].command} --shard ${i}/${TOTAL} -o ${name}/${i}.json`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("merged shards", () => {
  test.each(NAMES.flatMap((name) => FORMATS[name].map((format) => [name, format] as const)))(
    "of a %s are, as %s, what one run writes, with its exit code",
    async (name, format) => {
      const { command, finish } = RUNS[name];
      const whole = await run(`${command} ${finish} --format ${format}`);
      expect(whole.exit).toBe(1);
      expect(await run(`merge ${name}/ ${finish} --format ${format}`)).toEqual(whole);
    },
  );

  test("make the same pages, the same site and the same file of coverage", async () => {
    const { command } = RUNS.changelog;
    await run(`${command} --pages whole-pages`);
    await run("merge changelog/3.json changelog/1.json changelog/2.json --pages merged-pages");
    await run(`${command} --format html -o whole-site/`);
    await run("merge changelog/ --format html -o merged-site/");
    const contents = (name: string) =>
      readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), "utf8")]);
    expect(contents("merged-pages")).toEqual(contents("whole-pages"));
    expect(contents("merged-site")).toEqual(contents("whole-site"));
    expect(contents("merged-pages")).toHaveLength(3);
    for (const night of [1, 2]) {
      await run(`${RUNS.validate.command} --coverage whole.json`);
      await run("merge validate/ --coverage merged.json");
      expect(readFileSync(join(folder, "merged.json"), "utf8")).toContain(`"runs": ${night}`);
    }
    expect(readFileSync(join(folder, "merged.json"))).toEqual(readFileSync(join(folder, "whole.json")));
  });
});

test("a shard's file is as its schema says", () => {
  const schemas = fileURLToPath(new URL("../../schemas", import.meta.url));
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false });
  for (const name of readdirSync(schemas))
    ajv.addSchema(JSON.parse(readFileSync(join(schemas, name), "utf8")) as object, name);
  const accepts = ajv.getSchema("shard.schema.json");
  for (const name of NAMES) {
    const file = JSON.parse(readFileSync(join(folder, name, "1.json"), "utf8")) as object;
    accepts?.(file);
    expect(accepts?.errors ?? []).toEqual([]);
    expect(accepts?.({ ...file, command: "check" })).toBe(false);
    expect(accepts?.({ ...file, part: {} })).toBe(false);
  }
});

describe("what cannot be merged is told in one line", () => {
  /** A file like another, but for some of its text. */
  function forged(from: string, to: string, change: (text: string) => string): void {
    writeFileSync(join(folder, to), change(readFileSync(join(folder, from), "utf8")));
  }

  beforeAll(async () => {
    const { command } = RUNS.changelog;
    await run(`${command} --shard 1/2 -o half.json`);
    await run(`${command} --shard 2/3 --consumer strict -o strict.json`);
    await run(`changelog 1.1.0..1.2.0 ${VERSIONS} --shard 2/3 -o range.json`);
    await run(
      "validate demo/harbour/live.json demo/harbour/recordings/client.ndjson --examples --shard 2/3 -o client.json",
    );
    mkdirSync(join(folder, "nothing"), { recursive: true });
    forged("changelog/1.json", "again.json", (text) => text);
    forged("changelog/1.json", "edited.json", (text) => text.replace("1.0.0", "1.0.9"));
    forged("changelog/1.json", "cut.json", (text) => text.slice(0, -9));
    forged("changelog/1.json", "old.json", (text) => text.replace(/("version":)"[^"]*"/, '$1"0.0.1"'));
  });

  test.each<readonly [what: string, files: string, why: string, exit: number]>([
    ["one missing", "changelog/1.json changelog/3.json", "of 3, shard 2 is missing", 3],
    ["two missing", "changelog/2.json", "of 3, shards 1, 3 are missing", 3],
    [
      "one twice",
      "changelog/1.json again.json changelog/2.json changelog/3.json",
      "are both shard 1 of 3",
      3,
    ],
    ["another number of shards", "changelog/ half.json", "they differ in the number of shards", 3],
    ["another command", "changelog/1.json validate/2.json", "they differ in the command", 3],
    ["another consumer", "changelog/1.json strict.json", "they differ in consumer", 3],
    ["another range", "changelog/1.json range.json", "they differ in versions", 3],
    ["other recordings", "validate/1.json client.json", "they differ in recordings", 3],
    ["what was edited", "edited.json", "edited.json: it is not as it was written", 3],
    ["what was cut off", "cut.json", "cut.json: it is not JSON", 3],
    ["another version's", "old.json", "specwitness 0.0.1 wrote it", 3],
    ["what is no shard", "demo/harbour/dates.json", "it is no shard of a run", 3],
    ["an empty folder", "nothing/", "there is none", 3],
    ["a file that is not there", "nowhere.json", "there is no such file", 2],
  ])("%s", async (_, files, why, exit) => {
    const result = await run(`merge ${files}`);
    expect(result).toMatchObject({ exit, stdout: "" });
    expect(result.stderr).toContain(why);
    expect(result.stderr.trimEnd()).not.toContain("\n");
  });

  test.each([
    ["changelog --shard 0/3", "it is not I/N"],
    ["changelog --shard 4/3", "it is not I/N"],
    ["changelog --shard half", "it is not I/N"],
    ["changelog --shard 1/3 --format html", "cannot use --format with --shard: a shard is no report yet"],
    ["validate a.json b.har --shard 1/3 --fail-on safe", "cannot use --fail-on with --shard"],
    ["validate a.json b.har --shard 1/3 --min-coverage 80", "cannot use --min-coverage with --shard"],
    ["merge changelog/ --coverage seen.json", "cannot use --coverage: these are shards of changelog"],
    ["merge validate/ --pages notes", "cannot use --pages: these are shards of validate"],
  ])("specwitness %s", async (line, why) => {
    const result = await run(line);
    expect(result).toMatchObject({ exit: 2, stdout: "" });
    expect(result.stderr).toContain(why);
  });
});
