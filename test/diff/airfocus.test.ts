import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { gitStore } from "../../src/demo/git-store.ts";
import { diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus as service } from "../../src/services/airfocus.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { shared } from "../support/shared.ts";

const clone = airfocusClone();
const table = shared("data", "airfocus-pairs.tsv");
const store = clone === undefined ? undefined : gitStore(clone, "docs/openapi.json");

afterAll(async () => {
  await store?.close?.();
});

async function load(version: string): Promise<Document> {
  const bytes = await store?.read(version);
  if (bytes === undefined) throw new Error(`no ${version}`);
  return loadDocument(makeSource({ ref: version, origin: version, version, bytes }));
}

const options = service.requirements === undefined ? {} : { requirements: service.requirements };

describe.skipIf(store === undefined || table === undefined)("the airfocus history", () => {
  it("has one edit from 47.140.0 to 47.144.0, reaching 39 operations", async () => {
    const base = await load("1.0.0-beta.47.140.0");
    const revision = await load("1.0.0-beta.47.144.0");
    const { changes, summary } = diff(base, revision, options);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      rule: "union-variant-added",
      message: "RichTextInline can now be skillMention",
      base: { pointer: "/components/schemas/RichTextInline" },
    });
    expect(summary).toMatchObject({ changes: 1, breaking: 0, dangerous: 1, safe: 1, operationsAffected: 39 });
    const [effect] =
      diff(base, revision, { ...options, consumer: "strict" }).changes[0]?.effects.slice(1) ?? [];
    expect(effect).toMatchObject({ direction: "response", severity: "breaking" });
  });

  it("sees below a replaced union: an array inside a variant of 46.211.1 became one filter", async () => {
    const { changes } = diff(await load("1.0.0-beta.46.208.0"), await load("1.0.0-beta.46.211.1"), options);
    expect(changes.find(({ rule }) => rule === "type-changed")).toMatchObject({
      revision: { pointer: "/components/schemas/WorkspaceSearchQueryFilterNot/properties/inner" },
      effects: [{ direction: "request", severity: "breaking", reaches: [{ path: "$.filter.inner" }] }],
    });
  });

  it("changes in 126 of its 316 steps and in nothing but the version in the other 190", async () => {
    const rows = readFileSync(table as string, "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const wrong: string[] = [];
    const counts = { changed: 0, "version-only": 0 };
    let base: Document | undefined;
    for (const row of rows) {
      const [from = "", to = "", kind = ""] = row.split("\t");
      if (base?.version !== from) base = await load(from);
      const revision = await load(to);
      const { changes } = diff(base, revision, options);
      const found = changes.length > 0 ? "changed" : "version-only";
      counts[found]++;
      if (found !== kind) wrong.push(`${from} → ${to}: ${kind}, found ${changes.length} changes`);
      base = revision;
    }
    expect(wrong).toEqual([]);
    expect(counts).toEqual({ changed: 126, "version-only": 190 });
  });
});
