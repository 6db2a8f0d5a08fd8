import { expect, it } from "vitest";
import { reachableComponents, referencesIn } from "../../src/diff/components.ts";
import { diff } from "../../src/diff/index.ts";
import { documentOf } from "../support/documents.ts";

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

it("finds what operations lead to, through chains, cycles and references into the middle", () => {
  const root = {
    paths: {
      "/a": { get: { responses: { "200": { content: { "application/json": { schema: to("A") } } } } } },
    },
    components: {
      schemas: {
        A: { items: to("B") },
        B: { items: [to("A"), to("C/properties/x")] },
        C: {},
        Unused: to("A"),
      },
    },
  };
  const pointers = ["A", "B", "C"].map((name) => `/components/schemas/${name}`);
  expect([...reachableComponents(root)].sort()).toEqual(pointers);
});

it("takes arrays longer than a call may have arguments", () => {
  const values = Array.from({ length: 300_000 }, (_, i) => `v${i}`);
  const document = (type: string) =>
    documentOf({ components: { schemas: { Long: { enum: [...values, to("Other")] }, Other: { type } } } });
  expect(referencesIn(values).size).toBe(0);
  expect(diff(document("string"), document("integer")).changes.map(({ rule }) => rule)).toContain(
    "type-changed",
  );
});
