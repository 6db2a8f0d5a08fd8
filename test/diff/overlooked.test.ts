import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Json } from "../../src/model/json.ts";
import { documentOf, documentWithSchema } from "../support/documents.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const components = { Nothing: { type: "null" }, Choice: { enum: ["c", null] } };
const A = { type: "object", properties: { a: { type: "integer" } } } as const;

/** How a request is harmed, and by what that is shown. */
function harm(before: Json, after: Json, openWorld = false): string[] {
  const documents = [before, after].map((schema) => documentWithSchema(schema, "request", components));
  const [base, revision] = documents as [(typeof documents)[0], (typeof documents)[0]];
  const { changes, disputed } = diff(base, revision, { openWorld });
  expect(disputed).toBe(0);
  return changes.flatMap(({ effects }) =>
    effects
      .filter(({ severity }) => severity === "breaking")
      .map(({ evidence, witness }) => `${evidence} ${JSON.stringify(witness?.value)}`),
  );
}

describe("a value that is no longer accepted is shown", () => {
  it.each<[string, Json, Json, string]>([
    ["beside a union of one", { oneOf: [A] }, { oneOf: [A], enum: ["a"] }, "{}"],
    [
      "beside variants that are new",
      { type: "string" },
      { anyOf: [{ type: "string" }, A], minLength: 1 },
      '""',
    ],
    [
      "null that something stands beside",
      { oneOf: [A, { type: "null" }] },
      { oneOf: [A, { type: "null", enum: [7] }] },
      "null",
    ],
    ["null by another name", ref("Nothing"), { ...ref("Nothing"), type: "string" }, "null"],
    ["null of a list", ref("Choice"), { ...ref("Choice"), type: "string" }, "null"],
    [
      "required, and of any type so far",
      { ...A, properties: {}, required: ["a"] },
      { ...A, required: ["a"] },
      '{"a":null}',
    ],
    [
      "not named, but welcome",
      { type: "object", additionalProperties: true },
      { ...A, additionalProperties: true },
      '{"a":null}',
    ],
    [
      "of a list that no value fits",
      { type: "object", required: ["a"] },
      { type: "object", required: ["a"], properties: { a: { type: "integer", enum: ["b"] } } },
      '{"a":null}',
    ],
  ])("%s", (_, before, after, witness) => {
    expect(harm(before, after)).toEqual([`witness ${witness}`]);
  });

  it("of a property that any object may hold, where that counts", () => {
    expect(harm({ type: "object" }, A, true)).toEqual(['witness {"a":null}']);
    expect(harm({ type: "object" }, A)).toEqual([]);
  });
});

describe("null is told of", () => {
  it("in a component that a union led to first, as in one that came first itself", () => {
    const document = (names: readonly string[], Gamma: Json) => {
      const schemas: Record<string, Json> = {
        Gamma,
        Beta: { oneOf: [{ oneOf: [ref("Choice"), ref("Gamma")] }] },
      };
      return documentOf({
        components: {
          schemas: Object.fromEntries(names.map((name) => [name, schemas[name] ?? components.Choice])),
        },
      });
    };
    for (const names of [
      ["Choice", "Beta", "Gamma"],
      ["Gamma", "Beta", "Choice"],
    ]) {
      const { changes } = diff(document(names, { enum: [null, "a"] }), document(names, { type: "boolean" }));
      expect(changes.map(({ rule }) => rule)).toContain("null-refused");
    }
  });
});
