import fc from "fast-check";
import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { validate } from "../../../src/validate/index.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange } from "../exchanges.ts";

/** A schema, a value that fits it, and what the value shows of it: worked out without any walk of ours. */
interface Sample {
  readonly schema: JsonObject;
  readonly value: Json;
  /** Names below the schema's own place: of all there is to see, and of what is seen. */
  readonly all: readonly string[];
  readonly seen: readonly string[];
}

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.constant<Sample>({ schema: { type: "string" }, value: "x", all: [], seen: [] }),
  fc.constantFrom("a", "b").map((value) => ({
    schema: { enum: ["a", "b"] },
    value,
    all: ['/enum "a"', '/enum "b"'],
    seen: [`/enum "${value}"`],
  })),
  fc.constantFrom(null, 1).map((value) => ({
    schema: { type: ["integer", "null"] },
    value,
    all: [" null", " not null"],
    seen: [value === null ? " null" : " not null"],
  })),
);

const below = (place: string, names: readonly string[]) => names.map((name) => `${place}${name}`);

const sample: fc.Arbitrary<Sample> = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.option(tie("sample"), { nil: undefined }).chain((inner) =>
      fc.constant<Sample>(
        inner === undefined
          ? { schema: { type: "array", items: { type: "string" } }, value: [], all: [], seen: [] }
          : {
              schema: { type: "array", items: inner.schema },
              value: [inner.value, inner.value],
              all: below("/items", inner.all),
              seen: below("/items", inner.seen),
            },
      ),
    ),
    fc
      .array(fc.record({ inner: tie("sample"), required: fc.boolean(), present: fc.boolean() }), {
        maxLength: 3,
      })
      .map((members): Sample => {
        const named = members.map((member, i) => ({
          ...member,
          name: `p${i}`,
          there: member.required || member.present,
        }));
        const optional = named.filter(({ required }) => !required);
        const places = (list: typeof named, names: (sample: Sample) => readonly string[]) =>
          list.flatMap(({ name, inner }) => below(`/properties/${name}`, names(inner)));
        return {
          schema: {
            type: "object",
            required: named.filter(({ required }) => required).map(({ name }) => name),
            properties: Object.fromEntries(named.map(({ name, inner }) => [name, inner.schema])),
          },
          value: Object.fromEntries(
            named.filter(({ there }) => there).map(({ name, inner }) => [name, inner.value]),
          ),
          all: [...optional.map(({ name }) => `/properties/${name}`), ...places(named, ({ all }) => all)],
          seen: [
            ...optional.filter(({ there }) => there).map(({ name }) => `/properties/${name}`),
            ...places(
              named.filter(({ there }) => there),
              ({ seen }) => seen,
            ),
          ],
        };
      }),
  ),
})).sample;

it("coverage counts what is there to be seen, and of that what is in the values", async () => {
  await fc.assert(
    fc.asyncProperty(sample, async ({ schema, value, all, seen }) => {
      const document = documentOf({
        paths: {
          "/things": {
            get: {
              responses: {
                "200": {
                  description: "OK",
                  content: { "application/json": { schema: { $ref: "#/components/schemas/T" } } },
                },
              },
            },
          },
        },
        components: { schemas: { T: schema } },
      });
      const { coverage, summary } = await validate(document, [exchange("GET /things", 200, { json: value })]);
      expect(summary.conforming).toBe(1);
      const place = "#/components/schemas/T";
      const expected = below(place, all).filter((name) => !below(place, seen).includes(name));
      expect([...coverage.missing].sort()).toEqual(expected.sort());
      const { enumValues, properties, nullables } = coverage;
      expect(enumValues.total + properties.total + nullables.total).toBe(all.length);
    }),
    { seed: 20_261_122, numRuns: 60 },
  );
});
