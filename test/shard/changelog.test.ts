import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changelog, changelogOf, changelogPart } from "../../src/changelog/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { Policy } from "../../src/model/policy.ts";
import { type Shard, stretchOf } from "../../src/model/shard.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { type Shelf, shelfFetcher } from "../support/fetcher.ts";

const SEED = { seed: 20261122, numRuns: 60 };
const PATHS = ["/a", "/b", "/c"];
const today = "2026-11-22";

/** A version's document: some paths, or text that cannot be read. */
const documents = fc.array(fc.oneof({ weight: 5, arbitrary: fc.subarray(PATHS) }, fc.constant("<html>")), {
  minLength: 1,
  maxLength: 12,
});

function shelf(history: readonly (readonly string[] | string)[]): Shelf {
  const get = { tags: ["all"], responses: { 200: { description: "ok" } } };
  const tags = history.map((one, i) => {
    const version = `1.${i}.0`;
    if (typeof one === "string") return [version, one] as const;
    const paths = Object.fromEntries(one.map((path) => [path, { get }]));
    return [version, JSON.stringify({ openapi: "3.1.0", info: { title: `T${i}`, version }, paths })] as const;
  });
  return { tags: Object.fromEntries(tags) };
}

const policies = fc.constantFrom<Policy | undefined>(
  undefined,
  { severity: { "operation-removed": "off" } },
  { waivers: [{ rule: "operation-removed", where: "GET /a", reason: "agreed" }] },
  {
    waivers: [
      { rule: "operation-removed", where: "GET /z", reason: "never of use" },
      { rule: "operation-added", reason: "too late", until: "2020-01-01" },
    ],
  },
);

/** All shards, handed on as JSON, put together. */
async function sharded(total: number, part: (shard: Shard) => Promise<object>): Promise<never[]> {
  const shards = Array.from({ length: total }, (_, i) => ({ index: i + 1, total }));
  const parts = await Promise.all(shards.map(part));
  return JSON.parse(JSON.stringify(parts)) as never[];
}

test("stretches are the whole list, whatever their number", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 60 }), (length, total) => {
      let end = 0;
      for (let index = 1; index <= total; index++) {
        const stretch = stretchOf(length, { index, total });
        expect(stretch.start).toBe(end);
        end = stretch.end;
      }
      expect(end).toBe(length);
    }),
    SEED,
  );
});

describe(`a changelog in shards (seed ${SEED.seed})`, () => {
  test("is that of one run, whatever the number of shards, the policy, and what cannot be read", async () => {
    const total = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(documents, policies, total, async (history, policy, total) => {
        const fetcher = shelfFetcher(shelf(history));
        const entries = await fetcher.versions();
        const judging = { today, ...(policy === undefined ? {} : { policy }) };
        const whole = await changelog(fetcher, entries, judging);
        const parts = await sharded(total, (shard) => changelogPart(fetcher, entries, { shard }));
        expect(JSON.stringify(changelogOf(parts, judging))).toBe(JSON.stringify(whole));
      }),
      SEED,
    );
  });

  const clone = airfocusClone();
  test.skipIf(clone === undefined)("is that of one run for a real history", async () => {
    const fetcher = createFetcher({ versionsTemplate: `git:${clone}#{version}:docs/openapi.json` });
    const entries = await fetcher.range("1.0.0-beta.47.106.0..1.0.0-beta.47.147.2");
    expect(entries.length).toBeGreaterThan(7);
    const whole = JSON.stringify(await changelog(fetcher, entries, { today }));
    const parts = await sharded(3, (shard) => changelogPart(fetcher, entries, { shard }));
    expect(JSON.stringify(changelogOf(parts, { today }))).toBe(whole);
  });
});
