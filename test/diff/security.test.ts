import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Document } from "../../src/model/document.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

const KEY = { type: "apiKey", in: "header", name: "X-Key" };
const FLOW = { tokenUrl: "https://a.example/token", scopes: { read: "Read", write: "Write" } };
const TOKEN = { type: "oauth2", flows: { clientCredentials: FLOW } };
const OK = { responses: { "200": { description: "OK" } } };

type Alternatives = Record<string, string[]>[];

/** Two operations: one that asks as the document says, one that asks for itself. */
function documentWith(
  everywhere: Alternatives | undefined,
  own: Alternatives | undefined,
  schemes: JsonObject = { key: KEY, token: TOKEN },
): Document {
  return documentOf({
    ...(everywhere && { security: everywhere }),
    paths: { "/a": { get: OK }, "/b": { get: { ...OK, ...(own && { security: own }) } } },
    components: { securitySchemes: schemes },
  });
}

function effects(base: Document, revision: Document): string[] {
  return diff(base, revision)
    .changes.flatMap(({ rule, effects }) =>
      effects.map(
        ({ severity, reaches }) =>
          `${rule} ${severity}${reaches.map(({ operation }) => `, ${operation}`).join("")}`,
      ),
    )
    .sort();
}

describe("what an operation asks for", () => {
  const key: Alternatives = [{ key: [] }];

  it("is what the document asks for, unless it says otherwise", () => {
    expect(effects(documentWith(undefined, []), documentWith(key, []))).toEqual([
      "security-added breaking, GET /a",
    ]);
    expect(effects(documentWith(key, undefined), documentWith(key, key))).toEqual([]);
    expect(effects(documentWith(key, undefined), documentWith(key, []))).toEqual([
      "security-removed safe, GET /b",
    ]);
  });

  it("breaks who cannot give more", () => {
    const both: Alternatives = [{ key: [], token: [] }];
    expect(effects(documentWith([], key), documentWith([], both))).toEqual([
      "security-alternative-added safe, GET /b",
      "security-alternative-removed breaking, GET /b",
    ]);
    const [read, write]: Alternatives[] = [[{ token: ["read"] }], [{ token: ["read", "write"] }]];
    expect(effects(documentWith([], read), documentWith([], write))).toEqual([
      "security-scope-added breaking, GET /b",
    ]);
    expect(effects(documentWith([], write), documentWith([], read))).toEqual([
      "security-scope-removed safe, GET /b",
    ]);
  });

  it("is nothing where nothing is one of the alternatives", () => {
    expect(effects(documentWith([], []), documentWith([], [{}, { key: [] }]))).toEqual([
      "security-alternative-added safe, GET /b",
    ]);
    expect(effects(documentWith([], [{}, { key: [] }]), documentWith([], key))).toEqual([
      "security-added breaking, GET /b",
    ]);
  });

  it("is the same under another name", () => {
    const renamed = documentWith([], [{ secret: [] }], { secret: KEY, token: TOKEN });
    expect(effects(documentWith([], key), renamed)).toEqual([]);
    expect(effects(renamed, documentWith([], key))).toEqual([]);
  });
});

describe("how credentials are sent and got", () => {
  const key: Alternatives = [{ key: [] }];
  const token: Alternatives = [{ token: ["read"] }];
  const asked = (schemes: JsonObject) => documentWith(token, key, { key: KEY, token: TOKEN, ...schemes });
  const flow = (more: JsonObject) =>
    asked({ token: { ...TOKEN, flows: { clientCredentials: { ...FLOW, ...more } } } });

  it.each<[string, JsonObject]>([
    ["another name", { ...KEY, name: "X-Other" }],
    ["another place", { ...KEY, in: "query" }],
    ["another type", { type: "http", scheme: "basic" }],
  ])("breaks by %s of a key, in the operations that ask for it", (_, scheme) => {
    expect(effects(asked({}), asked({ key: scheme }))).toEqual(["security-scheme-changed breaking, GET /b"]);
  });

  it("is the same for a header in other letters", () => {
    expect(effects(asked({}), asked({ key: { ...KEY, name: "x-key" } }))).toEqual([]);
  });

  it("may fail where tokens come from elsewhere, or with fewer scopes", () => {
    const moved = flow({ tokenUrl: "https://b.example/token" });
    expect(effects(asked({}), moved)).toEqual(["oauth-flow-changed dangerous, GET /a"]);
    expect(effects(asked({}), flow({ scopes: { read: "Read" } }))).toEqual([
      "oauth-flow-changed dangerous, GET /a",
    ]);
    expect(effects(flow({ scopes: { read: "Read" } }), asked({}))).toEqual([
      "oauth-flow-extended safe, GET /a",
    ]);
  });

  it("is told of schemes that nobody asks for, too", () => {
    expect(effects(asked({}), asked({ other: { type: "http", scheme: "basic" } }))).toEqual([
      "component-added note",
    ]);
  });
});
