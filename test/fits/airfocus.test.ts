import { describe, expect, it } from "vitest";
import { createFetcher } from "../../src/fetch/index.ts";
import { fitVersions } from "../../src/fits/index.ts";
import type { Json } from "../../src/model/json.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { validate } from "../../src/validate/index.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { exchange } from "../validate/exchanges.ts";

const clone = airfocusClone();
const SEARCH =
  "POST https://app.airfocus.com/api/workspaces/8e7e5b8c-3d42-4a10-9a4e-111111111111/items/search";
const search = (filter: Json, index: number) => ({
  ...exchange(
    SEARCH,
    200,
    { json: { items: [], totalItems: 0 }, headers: { "x-request-id": "7be1" } },
    { json: { filter }, headers: { authorization: "[redacted]" } },
  ),
  index,
});

const night = [
  search({ type: "id:any", values: ["8e7e5b8c-3d42-4a10-9a4e-222222222222"] }, 0),
  search({ type: "name:contain", text: "roadmap", caseSensitive: false }, 1),
];
const recordings = {
  async *[Symbol.asyncIterator]() {
    yield* night;
  },
};

describe.skipIf(clone === undefined)("two searches against tags of airfocus", () => {
  const fetcher = createFetcher({
    service: airfocus,
    versionsTemplate: `git:${clone}#{version}:docs/openapi.json`,
    cacheDir: "",
  });

  it("fit the versions that know the filters, and say which change brought them", async () => {
    const entries = await fetcher.range("46.232.0..47.7.2");
    const options = { service: airfocus };
    const { findings } = await validate(await fetcher.open("46.232.0"), night, options);
    const { fits, histories, problems } = await fitVersions(fetcher, entries, recordings, findings, options);
    expect(problems).toEqual([]);
    expect(
      findings.map(({ id, rule, instance }) => ({ rule, instance, ...histories.get(id) })),
    ).toMatchObject([
      {
        rule: "discriminator-unknown-value",
        instance: "/filter/type",
        accepted: [{ from: "1.0.0-beta.47.7.2", to: "1.0.0-beta.47.7.2" }],
        change: {
          version: "1.0.0-beta.47.7.2",
          rule: "union-variant-added",
          message: "ItemSearchQueryFilter can now be id:any",
        },
      },
    ]);
    expect(fits.stretches.map(({ from, conforming, fits }) => [from, conforming, fits])).toEqual([
      ["1.0.0-beta.46.232.0", 1, false],
      ["1.0.0-beta.47.7.2", 2, true],
    ]);
  });
});
