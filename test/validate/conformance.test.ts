import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Operation } from "../../src/model/operation.ts";
import { makeSource } from "../../src/model/source.ts";
import { findExamples } from "../../src/validate/examples.ts";
import { SchemaEngine } from "../../src/validate/schema/engine.ts";
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
      const engine = new SchemaEngine(document.schemas, "response");
      for (const { schema } of document.operations.flatMap(places)) {
        if (schema !== undefined) engine.check(schema, {});
      }
      for (const { schema, value } of findExamples(document)) {
        if (engine.check(schema, value).length > 0) wrong.push(name);
      }
      expect({ name, problems: engine.problems }).toEqual({ name, problems: [] });
    }
    expect(wrong).toEqual(MEANT_TO_BE_REFUSED);
  });
});

function places({ requestBody, responses, parameters }: Operation) {
  const answers = responses.flatMap(({ content, headers }) => [...content, ...headers]);
  return [...(requestBody?.content ?? []), ...answers, ...parameters];
}
