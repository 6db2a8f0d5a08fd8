import { describe, expect, it } from "vitest";
import { secondOpinion } from "../../../src/diff/engines/openapi-diff.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { documentOf } from "../../support/documents.ts";

function answering(schema: Json, openapi = "3.0.3"): ReturnType<typeof documentOf> {
  const content = { "application/json": { schema } };
  return documentOf({
    openapi,
    paths: { "/a": { get: { responses: { "200": { description: "OK", content } } } } },
  });
}

const both: JsonObject = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };

const loose: JsonObject = { type: "object", properties: { a: { type: "string" } } };

describe("the second opinion", () => {
  it("agrees that a property which need no longer be there breaks, and says where", async () => {
    const opinion = await secondOpinion(answering(both), answering(loose), true);
    expect(opinion).toMatchObject({ engine: "openapi-diff", status: "agrees", breaking: true });
    expect(opinion.differences).toContainEqual(
      expect.objectContaining({
        breaking: true,
        code: "response.body.scope.add",
        location: expect.stringContaining("/a"),
      }),
    );
  });

  it("disagrees where the verdicts differ", async () => {
    const opinion = await secondOpinion(answering(both), answering(both), true);
    expect(opinion).toMatchObject({ status: "disagrees", breaking: false, differences: [] });
  });

  it("is unavailable, with the reason, for what the package does not read", async () => {
    const tuple = { type: "array", prefixItems: [{ type: "string" }] };
    const newer = await secondOpinion(answering(both), answering(tuple, "3.1.0"), false);
    expect(newer).toMatchObject({
      status: "unavailable",
      reason: expect.stringMatching(
        /^it reads OpenAPI 3.0, and test.json is 3.1.0: prefixItems at #.* has no counterpart/,
      ),
    });
    const Node = { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } };
    const content = { "application/json": { schema: { $ref: "#/components/schemas/Node" } } };
    const paths = { "/a": { get: { responses: { "200": { description: "OK", content } } } } };
    const recursive = documentOf({ openapi: "3.0.3", paths, components: { schemas: { Node } } });
    const cyclic = await secondOpinion(recursive, recursive, false);
    expect(cyclic.status).toBe("unavailable");
    expect(cyclic.reason).toMatch(/circular/i);
  });

  it("reads OpenAPI 3.1 in the words of 3.0", async () => {
    const of = (a: Json) => answering({ ...both, properties: { a } }, "3.1.0");
    const narrow = of({ type: ["string", "null"], examples: ["x"] });
    expect(await secondOpinion(narrow, narrow, false)).toMatchObject({ status: "agrees", differences: [] });
    const wide = await secondOpinion(of({ type: "string" }), of({ type: ["string", "integer"] }), true);
    expect(wide).toMatchObject({ status: "agrees", breaking: true });
  });

  it("is stopped when it takes too long", async () => {
    const opinion = await secondOpinion(answering(both), answering(both), false, { timeout: 1 });
    expect(opinion).toMatchObject({ status: "unavailable", reason: "it took longer than 0.001 s" });
  });
});
