import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import { checkDocument } from "../../src/validate/index.ts";
import { documentOf } from "../support/documents.ts";

const pet = { type: "object", required: ["id"], properties: { id: { type: "integer", readOnly: true } } };

function answering(media: JsonObject, components: JsonObject = {}) {
  const responses = { "200": { description: "OK", content: { "application/json": media } } };
  return documentOf({ paths: { "/pets": { get: { responses } } }, components });
}

async function places(document: Parameters<typeof checkDocument>[0]): Promise<(string | undefined)[]> {
  return (await checkDocument(document)).map((finding) => finding.document?.pointer);
}

describe("examples", () => {
  it("that fit are silent, even where they show what only one direction has", async () => {
    expect(await checkDocument(answering({ schema: pet, example: { id: 1 } }))).toEqual([]);
    expect(await checkDocument(answering({ schema: pet, examples: { a: { value: {} } } }))).toEqual([]);
  });

  it("are found in media types, parameters, headers, components and schemas", async () => {
    const wrong = { id: "x" };
    const document = documentOf({
      paths: {
        "/pets": {
          get: {
            parameters: [{ name: "q", in: "query", schema: { type: "integer" }, example: "x" }],
            responses: {
              "200": {
                description: "OK",
                headers: { "X-A": { schema: { type: "integer" }, example: "x" } },
                content: {
                  "application/json": {
                    schema: pet,
                    examples: { plain: { value: wrong }, shared: { $ref: "#/components/examples/Bad" } },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        examples: { Bad: { value: wrong } },
        schemas: {
          Pet: {
            ...pet,
            examples: [{}, { id: 1 }],
            properties: { example: { type: "integer", example: "x" } },
          },
        },
      },
    });
    expect(await places(document)).toEqual([
      "/components/examples/Bad/value",
      "/components/schemas/Pet/examples/0",
      "/components/schemas/Pet/properties/example/example",
      "/paths/~1pets/get/parameters/0/example",
      "/paths/~1pets/get/responses/200/content/application~1json/examples/plain/value",
      "/paths/~1pets/get/responses/200/headers/X-A/example",
    ]);
  });

  it("are not looked for in data", async () => {
    const media = { schema: { type: "object", default: { schema: { type: "integer" }, example: "x" } } };
    expect(await checkDocument(answering(media))).toEqual([]);
  });

  it("say what is wrong with them", async () => {
    const [finding] = await checkDocument(answering({ schema: pet, example: { id: "x" } }));
    expect(finding).toMatchObject({
      rule: "example-invalid",
      severity: "dangerous",
      message:
        'the example at #/paths/~1pets/get/responses/200/content/application~1json/example does not fit: id is "x", must be an integer',
      actual: "x",
    });
  });
});

describe("structure and schemas", () => {
  it("reports what is no OpenAPI, with its place", async () => {
    const document = documentOf({ paths: { "/pets": { get: { responses: { "200": {} } } } } });
    const findings = await checkDocument(document);
    expect(findings).toMatchObject([
      { rule: "document-structure", document: { pointer: "/paths/~1pets/get/responses/200" } },
    ]);
  });
});
