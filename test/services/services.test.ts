import { expect, test } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { isObject } from "../../src/model/json.ts";
import { parseVersion } from "../../src/model/version.ts";
import { services } from "../../src/services/index.ts";

const all = [...services.values()];

test("the four services are there, each under its name", () => {
  expect([...services.keys()]).toEqual(["airfocus", "atlassian-focus", "infinity", "airbyte"]);
  for (const [name, service] of services) expect(service.name).toBe(name);
});

test.each(all)("$name is plain data: JSON gives the same definition back", (service) => {
  expect(JSON.parse(JSON.stringify(service))).toStrictEqual(service);
});

test.each(all)("$name says where each of its promises comes from", (service) => {
  const promises: readonly unknown[] = [
    service.versionEndpoint,
    service.rateLimit,
    service.jsonOnly,
    service.errors,
    service.errors?.opaque,
    service.requirements,
    ...(service.responseHeaders ?? []),
    ...(service.statusConventions ?? []),
    ...(service.mediaTypes ?? []),
  ].filter((promise) => promise !== undefined);
  for (const promise of promises)
    expect(promise).toMatchObject({ source: expect.stringMatching(/^.{5,40}: .{10,}$/) });
});

test.each(all)("$name names environment variables, never secrets, and headers in lower case", (service) => {
  const { authentication } = service;
  for (const [key, value] of Object.entries(authentication ?? {})) {
    if (key.endsWith("Env")) expect(value).toMatch(/^[A-Z][A-Z_]+$/);
  }
  const { limit, remaining, reset } = service.rateLimit ?? {};
  const names = [
    limit,
    remaining,
    reset,
    service.requestIdHeader,
    ...(service.responseHeaders ?? []).map((h) => h.name),
  ];
  for (const name of names) expect(name?.toLowerCase()).toBe(name);
});

test.each(all)("$name has addresses that are addresses", (service) => {
  const { github, live, published } = service.documents;
  const urls = [
    github?.api,
    github?.raw,
    live,
    published,
    service.versionEndpoint?.url,
    ...(service.servers ?? []),
  ];
  for (const url of urls) {
    if (url === undefined) continue;
    expect(new URL(url.replaceAll(/[{}]/g, "")).protocol).toMatch(/^https?:$/);
    expect(url).not.toMatch(/\/$/);
  }
});

test("no definition is shared by reference, so that nothing can change two at once", () => {
  const seen = new Set<Json>();
  const visit = (value: Json) => {
    if (!isObject(value) && !Array.isArray(value)) return;
    expect(seen.has(value)).toBe(false);
    seen.add(value);
    for (const member of Object.values(value)) visit(member as Json);
  };
  for (const service of all) visit(service as unknown as Json);
});

test("airfocus: a version leads to the file of its tag", () => {
  const template = services.get("airfocus")?.documents.tagged ?? "";
  const version = "1.0.0-beta.47.144.0";
  expect(parseVersion(version)).toBeDefined();
  expect(template.replace("{version}", version)).toBe(
    "github:airfocusio/airfocus-api#1.0.0-beta.47.144.0:docs/openapi.json",
  );
});
