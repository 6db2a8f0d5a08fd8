import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { folderWith } from "../support/folder.ts";
import { runInput } from "./run-input.ts";

/** What fuzzing has found, each in its smallest form: every one of these once ended in anything but a report or a clear error. */
const FOUND: Readonly<Record<string, readonly [base: string, revision: string]>> = {
  "a member that every object inherits appears": [schema("{}"), schema('{"hasOwnProperty":1}')],
  "YAML that is nested beyond what the stack holds": ["[".repeat(5_000), "{a: ".repeat(100_000)],
  "a name with a line's end in it": [schema("{}"), schema('{"properties":{"a\\r":{"type":"string"}}}')],
  "a number that no number holds": [
    schema('{"multipleOf":1e999,"maximum":1e999}'),
    schema('{"multipleOf":2,"const":1e999}'),
  ],
  "an expression that is too large to run": [
    schema('{"pattern":"a"}'),
    schema(`{"pattern":"${"(a|b)".repeat(100_000)}"}`),
  ],
  "a chain of 5,000 references": [tower(5_000, 0, (next) => next), tower(5_000, 1, (next) => next)],
  ...Object.fromEntries(
    (["allOf", "anyOf", "oneOf"] as const).map((keyword) => [
      `2 to the power of 30 ways through ${keyword}`,
      [0, 1].map((leaf) => tower(30, leaf, (next) => ({ [keyword]: [next, next] }))) as [string, string],
    ]),
  ),
  "more members than can be written": [
    sent('{"type":"object","propertyNames":{"pattern":"^[a-z]+$"}}'),
    sent('{"type":"object","propertyNames":{"pattern":"^[a-z]+$"},"maxProperties":1e21}'),
  ],
  "half a character in a name behind a reference to a file that is not there": [
    schema("{}"),
    schema('{"if":{"$ref":"nowhere.json"},"then":{"\\ud800":1}}'),
  ],
  "an operation that is a callback of itself": [
    operation('{"callbacks":{"again":{"url":{"$ref":"#/paths/~1a"}}},"responses":{}}'),
    operation('{"callbacks":{"again":{"url":{"$ref":"#/paths/~1a"}}},"responses":{},"deprecated":true}'),
  ],
  "what is written instead of a scope, a pattern or a parameter's value cannot be printed": [
    operation(
      '{"security":[{"key":[{"toString":1}]}],"responses":{},"parameters":[{"name":"a","in":"query","schema":{"pattern":{"toString":1},"enum":[{"toString":1}]}}]}',
    ),
    operation('{"security":[{"key":["a"]}],"responses":{}}'),
  ],
  "a version of ten thousand characters": [schema("{}"), `{"openapi":"${"3".repeat(10_000)}"}`],
};

/** `A` leads to `L1`, that to `L2`, and so on to a string of a least length. */
function tower(height: number, leaf: number, level: (next: JsonObject) => JsonObject): string {
  const levels = Array.from({ length: height }, (_, i) => [
    i === 0 ? "A" : `L${i}`,
    level({ $ref: `#/components/schemas/L${i + 1}` }),
  ]);
  const schemas = Object.fromEntries([...levels, [`L${height}`, { type: "string", minLength: leaf }]]);
  const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
  const post = { requestBody: { content }, responses: { 200: { description: "OK", content } } };
  const info = { title: "A", version: "1" };
  return JSON.stringify({ openapi: "3.1.0", info, paths: { "/a": { post } }, components: { schemas } });
}

/** What a client sends and gets, by which the tower is climbed. */
const EXCHANGE = JSON.stringify({
  request: { method: "POST", url: "/a", headers: {}, body: { json: "aa" } },
  response: { status: 200, headers: { "content-type": ["application/json"] }, body: { json: "aa" } },
});

/** A schema of what a client sends. */
function sent(text: string): string {
  return operation(`{"requestBody":{"content":{"application/json":{"schema":${text}}}},"responses":{}}`);
}

function operation(text: string): string {
  return `{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/a":{"post":${text}}}}`;
}

function schema(text: string): string {
  return `{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{},"components":{"schemas":{"A":${text}}}}`;
}

describe.each(Object.entries(FOUND))("%s", (_, [base, revision]) => {
  it.each(["json", "text"])("ends in a report (%s) or one clear error", async (format) => {
    const files = new Map(
      Object.entries({ base, revision }).map(([name, text]) => [name, Buffer.from(text)]),
    );
    const args = ["diff", "base", "revision", "--format", format];
    expect(await runInput(run, { args, files }, folderWith({}))).not.toHaveProperty("complaint");
  });

  it("is used as well as can be, to validate by", async () => {
    const texts = { base, recording: EXCHANGE };
    const files = new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
    const args = ["validate", "base", "recording", "--format", "json"];
    expect(await runInput(run, { args, files }, folderWith({}))).not.toHaveProperty("complaint");
  });
});
