import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/model/errors.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { parseText } from "../../src/model/parse.ts";
import { resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { bundle, checkStructure, structureIsKnown } from "../../src/model/swagger-parser.ts";
import { shared } from "../support/shared.ts";

function root(openapi: string, members: JsonObject = {}): JsonObject {
  return {
    openapi,
    info: { title: "Pets", version: "1" },
    paths: { "/pets": { get: { responses: { "200": { description: "pets" } } } } },
    ...members,
  };
}

function reader(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  return {
    asked,
    base: "https://example.com/api/openapi.yaml",
    async read(url: string) {
      asked.push(url);
      const text = files[url];
      if (text === undefined)
        throw new InputError({ what: "cannot read", where: url, why: "it is not there" });
      return new TextEncoder().encode(text);
    },
  };
}

describe("bundle", () => {
  it("brings in each file once, and leaves all else as it was", async () => {
    const given = root("3.2.0", {
      // Numbers as versions and versions of OpenAPI it does not know are none of its business.
      info: { title: "Pets", version: 1 },
      servers: [{ url: "/v1" }],
      components: { schemas: { A: { $ref: "a.yaml#/A" }, B: { $ref: "./a.yaml#/B" } } },
    });
    const before = structuredClone(given);
    const { asked, ...options } = reader({
      "https://example.com/api/a.yaml": "A: {type: string}\nB: {$ref: '#/A'}",
    });
    const whole = await bundle(given, options);
    expect(asked).toEqual(["https://example.com/api/a.yaml"]);
    expect(whole).toEqual({
      ...before,
      components: { schemas: { A: { type: "string" }, B: { $ref: "#/components/schemas/A" } } },
    });
    expect(Object.keys(whole)).toEqual(Object.keys(before));
    expect(given).toEqual(before);
  });

  it("brings the files of a Swagger 2.0 document in before it is converted", async () => {
    const given = {
      swagger: "2.0",
      info: { title: "Pets", version: 1 },
      paths: { "/pets": { post: { parameters: [{ $ref: "a.yaml#/Body" }], responses: {} } } },
    };
    const files = {
      "https://example.com/api/a.yaml": "Body: { in: body, name: b, schema: { $ref: '#/A' } }\nA: {}",
    };
    const whole = await bundle(given, reader(files));
    expect(Object.keys(whole)).toEqual(Object.keys(given));
    expect(resolve(whole, "/paths/~1pets/post/parameters/0")).toEqual({ in: "body", name: "b", schema: {} });
  });

  it("adds no members that the document does not have", async () => {
    const { paths: _, ...given } = root("3.1.0", { webhooks: { pet: { $ref: "w.yaml" } } });
    const whole = await bundle(given, reader({ "https://example.com/api/w.yaml": "post: {}" }));
    expect(Object.keys(whole)).toEqual(Object.keys(given));
    expect(whole.webhooks).toEqual({ pet: { post: {} } });
  });

  it("throws what the reader throws", async () => {
    const given = root("3.1.0", { components: { schemas: { A: { $ref: "nope.yaml" } } } });
    await expect(bundle(given, reader({}))).rejects.toThrow(
      "cannot read https://example.com/api/nope.yaml: it is not there",
    );
  });

  it("names the place that a file lacks, in one line", async () => {
    const given = root("3.1.0", { components: { schemas: { A: { $ref: "a.yaml#/Nope" } } } });
    const error = await bundle(given, reader({ "https://example.com/api/a.yaml": "A: {}" })).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain("Nope");
    expect(String(error)).not.toMatch(/specwitnesshttps|\n/);
  });
});

describe("checkStructure", () => {
  it.each(["3.0.3", "3.0.4", "3.1.0", "3.1.1"])(
    "finds nothing wrong with a good document of %s",
    async (openapi) => {
      expect(await checkStructure(root(openapi))).toEqual([]);
    },
  );

  it.each(["3.0.3", "3.1.0"])(
    "names each fault of %s once, at its place and by its cause",
    async (openapi) => {
      const paths = {
        "/pets": { get: { parameters: [{ name: "a", in: "nowhere" }], responses: { "200": {} } } },
      };
      const problems = await checkStructure(root(openapi, { paths, info: { title: "x" }, bogus: 1 }));
      const at = (pointer: string) =>
        problems.filter((problem) => problem.pointer === pointer).map(({ message }) => message);
      expect(at("/info")).toEqual(["must have required property 'version'"]);
      expect(at("/paths/~1pets/get/responses/200")).toEqual(["must have required property 'description'"]);
      expect(
        at("/paths/~1pets/get/parameters/0/in").length + at("/paths/~1pets/get/parameters/0").length,
      ).toBeGreaterThan(0);
      expect(at("").join()).toContain('"bogus"');
      expect(problems.some(({ message }) => message.includes("$ref"))).toBe(false);
    },
  );

  it("does not follow references, so that a cycle costs nothing and changes nothing", async () => {
    const given = root("3.1.0", {
      components: { schemas: { A: { properties: { a: { $ref: "#/components/schemas/A" } } } } },
    });
    const before = structuredClone(given);
    expect(await checkStructure(given)).toEqual([]);
    expect(given).toEqual(before);
  });

  it("knows that it does not know 3.2", async () => {
    expect(structureIsKnown(root("3.2.0"))).toBe(false);
    expect(await checkStructure(root("3.2.0", { bogus: 1 }))).toEqual([]);
    expect(structureIsKnown(root("3.1.1"))).toBe(true);
  });

  const airbyte = shared("data", "airbyte");
  it.skipIf(airbyte === undefined)("runs over real documents in no time", async () => {
    for (const name of readdirSync(airbyte ?? "").slice(-3)) {
      const bytes = readFileSync(`${airbyte}/${name}`);
      const { value } = parseText(makeSource({ ref: name, origin: name, bytes }));
      const problems = await checkStructure(value as JsonObject);
      expect(
        problems.map(({ pointer }) => pointer).every((pointer) => pointer === "" || pointer.startsWith("/")),
      ).toBe(true);
    }
  });
});
