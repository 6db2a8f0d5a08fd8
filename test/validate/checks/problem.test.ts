import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/model/json.ts";
import type { ServiceDefinition } from "../../../src/model/service.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange, findingsIn } from "../exchanges.ts";

const PROBLEM = "application/problem+json";
const document = documentOf({
  paths: {
    "/boats": {
      get: { responses: { default: { description: "any", content: { [PROBLEM]: {}, "text/html": {} } } } },
    },
  },
});
const promising = (mediaType?: string): ServiceDefinition => ({
  name: "test",
  title: "Test",
  documents: {},
  errors: { source: "pages", problemDetails: mediaType === undefined ? {} : { mediaType } },
});

async function said(
  json: Json,
  type = PROBLEM,
  service?: ServiceDefinition,
  status = 404,
): Promise<string[]> {
  const answer = exchange("GET /boats", status, { json, headers: { "content-type": type } });
  return (await findingsIn(document, answer, service)).map(({ message }) => message);
}

describe("a problem", () => {
  it("may hold all of its members, none of them, and others beside", async () => {
    const whole = {
      ...{ type: "https://boats.example/problems/sunk", title: "Sunk", status: 404, detail: "At anchor" },
      ...{ instance: "/boats/5#a%20b", depth: 12 },
    };
    expect(await said(whole)).toEqual([]);
    expect(await said({})).toEqual([]);
    expect(await said({ type: "error:auth/unknown" })).toEqual([]);
  });

  it.each<[Json, string]>([
    [{ type: "not a reference" }, 'type is "not a reference", must be a URI reference'],
    [{ type: 7 }, "type is 7, must be a URI reference"],
    [{ instance: "/boats/%2" }, 'instance is "/boats/%2", must be a URI reference'],
    [{ title: null }, "title is null, must be text"],
    [{ detail: ["no"] }, "detail is an array, must be text"],
    [{ status: "404" }, 'status is "404", must be a number'],
    [{ status: 400 }, "status is 400, and the answer's own is 404"],
    [["no"], "the problem is not an object"],
  ])("%j is none", async (body, message) => {
    expect(await said(body)).toEqual([message]);
  });

  it("is looked for in an answer that says it is one, and in every error of a service that promises them", async () => {
    const wrong = { status: 400 };
    const about = "status is 400, and the answer's own is 404";
    expect(await said(wrong, "text/html")).toEqual([]);
    expect(await said(wrong, PROBLEM, undefined)).toEqual([about]);
    expect(await said(wrong, PROBLEM, promising())).toEqual([about]);
    expect(await said({}, PROBLEM, promising("text/html"))).toEqual([]);
    expect(await said({}, "text/html", promising())).toEqual([
      "the error is text/html, not application/problem+json (pages)",
    ]);
    expect(await said({}, "text/html", promising(), 200)).toEqual([]);
  });
});
