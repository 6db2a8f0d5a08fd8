import { expect, it } from "vitest";
import { documentOf } from "../../support/documents.ts";
import { exchange, findingsIn } from "../exchanges.ts";

const ok = (headers: Record<string, string[]> = {}) => ({
  "200": {
    description: "OK",
    headers: Object.fromEntries(Object.keys(headers).map((name) => [name, { schema: {} }])),
  },
});
const document = documentOf({
  paths: { "/a": { get: { responses: ok({ "X-Mood": [] }) } }, "/b": { get: { responses: ok() } } },
});

it("a header that no operation documents is one finding; one that others document is one for each that does not", async () => {
  const headers = { "x-mood": "fair", "x-wind": "4" };
  const night = ["GET /a", "GET /b", "GET /a"].map((call, index) => ({
    ...exchange(call, 200, { headers }),
    index,
  }));
  expect(await findingsIn(document, night)).toMatchObject([
    { message: "the response header x-wind is nowhere in the document", severity: "note", count: 3 },
    { message: "the response header x-mood is documented elsewhere, but not for GET /b 200", count: 1 },
  ]);
});

it.each([
  ["Content-Type", "Date", "ETag", "Strict-Transport-Security", "Access-Control-Allow-Origin", "Via"],
  [
    "CF-Ray",
    "X-Amz-Cf-Id",
    "X-Powered-By",
    "X-Request-Id",
    "traceparent",
    "X-RateLimit-Remaining",
    ":status",
  ],
])("what HTTP and the machines in between add is not told: %s, …", async (...names) => {
  const headers = Object.fromEntries(names.map((name) => [name, "any"]));
  expect(await findingsIn(document, exchange("GET /b", 200, { headers }))).toEqual([]);
});
