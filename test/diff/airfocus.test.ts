import { afterAll, describe, expect, it } from "vitest";
import { gitStore } from "../../src/demo/git-store.ts";
import { diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Change } from "../../src/model/finding.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus as service } from "../../src/services/airfocus.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { airfocusPairs } from "../support/airfocus-pairs.ts";

const clone = airfocusClone();
const pairs = airfocusPairs();
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

describe.skipIf(store === undefined || pairs === undefined)("the airfocus history", () => {
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

  it("tells what operations newly ask for, in prose, at 33.61.4 and 34.5.0", async () => {
    const asked = async (from: string, to: string) => {
      const { changes } = diff(await load(from), await load(to), options);
      return changes
        .flatMap(({ rule, message }) => (rule.startsWith("requirement-") ? [message] : []))
        .sort();
    };
    expect(await asked("1.0.0-beta.33.59.5", "1.0.0-beta.33.61.4")).toEqual([
      'DELETE /api/profile/api-keys/{apiKeyId} now asks for team features: "api-keys"',
      'GET /api/profile/api-keys now asks for team features: "api-keys"',
      'POST /api/profile/api-keys now asks for team features: "api-keys"',
    ]);
    const alias = "GET /api/workspaces/items/alias/{aliasValue} asks for";
    const listed = "POST /api/workspaces/items/list asks for";
    expect(await asked("1.0.0-beta.34.4.9", "1.0.0-beta.34.5.0")).toEqual([
      `${alias} auth-client scopes: "workspace:read" instead of "workspace"`,
      `${alias} user permission: "read" or higher instead of "write" or higher`,
      `${listed} auth-client scopes: "workspace:read" instead of "workspace"`,
      `${listed} user permission: "read" or higher instead of "write" or higher`,
      'POST /api/workspaces/{workspaceId}/statuses asks for user permission: "write" or higher instead of "full"',
    ]);
  });

  it.each([
    ["the ids that 44.11.1 reserves", "44.6.4", "44.11.1", 4, /IDs are reserved as read-only/],
    ["the order that 45.6.1 guarantees", "45.0.2", "45.6.1", 12, /Guarantees that the (?:array-)?size/],
  ])("reports %s, which descriptions alone tell of", async (_, from, to, count, words) => {
    const { changes } = diff(await load(`1.0.0-beta.${from}`), await load(`1.0.0-beta.${to}`), options);
    expect(changes).toHaveLength(count);
    for (const { rule, after } of changes) {
      expect(rule).toBe("description-changed");
      expect(after).toMatch(words);
    }
  });

  it("is mirrored when it runs backwards", async () => {
    // A sample, spread over the history.
    const sample = (pairs ?? []).filter(({ changed }) => changed).filter((_, i) => i % 15 === 14);
    expect(sample).toHaveLength(8);
    for (const pair of sample) {
      const [base, revision] = await Promise.all([load(pair.base), load(pair.revision)]);
      const [forth, back] = [diff(base, revision, options).changes, diff(revision, base, options).changes];
      expect(unmirrored(forth, back, pair.revision)).toEqual([]);
    }
  });
});

/** What comes one way and goes the other: the same edits, seen from the other document. */
const MIRROR = [
  ["operation-added", ["operation-removed", "deprecated-operation-removed"]],
  ["property-added", ["property-removed"]],
  ["required-property-added", ["required-property-removed"]],
  ["union-variant-added", ["union-variant-removed"]],
  ["enum-value-added", ["enum-value-removed"]],
  ["enum-added", ["enum-removed"]],
  ["null-accepted", ["null-refused"]],
  ["property-became-required", ["property-became-optional"]],
  ["type-changed", ["type-changed"]],
  ["media-type-added", ["media-type-removed"]],
  ["requirement-added", ["requirement-removed"]],
  ["requirement-changed", ["requirement-changed"]],
  ["description-changed", ["description-changed"]],
] as const;

function unmirrored(forth: readonly Change[], back: readonly Change[], version: string): string[] {
  const count = (changes: readonly Change[], rules: readonly string[]) =>
    changes.filter(({ rule }) => rules.includes(rule)).length;
  return MIRROR.flatMap(([come, gone]) =>
    [
      [forth, back],
      [back, forth],
    ].flatMap(([one = [], other = []]) => {
      const [came, went] = [count(one, [come]), count(other, gone)];
      return came === went ? [] : [`${version}: ${came} × ${come}, backwards ${went} × ${gone.join(" or ")}`];
    }),
  );
}
