import { describe, expect, it } from "vitest";
import { artifactOf, placeOf, reachPlace } from "../../../src/report/view/place.ts";

describe("what a reference names", () => {
  it.each([
    ["./docs/api.yaml", "./docs/api.yaml", "docs/api.yaml"],
    ["docs/api.json", "docs/api.json", "docs/api.json"],
    ["git:v1:docs/api.yaml", "docs/api.yaml", "docs/api.yaml"],
    ["git:../other#v1:docs/api.yaml", "docs/api.yaml", ""],
    ["github:airfocusio/airfocus-api#1.0.0:docs/openapi.json", "docs/openapi.json", ""],
    ["github:airfocusio/airfocus-api#1.0.0", "github:airfocusio/airfocus-api#1.0.0", ""],
    ["npm:spec@1.0.0:openapi.json", "openapi.json", ""],
    ["https://api.example/openapi.json", "https://api.example/openapi.json", ""],
    ["1.0.0-beta.47.144.0", "1.0.0-beta.47.144.0", ""],
    ["latest", "latest", ""],
    ["-", "standard input", ""],
  ])("%s", (ref, label, path) => {
    expect(artifactOf(ref)).toEqual({ label, path });
  });

  it("is followed by the line, where there is one", () => {
    expect(placeOf({ pointer: "/paths", line: 3 }, "api.yaml").text).toBe("api.yaml:3");
    expect(placeOf({ pointer: "/paths" }, "api.yaml").text).toBe("api.yaml");
    expect(placeOf({ pointer: "/paths", line: 3 }, undefined).text).toBe("line 3");
    expect(placeOf({ pointer: "" }, undefined)).toMatchObject({ text: "", pointer: "#" });
  });
});

describe("where in an operation", () => {
  it.each([
    [{ in: "request", path: "$.a" }, "$.a"],
    [{ in: "request", path: "$" }, "request body"],
    [{ in: "response", status: "200", path: "$" }, "200 response body"],
    [{ in: "response", status: "2XX", path: "$[].a" }, "2XX $[].a"],
    [{ in: "query", name: "limit", path: "$" }, "query parameter limit"],
    [{ in: "header", name: "x-team", path: "$" }, "header x-team"],
    [{ in: "response-header", status: "200", name: "x-limit", path: "$" }, "200 header x-limit"],
    [{ in: "operation", path: "$" }, ""],
  ] as const)("%o is %s", (reach, text) => {
    expect(reachPlace({ operation: "GET /a", ...reach })).toBe(text);
  });
});
