import { describe, expect, test } from "vitest";
import { type CheckOptions, check, isIncomplete } from "../../src/check/index.ts";
import type { CheckReport } from "../../src/model/report.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { DOWN, type Shelf, shelfFetcher } from "../support/fetcher.ts";

const service: ServiceDefinition = {
  name: "lighthouse",
  title: "Lighthouse",
  documents: { tagged: "specs/{version}.json", live: "live", published: "published" },
  versionEndpoint: { url: "https://api.example/version" },
};

/** A document of a version; `more` is merged into its top level. */
function api(version: string, more: object = {}): string {
  const paths = { "/lamps": { get: { responses: { 200: { description: "All lamps" } } } } };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Lighthouse", version }, paths, ...more });
}

const lamp = { "/lamp": { get: { responses: { 200: { description: "One lamp" } } } } };
const healthy: Shelf = {
  tags: { "1.0.0": api("1.0.0"), "1.1.0": api("1.1.0") },
  live: api("1.1.0"),
  published: api("1.1.0"),
  running: "1.1.0",
};

function nightly(shelf: Shelf, options: Partial<CheckOptions> = {}): Promise<CheckReport> {
  return check({ fetcher: shelfFetcher(shelf), service, today: "2026-11-20", ...options });
}

const statuses = ({ steps }: CheckReport) => steps.map(({ name, status }) => `${name} ${status}`);
const told = ({ steps }: CheckReport) =>
  steps.flatMap(({ name, findings }) => findings.map(({ rule, message }) => `${name} ${rule}: ${message}`));

test("says nothing where all is well, and skips what there is nothing for", async () => {
  const report = await nightly(healthy);
  expect(told(report)).toEqual([]);
  expect(statuses(report)).toEqual(["versions pass", "document pass", "changes pass", "traffic skip"]);
  expect(report.steps.map(({ message }) => message)).toEqual([
    "running = live = published = tag: 1.1.0",
    "live document: OpenAPI 3.1.0, 1 operation, valid",
    "1.1.0 → live: no difference",
    "no recordings were given",
  ]);
  expect(isIncomplete(report)).toBe(false);
});

describe("versions", () => {
  test("the server runs another version than its document", async () => {
    const report = await nightly({ ...healthy, running: "1.2.0" });
    expect(told(report)).toEqual([
      "versions version-running-differs: the server runs 1.2.0, but the document it serves is of 1.1.0",
    ]);
    expect(report.steps[0]).toMatchObject({ status: "fail", findings: [{ requestId: "r-1" }] });
  });

  test("the published document lags behind", async () => {
    const report = await nightly({ ...healthy, published: api("1.0.0") });
    expect(told(report)).toEqual([
      "versions version-published-differs: the published document is of 1.0.0, the live one of 1.1.0",
    ]);
  });

  test("the running version has no tag: the nearest lower one and its distance are named", async () => {
    const tags = { "1.0.0": api("1.0.0"), "1.9.0": api("1.9.0"), "1.10.0": api("1.10.0") };
    const report = await nightly({ ...healthy, tags });
    expect(told(report)).toEqual([
      "versions version-untagged: 1.1.0 has no tag; the nearest lower tag is 1.0.0, 2 tags behind the newest",
    ]);
    expect(report.versions).toMatchObject({ tag: "1.0.0", latest: "1.10.0" });
    expect(report.steps[0]).toMatchObject({ status: "pass" });
  });

  test("no lower version has a tag either", async () => {
    const report = await nightly({ ...healthy, tags: { "2.0.0": api("2.0.0") } });
    expect(told(report)).toEqual([
      "versions version-untagged: 1.1.0 has no tag; and no lower version has one",
    ]);
    expect(statuses(report)).toContain("changes skip");
  });

  test("a tag whose document claims to be another version", async () => {
    const report = await nightly({ ...healthy, tags: { "1.1.0": api("1.0.9") } });
    expect(told(report)).toEqual([
      "versions version-tag-mismatch: the document tagged 1.1.0 says it is 1.0.9",
    ]);
  });

  test("where the number in the document never moves, it is not looked at", async () => {
    const still = { ...service, documents: { ...service.documents, versionInDocument: false } };
    const tags = { "1.0.0": api("0"), "1.1.0": api("0") };
    const report = await nightly(
      { ...healthy, tags, live: api("0"), published: api("0") },
      { service: still },
    );
    expect(told(report)).toEqual([]);
  });
});

