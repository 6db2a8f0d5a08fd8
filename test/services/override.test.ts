import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { overrideService } from "../../src/services/override.ts";

const shipped: ServiceDefinition = {
  name: "pets",
  title: "Pets",
  documents: { tagged: "github:o/r#{version}:api.json", github: { api: "https://a", raw: "https://r" } },
  servers: ["https://one", "https://two"],
  rateLimit: { requests: 600, windowSeconds: 60 },
};
const frozen = JSON.stringify(shipped);

test("base URLs alone can be replaced; all else stays", () => {
  const service = overrideService(shipped, { documents: { github: { api: "http://127.0.0.1:1" } } });
  expect(service).toStrictEqual({
    ...shipped,
    documents: {
      tagged: "github:o/r#{version}:api.json",
      github: { api: "http://127.0.0.1:1", raw: "https://r" },
    },
  });
  expect(JSON.stringify(shipped)).toBe(frozen);
});

test("lists are replaced whole, null takes a promise away, and a new member comes in", () => {
  const service = overrideService(shipped, {
    servers: ["https://mine"],
    rateLimit: null,
    versionEndpoint: { url: "https://mine/version" },
  });
  expect(service.servers).toEqual(["https://mine"]);
  expect("rateLimit" in service).toBe(false);
  expect(service.versionEndpoint).toEqual({ url: "https://mine/version" });
});

test("a null inside a new member leaves no trace (RFC 7396, section 2)", () => {
  const patch = { versionEndpoint: { url: "https://v", pointer: null } };
  expect(overrideService(shipped, patch).versionEndpoint).toStrictEqual({ url: "https://v" });
});

test("a hostile key changes no prototype", () => {
  const patch = JSON.parse('{"__proto__":{"polluted":true},"documents":{"constructor":{"x":1}}}') as object;
  const service = overrideService(shipped, patch);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(service)).toBe(Object.prototype);
  expect(Object.hasOwn(service, "__proto__")).toBe(true);
});

const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const object = json.filter(isObject) as fc.Arbitrary<JsonObject>;
const merge = (base: JsonObject, patch: JsonObject) =>
  overrideService(base as unknown as ServiceDefinition, patch as never) as unknown as JsonObject;

test("laws: nothing changes nothing, twice is once, and the inputs stay as they were", () => {
  fc.assert(
    fc.property(object, object, (base, patch) => {
      const before = JSON.stringify([base, patch]);
      const once = merge(base, patch);
      expect(merge(base, {})).toStrictEqual(base);
      expect(merge(once, patch)).toStrictEqual(once);
      expect(JSON.stringify([base, patch])).toBe(before);
    }),
    { seed: 20261122, numRuns: 300, verbose: true },
  );
});
