import { changelog } from "../../src/changelog/index.ts";
import { diffRules } from "../../src/diff/index.ts";
import { render } from "../../src/report/index.ts";
import { shelfFetcher } from "../support/fetcher.ts";

const WAIVED = { description: "ok" };

/** A harbour's API, version by version. */
function harbour(version: string, cargo: readonly string[], more: Record<string, object> = {}): string {
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  const cargoRef = { $ref: "#/components/schemas/Cargo" };
  const visit = {
    type: "object",
    required: ["ship"],
    properties: { ship: { type: "string" }, cargo: { type: "array", items: cargoRef } },
  };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Harbour API", version },
    paths: {
      "/visits": {
        get: {
          tags: ["Visits"],
          summary: "List visits",
          responses: {
            200: { ...WAIVED, ...json({ type: "array", items: { $ref: "#/components/schemas/Visit" } }) },
          },
        },
        post: {
          tags: ["Visits"],
          summary: "Announce a visit",
          requestBody: json({ $ref: "#/components/schemas/Visit" }),
          responses: { 201: { ...WAIVED, ...json({ $ref: "#/components/schemas/Visit" }) } },
        },
      },
      ...more,
    },
    components: {
      schemas: {
        Visit: visit,
        Cargo: {
          type: "object",
          required: ["kind"],
          properties: { kind: { enum: cargo }, tons: { type: ["number", "null"] } },
        },
      },
    },
  });
}

/** The page of a small history, as `changelog --format html` writes it. */
export async function history(): Promise<string> {
  const berths = {
    "/berths": { get: { tags: ["Berths"], summary: "List berths", responses: { 200: WAIVED } } },
  };
  const old = { "/berths": { get: { ...berths["/berths"].get, deprecated: true } } };
  const fetcher = shelfFetcher({
    tags: {
      "1.0.0": harbour("1.0.0", ["bulk", "container"]),
      "1.1.0": harbour("1.1.0", ["bulk", "container", "liquid"], berths),
      "1.1.1": harbour("1.1.1", ["bulk", "container", "liquid"], berths),
      "1.2.0": harbour("1.2.0", ["container", "liquid"], old),
      "2.0.0": harbour("2.0.0", ["container", "liquid"]),
      "2.0.1": harbour("2.0.1", ["container", "liquid"]),
      "2.1.0": harbour("2.1.0", ["container", "liquid", "livestock"]).replace(
        '["number","null"]',
        '"number"',
      ),
    },
  });
  const report = await changelog(fetcher, await fetcher.versions(), { today: "2026-11-20" });
  const dated = report.releases.map((release, i) => ({
    ...release,
    date: new Date(Date.UTC(2026, 9, 1 - i * 17)).toISOString(),
  }));
  return render({ ...report, releases: dated }, "html", { rules: diffRules, failOn: "never" });
}
