import { describe, expect, it } from "vitest";
import { COVERAGE_KINDS } from "../../../src/model/coverage.ts";
import { validate } from "../../../src/validate/index.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange } from "../exchanges.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const variant = (tag: string) => ({
  type: "object",
  required: ["type"],
  properties: { type: { const: tag }, size: { enum: ["s", "m"] } },
});

const document = documentOf({
  paths: {
    "/pets": {
      get: {
        responses: {
          "200": {
            description: "OK",
            content: { "application/json": { schema: { type: "array", items: ref("Pet") } } },
          },
          "404": { description: "no" },
        },
      },
      post: { responses: { default: { description: "OK" } } },
    },
  },
  components: {
    schemas: {
      Cat: variant("cat"),
      Dog: variant("dog"),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "type", mapping: { cat: "Cat", dog: "Dog" } },
      },
      Unused: { enum: ["never", "counted"] },
    },
  },
});

async function coverageOf(...exchanges: Parameters<typeof validate>[1][]) {
  const { coverage } = await validate(
    document,
    exchanges.flatMap((each) => [...(each as Iterable<never>)]),
  );
  return coverage;
}

describe("coverage", () => {
  it("counts operations, responses, variants and enum values, and lists what is missing", async () => {
    const seen = [{ type: "cat", size: "s" }, { type: "cat" }];
    expect(await coverageOf([exchange("GET /pets", 200, { json: seen })])).toEqual({
      operations: { seen: 1, total: 2 },
      responses: { seen: 1, total: 3 },
      mediaTypes: { seen: 0, total: 0 },
      variants: { seen: 1, total: 2 },
      enumValues: { seen: 1, total: 4 },
      properties: { seen: 1, total: 2 },
      nullables: { seen: 0, total: 0 },
      missing: [
        "POST /pets",
        "GET /pets 404",
        "POST /pets default",
        "#/components/schemas/Pet/oneOf Dog",
        '#/components/schemas/Cat/properties/size/enum "m"',
        '#/components/schemas/Dog/properties/size/enum "m"',
        '#/components/schemas/Dog/properties/size/enum "s"',
        "#/components/schemas/Dog/properties/size",
      ],
    });
  });

  it("grows with what is recorded and never beyond what there is", async () => {
    const all = [
      { type: "cat", size: "s" },
      { type: "cat", size: "m" },
      { type: "dog", size: "s" },
      { type: "dog", size: "m" },
    ];
    const coverage = await coverageOf([
      exchange("GET /pets", 200, { json: all }),
      exchange("GET /pets", 404),
      exchange("POST /pets", 500),
    ]);
    expect(coverage.missing).toEqual([]);
    for (const kind of COVERAGE_KINDS) expect(coverage[kind].seen).toBe(coverage[kind].total);
  });

  it("counts the values of parameters", async () => {
    const schema = { enum: ["asc", "desc"] };
    const parameters = [{ name: "order", in: "query", schema }];
    const sorted = documentOf({ paths: { "/pets": { get: { parameters, responses: {} } } } });
    const { coverage } = await validate(sorted, [exchange("GET /pets?order=asc", undefined)]);
    expect(coverage.enumValues).toEqual({ seen: 1, total: 2 });
    expect(coverage.missing).toEqual(['#/paths/~1pets/get/parameters/0/schema/enum "desc"']);
  });

  it("does not count a value that the document does not know", async () => {
    const { enumValues } = await coverageOf([
      exchange("GET /pets", 200, { json: [{ type: "cat", size: "xl" }] }),
    ]);
    expect(enumValues).toEqual({ seen: 0, total: 4 });
  });
});
