import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/cli/catalogue.ts";
import { OASDIFF_NAMES } from "../../src/cli/oasdiff-names.ts";
import { reportHead } from "../../src/model/report-head.ts";
import { render } from "../../src/report/index.ts";
import { ADVISED } from "../../src/report/view/advice.ts";
import { shared } from "../support/shared.ts";

const PAGE = new URL("../../docs/rules.md", import.meta.url);
const ids = new Set(catalogue.map(({ id }) => id));

test("the page about the rules is the catalogue (UPDATE=1 writes it)", async () => {
  const text = await render({ ...reportHead("rules"), rules: catalogue }, "markdown");
  if (process.env.UPDATE === "1") writeFileSync(PAGE, text);
  expect(readFileSync(PAGE, "utf8")).toBe(text);
  for (const id of ids) expect(text).toContain(`### \`${id}\``);
});

describe("what is said of rules elsewhere is of rules that there are", () => {
  test.each([
    ["names of oasdiff", Object.keys(OASDIFF_NAMES)],
    ["advice", ADVISED],
  ])("%s", (_what, named) => {
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  test("oasdiff's names are its own", () => {
    const list = shared("field", "oasdiff-rules.tsv");
    if (list === undefined) return;
    const theirs = new Set(
      readFileSync(list, "utf8")
        .split("\n")
        .map((line) => line.split("\t")[0]),
    );
    expect(
      Object.values(OASDIFF_NAMES)
        .flat()
        .filter((name) => !theirs.has(name)),
    ).toEqual([]);
  });
});

test("one rule is explained with its reason, its waiver and the other names", async () => {
  const rules = catalogue.filter(({ id }) => id === "enum-value-removed");
  const text = await render({ ...reportHead("rules"), rules }, "text", { width: 200 });
  expect(text).toContain("request-property-enum-value-removed");
  expect(text).toContain("{ rule: enum-value-removed, where:");
});
