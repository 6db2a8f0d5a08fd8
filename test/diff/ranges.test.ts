import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { covers } from "../../src/diff/media-types.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

const text = { type: "string" };
const media = (...types: string[]): JsonObject =>
  Object.fromEntries(types.map((type) => [type, { schema: text }]));

function rulesOf(before: JsonObject, after: JsonObject): string[] {
  const [base, revision] = [before, after].map((post) => documentOf({ paths: { "/things": { post } } }));
  if (base === undefined || revision === undefined) throw new Error("two documents");
  return diff(base, revision).changes.flatMap(({ rule, effects }) =>
    effects.map(({ direction, severity }) => `${rule} ${direction} ${severity}`),
  );
}

describe("a range of media types", () => {
  it.each([
    ["text/*", "text/csv", true],
    ["*/*", "text/csv", true],
    ["*/*", "text/*", true],
    ["Text/*", "TEXT/csv; charset=utf-8", true],
    ["text/csv", "text/csv;charset=utf-8", true],
    ["text/csv", "text/csv", false],
    ["text/*", "application/json", false],
    ["text/csv", "text/*", false],
    ["text/csv", "text/csvx", false],
    ["application/json", "application/vnd.things+json", false],
  ])("%s covers %s: %s", (wide, narrow, is) => {
    expect(covers(wide, narrow)).toBe(is);
  });

  const request = (...types: string[]) => ({
    requestBody: { content: media(...types) },
    responses: { "200": { description: "OK" } },
  });
  const response = (...types: string[]) => ({
    responses: { "200": { description: "OK", content: media(...types) } },
  });

  it("that takes a type's place refuses nobody", () => {
    expect(rulesOf(request("text/csv"), request("text/*"))).toEqual(["media-type-widened request safe"]);
    expect(rulesOf(response("text/csv"), response("*/*"))).toEqual(["media-type-widened response dangerous"]);
  });

  it("that a type takes the place of refuses who sent another", () => {
    expect(rulesOf(request("text/*"), request("text/csv"))).toEqual(["media-type-narrowed request breaking"]);
    expect(rulesOf(response("*/*"), response("text/csv"))).toEqual(["media-type-narrowed response safe"]);
  });

  it("says by its schema what the messages of a type now are", () => {
    const of = (type: string, schema: Json) => ({
      ...request(),
      requestBody: { content: { [type]: { schema } } },
    });
    expect(rulesOf(of("text/csv", text), of("text/*", { ...text, maxLength: 3 }))).toEqual([
      "max-length-tightened request breaking",
      "media-type-widened request safe",
    ]);
  });

  it("has a type that is described beside it, which widens nothing", () => {
    for (const message of [request, response]) {
      const [alone, beside] = [message("text/*"), message("text/*", "text/csv")];
      const note = [`media-type-regrouped ${message === request ? "request" : "response"} note`];
      expect(rulesOf(alone, beside)).toEqual(note);
      expect(rulesOf(beside, alone)).toEqual(note);
    }
  });

  it("is no matter for types of two vendors", () => {
    expect(rulesOf(request("application/vnd.a+json"), request("application/vnd.b+json")).sort()).toEqual([
      "media-type-added request safe",
      "media-type-removed request breaking",
    ]);
  });
});

describe("a range of statuses", () => {
  const answers = (statuses: Record<string, Json>) => ({
    responses: Object.fromEntries(
      Object.entries({ "200": text, ...statuses }).map(([status, schema]) => [
        status,
        { description: "An answer", content: { "text/plain": { schema } } },
      ]),
    ),
  });

  it.each([
    ["its range", { "404": text }, { "4XX": text }],
    ["a range that was there", { "404": text, "4XX": text }, { "4XX": text }],
    ["the default", { "404": text }, { default: text }],
  ])("takes the place of a status: %s", (_, before, after) => {
    expect(rulesOf(answers(before), answers(after))).toEqual(["status-regrouped response note"]);
  });

  it("may say less of what a status answers", () => {
    expect(rulesOf(answers({ "404": text }), answers({ "4XX": {} }))).toEqual([
      "type-widened response breaking",
      "status-regrouped response note",
    ]);
  });

  it("has a status that is now described by itself", () => {
    expect(rulesOf(answers({ "4XX": text }), answers({ "4XX": text, "404": text }))).toEqual([
      "status-regrouped response note",
    ]);
  });

  it("or the default has errors that are now described by themselves, with what they hold", () => {
    expect(rulesOf(answers({ default: text }), answers({ default: text, "404": text }))).toEqual([
      "status-regrouped response note",
    ]);
    expect(rulesOf(answers({ default: text }), answers({ default: text, "404": {} }))).toEqual([
      "type-widened response breaking",
      "status-regrouped response note",
    ]);
  });

  it("has other words and examples than its statuses, which is no edit", () => {
    const shown = (status: string) => ({
      responses: {
        [status]: {
          description: status,
          headers: { "X-A": { description: status, schema: text } },
          content: { "text/plain": { schema: text, example: status } },
        },
      },
    });
    expect(rulesOf(shown("404"), shown("4XX"))).toEqual(["status-regrouped response note"]);
  });

  it("is not what a success is lost in", () => {
    const only = (status: string) => ({ responses: { [status]: { description: "An answer" } } });
    expect(rulesOf(only("200"), only("2XX"))).toEqual(["status-regrouped response note"]);
    expect(rulesOf(only("200"), only("default")).sort()).toEqual([
      "status-added response safe",
      "success-status-removed response breaking",
    ]);
  });
});
