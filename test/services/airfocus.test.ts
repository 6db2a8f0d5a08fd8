import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { gitStore } from "../../src/demo/git-store.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt, stringAt } from "../../src/model/json.ts";
import { resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { airfocusClone } from "../support/airfocus.ts";

const clone = airfocusClone();

describe.skipIf(clone === undefined)("the airfocus definition, held against the newest document", () => {
  let document: Document;
  beforeAll(async () => {
    const store = gitStore(clone ?? "", "docs/openapi.json");
    const newest = (await store.list()).at(-1)?.version ?? "";
    const bytes = (await store.read(newest)) ?? new Uint8Array();
    await store.close?.();
    document = loadDocument(makeSource({ ref: newest, origin: newest, bytes, version: newest }));
  });

  test("POSTs that are safe to repeat ask for a scope that only reads", () => {
    const scopes = document.operations
      .filter(
        ({ method, path }) =>
          method === "POST" && airfocus.safeToRepeat?.includes(path.split("/").at(-1) ?? ""),
      )
      .map(({ raw }) => /auth-client scopes: "([^"]+)"/.exec(stringAt(raw, "description") ?? "")?.[1]);
    expect(scopes.length).toBeGreaterThan(25);
    expect(scopes.filter((scope) => !scope?.endsWith(":read"))).toEqual([]);
  });

  test("every operation states its requirements under the heading", () => {
    const heading = airfocus.requirements?.heading ?? "none";
    const without = document.operations.filter(({ raw }) => !stringAt(raw, "description")?.includes(heading));
    expect(without.map(({ key }) => key)).toEqual([]);
    expect(document.operations).toHaveLength(144);
  });

  test("the document's own examples of errors fit the promised shape and the statuses of their codes", () => {
    const fits = new Ajv2020({ strict: false }).compile(airfocus.errors?.schema ?? false);
    let examples = 0;
    for (const { responses } of document.operations) {
      for (const { status, content } of responses) {
        for (const example of content.flatMap(({ raw }) => (isObject(raw.example) ? [raw.example] : []))) {
          if (/^2/.test(status)) continue;
          examples += 1;
          expect(fits(example)).toBe(true);
          const allowed = airfocus.errors?.codeStatuses?.[String(example.code)];
          if (allowed !== undefined && status !== "default") expect(allowed.map(String)).toContain(status);
        }
      }
    }
    expect(examples).toBeGreaterThan(300);
  });

  test("the document and the pages contradict each other where the definition says so", () => {
    const required = resolve(document.root, "/components/schemas/ErrorResponse/required") as Json[];
    const promised = airfocus.errors?.schema?.required ?? [];
    if (!isArray(promised)) throw new Error("no list");
    const missing = required.filter((name) => !promised.includes(name));
    expect(missing).toEqual(Object.keys(airfocus.errors?.lenient ?? {}));
  });

  test("the Markdown form corrects a component that every use of that media type reaches", () => {
    const correction = airfocus.mediaTypes?.[0];
    const component = correction?.component ?? "";
    const markdown = { markdown: "Some **bold** text", richText: true };
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document.root as JsonObject, "document:");
    expect(ajv.validate({ $ref: `document:#${component}` }, markdown)).toBe(false);
    expect(ajv.validate(correction?.replacement ?? false, markdown)).toBe(true);
    const uses = document.operations.flatMap((operation) =>
      [...(operation.requestBody?.content ?? []), ...operation.responses.flatMap(({ content }) => content)]
        .filter(({ type }) => type === correction?.mediaType)
        .map(({ schema }) => ({ key: operation.key, schema: schema ?? "" })),
    );
    expect(uses.length).toBe(33);
    for (const { key, schema } of uses) {
      expect(reaches(document.root, schema, component), `${key} ${schema}`).toBe(true);
    }
  });

  test("the servers and the login are the document's own", () => {
    const servers = document.root.servers as JsonObject[];
    expect(airfocus.servers).toEqual(servers.map((server) => server.url));
    const schemes = Object.values(objectAt(objectAt(document.root, "components"), "securitySchemes"));
    expect(schemes).toEqual([{ scheme: airfocus.authentication?.type, type: "http" }]);
  });
});

/** Does a schema lead to another through any chain of references? */
function reaches(root: JsonObject, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const text = JSON.stringify(resolve(root, from as "") ?? null);
  return [...text.matchAll(/"\$ref":"#([^"]+)"/g)].some(([, target = ""]) => reaches(root, target, to, seen));
}