describe("document", () => {
  test("one version with two contents", async () => {
    const report = await nightly({ ...healthy, live: api("1.1.0", { paths: lamp }) });
    expect(told(report)).toEqual([
      "document document-content-differs: the live document and the document tagged 1.1.0 differ in content, though both are of 1.1.0",
      "document document-content-differs: the live document and the published document differ in content, though both are of 1.1.0",
    ]);
    expect(new Set(report.steps[1]?.findings.map(({ id }) => id)).size).toBe(1);
  });

  test("formatting and the ignored members do not count, others do", async () => {
    const servers = { servers: [{ url: "https://api.example" }] };
    const live = JSON.stringify(JSON.parse(api("1.1.0", servers)), null, 2);
    expect(told(await nightly({ ...healthy, live }))).toEqual([]);
    const strict = { ...service, documents: { ...service.documents, ignore: [] } };
    expect(told(await nightly({ ...healthy, live }, { service: strict }))).toHaveLength(2);
  });
});

describe("changes", () => {
  test("a breaking change between tag and live document fails the step", async () => {
    const report = await nightly({ ...healthy, live: api("1.1.0", { paths: lamp }) });
    const changes = report.steps.find(({ name }) => name === "changes");
    expect(changes?.status).toBe("fail");
    expect(changes?.changes?.map(({ rule }) => rule)).toContain("operation-removed");
  });

  test("a new number alone is none", async () => {
    const report = await nightly({ ...healthy, tags: { "1.0.0": api("1.0.0") } });
    const changes = report.steps.find(({ name }) => name === "changes");
    expect(changes).toMatchObject({
      status: "pass",
      message: "1.0.0 → live: version number only",
      changes: [],
    });
  });
});

describe("what cannot be had", () => {
  test("is told by the steps that need it, and stops none of the others", async () => {
    const report = await nightly({ ...healthy, live: DOWN });
    expect(statuses(report)).toEqual(["versions error", "document error", "changes error", "traffic skip"]);
    expect(report.steps.map(({ message }) => message)).toEqual([
      "running = published = tag: 1.1.0; cannot fetch https://api.example: it is down",
      "cannot fetch https://api.example: it is down",
      "cannot fetch https://api.example: it is down",
      "no recordings were given",
    ]);
    expect(isIncomplete(report)).toBe(true);
  });

  test("does not hide what was found all the same", async () => {
    const report = await nightly({ ...healthy, running: "1.2.0", published: DOWN });
    expect(report.steps[0]).toMatchObject({ status: "fail" });
    expect(report.steps[0]?.message).toContain("it is down");
  });

  test("a list of tags is not needed where the tag itself is there", async () => {
    const report = await nightly({ ...healthy, unlisted: DOWN });
    expect(statuses(report)).toEqual(["versions error", "document pass", "changes pass", "traffic skip"]);
  });

  test("a bug is no error of a step", async () => {
    await expect(nightly({ ...healthy, live: new TypeError("boom") })).rejects.toThrow(TypeError);
  });
});

test("only the steps asked for are done", async () => {
  expect(statuses(await nightly({ ...healthy, running: DOWN }, { only: ["changes", "document"] }))).toEqual([
    "document pass",
    "changes pass",
  ]);
});

test("what fails is for the caller to say", async () => {
  const shelf = { ...healthy, published: api("1.0.0") };
  expect((await nightly(shelf, { failOn: "dangerous" })).steps[0]?.status).toBe("fail");
  expect((await nightly({ ...shelf, running: "9.0.0" }, { failOn: "never" })).steps[0]?.status).toBe("fail");
});

test("a policy waives findings, and its own faults are a step", async () => {
  const policy = {
    waivers: [
      { rule: "version-published-differs", reason: "Fridays" },
      { rule: "version-untagged", reason: "old" },
      { rule: "response-body", reason: "no traffic tonight, so nothing is said of it" },
    ],
  };
  const report = await nightly({ ...healthy, published: api("1.0.0") }, { policy });
  const few = await nightly(healthy, {
    policy: { waivers: [{ rule: "operation-removed", reason: "known" }] },
    only: ["versions"],
  });
  expect(told(few)).toEqual([]);
  expect(told(report)).toEqual([
    "policy waiver-unused: the waiver of version-untagged waives nothing (its reason: old)",
  ]);
});
