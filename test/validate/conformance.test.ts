import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { objectAt } from "../../src/model/json.ts";
import { join as child, type Pointer } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { findExamples } from "../../src/validate/examples.ts";
import { SchemaEngine } from "../../src/validate/schema/engine.ts";
import { Generator } from "../support/generate/generator.ts";
import { randomFrom } from "../support/generate/random.ts";
import { shared } from "../support/shared.ts";

const archive = shared("data", "specmatic-conformance.tar.xz");

const MEANT_TO_BE_REFUSED = [
  "010-status-codes/005-400-bad-request.yaml",
  "010-status-codes/012-multiple-error-codes.yaml",
  "011-refs-and-components/007-ref-response.yaml",
];

describe.skipIf(archive === undefined)("237 small documents, feature by feature", () => {
  let folder = "";
  const documents = new Map<string, Document>();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "specwitness-conformance-"));
    execFileSync("tar", ["xJf", archive ?? "", "-C", folder]);
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
      if (!/\.ya?ml$/.test(path)) continue;
      const name = path.split("/").slice(-2).join("/");
      documents.set(
        name,
        loadDocument(makeSource({ ref: name, origin: name, bytes: readFileSync(join(folder, path)) })),
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("compile, and have examples that fit but for those that are meant not to", () => {
    expect(documents.size).toBe(237);
    const wrong: string[] = [];
    for (const [name, document] of documents) {
      const { response, request } = enginesOf(document);
      for (const { schema, engine } of places(document)) engine.check(schema, {});
      for (const { schema, value } of findExamples(document)) {
        if (response.check(schema, value).length > 0) wrong.push(name);
      }
      const problems = [...response.problems, ...request.problems];
      expect({ name, problems }).toEqual({ name, problems: [] });
    }
    expect(wrong).toEqual(MEANT_TO_BE_REFUSED);
  });

  it("accept what is generated for each of their schemas", () => {
    const seed = 20_261_122;
    const unlucky = new Set<string>();
    let schemas = 0;
    for (const [name, document] of documents) {
      const generator = new Generator(document.schemas, randomFrom(seed));
      for (const { schema, engine } of places(document)) {
        schemas++;
        for (let accepted = 0, tries = 0; accepted < 10; tries++) {
          const value = generator.value(schema);
          const faults = engine.check(schema, value);
          if (faults.length === 0) accepted++;
          else unlucky.add(name);
          if (tries === 100) expect({ name, seed, schema, value, faults }).toMatchObject({ faults: [] });
        }
      }
    }
    // A value made for the `else` may meet the `if` by chance.
    expect([...unlucky]).toEqual(["020-openapi-3-1/005-if-then-else.yaml"]);
    expect(schemas).toBe(656);
  });
});

function enginesOf({ schemas }: Document) {
  const made = ENGINES.get(schemas) ?? {
    request: new SchemaEngine(schemas, "request"),
    response: new SchemaEngine(schemas, "response"),
  };
  ENGINES.set(schemas, made);
  return made;
}

const ENGINES = new WeakMap<object, Record<"request" | "response", SchemaEngine>>();

/** Every schema of a document that something is held against, and its components, with the engine that does. */
function places(document: Document): { readonly schema: Pointer; readonly engine: SchemaEngine }[] {
  const { request, response } = enginesOf(document);
  const sent = document.operations.flatMap((each) => [
    ...each.parameters,
    ...(each.requestBody?.content ?? []),
  ]);
  const answered = document.operations
    .flatMap(({ responses }) => responses)
    .flatMap(({ content, headers }) => [...content, ...headers]);
  const components = objectAt(objectAt(document.root, "components"), "schemas");
  return [
    ...sent.map(({ schema }) => ({ schema, engine: request })),
    ...answered.map(({ schema }) => ({ schema, engine: response })),
    ...Object.keys(components).map((name) => ({
      schema: child("/components/schemas", name),
      engine: response,
    })),
  ].flatMap(({ schema, engine }) => (schema === undefined ? [] : [{ schema, engine }]));
}
