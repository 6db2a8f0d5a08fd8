import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { airfocus as service } from "../../src/services/airfocus.ts";
import { airfocusDocument as load } from "../support/airfocus.ts";
import { airfocusPairs } from "../support/airfocus-pairs.ts";

const pairs = airfocusPairs();
const options = service.requirements === undefined ? {} : { requirements: service.requirements };

describe.skipIf(pairs === undefined)("the airfocus history", () => {
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
});
