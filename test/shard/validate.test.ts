import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Json } from "../../src/model/json.ts";
import type { Policy } from "../../src/model/policy.ts";
import { takes } from "../../src/model/shard.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import {
  coverableOf,
  readRecordings,
  type Validation,
  type ValidationPart,
  validate,
  validationOf,
  validationPart,
} from "../../src/validate/index.ts";

const SEED = { seed: 20261122, numRuns: 30 };
const demo = (name: string) => new URL(`../../demo/harbour/${name}`, import.meta.url);

const document: Document = loadDocument(
  makeSource({ ref: "live.json", origin: "live.json", bytes: readFileSync(demo("live.json")) }),
);
const nightly: Exchange[] = [];
for await (const exchange of readRecordings([demo("recordings/nightly.ndjson").pathname]))
  nightly.push(exchange);

/** What happens to an exchange between the server and its recording. */
const MUTATIONS: Readonly<Record<string, (exchange: Exchange) => Exchange>> = {
  nothing: (exchange) => exchange,
  "credentials left out": ({ request, ...rest }) => {
    const { authorization: _, ...headers } = request.headers;
    return { ...rest, request: { ...request, headers } };
  },
  "another status": (exchange) => withResponse(exchange, { status: 418 }),
  "no request id": (exchange) =>
    withResponse(exchange, { headers: { "content-type": ["application/json"] } }),
  "another body": (exchange) => withBody(exchange, [{ type: "sunk", id: 7, state: null }]),
  "an empty body": (exchange) => withBody(exchange, {}),
  "nowhere to be found": ({ request, ...rest }) => ({
    ...rest,
    request: { ...request, url: `${new URL(request.url).origin}/api/nowhere` },
  }),
};

function withResponse(exchange: Exchange, part: Partial<NonNullable<Exchange["response"]>>): Exchange {
  return exchange.response === undefined
    ? exchange
    : { ...exchange, response: { ...exchange.response, ...part } };
}

function withBody(exchange: Exchange, json: Json): Exchange {
  return withResponse(exchange, { body: { json } });
}

/** A few recordings, one after the other. */
const traffic = fc
  .array(
    fc.array(fc.tuple(fc.nat(nightly.length - 1), fc.constantFrom(...Object.values(MUTATIONS))), {
      maxLength: 12,
    }),
    { maxLength: 4 },
  )
  .map((recordings) =>
    recordings.flatMap((picks, i) =>
      picks.flatMap(([pick, mutate], index): Exchange[] => {
        const exchange = nightly[pick];
        return exchange === undefined ? [] : [{ ...mutate(exchange), recording: `${i}.har`, index }];
      }),
    ),
  );

const policies = fc.constantFrom<Policy | undefined>(
  undefined,
  { severity: { "response-body": "off", "security-missing": "breaking" } },
  {
    waivers: [
      { rule: "response-body", reason: "agreed" },
      { rule: "request-body", reason: "unused" },
    ],
  },
);

const text = ({ summary, findings, coverage, ledger }: Validation) =>
  JSON.stringify({ summary, findings, coverage, ledger });

describe(`a validation in shards (seed ${SEED.seed})`, () => {
  test("is that of one run, whatever the number of shards, the policy and the consumer", async () => {
    const total = fc.integer({ min: 1, max: 7 });
    const consumer = fc.constantFrom("tolerant" as const, "strict" as const);
    const found = new Set<string>();
    await fc.assert(
      fc.asyncProperty(traffic, policies, consumer, total, async (exchanges, policy, consumer, total) => {
        const options = {
          service: airfocus,
          consumer,
          coverage: { minimum: [{ of: "all" as const, percent: 30 }] },
          ...(policy === undefined ? {} : { policy }),
        };
        const whole = await validate(document, exchanges, options);
        const parts = await Promise.all(
          Array.from({ length: total }, (_, i) =>
            validationPart(document, exchanges, { ...options, shard: { index: i + 1, total } }),
          ),
        );
        const written = JSON.parse(JSON.stringify(parts)) as ValidationPart[];
        expect(text(validationOf(written, coverableOf(document), options))).toBe(text(whole));
        // In whatever order they arrive.
        expect(text(validationOf(written.toReversed(), coverableOf(document), options))).toBe(text(whole));
        for (const { rule, count } of whole.findings) found.add(count > 1 ? `${rule} again` : rule);
      }),
      SEED,
    );
    // The property would hold for traffic without a fault as well.
    expect([...found]).toEqual(expect.arrayContaining(["security-missing again", "coverage-below-minimum"]));
    expect(found.size).toBeGreaterThan(12);
  });

  test("takes each exchange once", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (number, total) => {
        const takers = Array.from({ length: total }, (_, i) => takes({ index: i + 1, total }, number));
        expect(takers.filter(Boolean)).toHaveLength(1);
      }),
      SEED,
    );
  });
});
