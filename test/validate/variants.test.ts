import { execFileSync } from "node:child_process";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../../src/model/document.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { fromFragment, type Pointer } from "../../src/model/pointer.ts";
import type { Schema } from "../../src/model/schema.ts";
import { makeSource } from "../../src/model/source.ts";
import { SchemaEngine } from "../../src/validate/schema/engine.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { Generator } from "../support/generate/generator.ts";
import { randomFrom } from "../support/generate/random.ts";

const clone = airfocusClone();
const TAG = "1.0.0-beta.47.147.2";

function read() {
  const git = ["-C", clone ?? "", "show", `${TAG}:docs/openapi.json`];
  const bytes = execFileSync("git", git, { maxBuffer: 1 << 26 });
  return loadDocument(makeSource({ ref: TAG, origin: TAG, bytes, version: TAG }));
}

/** Every place of the document that is an object, with its pointer. */
function* objectsIn(value: Json, pointer: Pointer = ""): Iterable<[Pointer, JsonObject]> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* objectsIn(item as Json, `${pointer}/${i}` as Pointer);
  } else if (isObject(value)) {
    yield [pointer, value];
    for (const [key, member] of Object.entries(value)) {
      const token = key.replaceAll("~", "~0").replaceAll("/", "~1");
      yield* objectsIn(member, `${pointer}/${token}` as Pointer);
    }
  }
}

describe.skipIf(clone === undefined)("the airfocus document, by generated values", () => {
  const document = clone === undefined ? undefined : read();
  const root = document?.root ?? {};
  const graph = document?.schemas as NonNullable<typeof document>["schemas"];
  const engine = document === undefined ? undefined : new SchemaEngine(graph, "response");
  const kinds = (pointer: Pointer, value: Json) =>
    (engine?.check(pointer, value) ?? []).map(({ kind, instance }) => [kind, instance]);

  const ajv = formats.default(
    new Ajv2020({
      ...{ strict: false, logger: false, validateSchema: false },
      // Each is used for a few values: compiling counts, not running.
      ...{ inlineRefs: false, code: { optimize: false } },
    }),
  );
  if (document !== undefined) ajv.addSchema(root, "document", undefined, false);
  /** By the union as it is written: exactly one of its variants, whatever the discriminator says. */
  const fitsPlainly = (pointer: Pointer, value: Json) =>
    ajv.getSchema(`document#${pointer.split("/").map(encodeURIComponent).join("/")}`)?.(value);

  const unions = [...objectsIn(root)].filter(
    ([, schema]) => isObject(schema.discriminator) && Array.isArray(schema.oneOf),
  );

  it("has 88 unions with a discriminator", () => expect(unions.length).toBe(88));

  it("takes a value of every variant, and finds the one fault of each mutant", () => {
    const generator = new Generator(graph, randomFrom(20_260_820), 2);
    let variants = 0;
    let pairs = 0;
    const refused = new Set<string>();
    for (const [pointer, raw] of unions) {
      const { propertyName, mapping } = raw.discriminator as { propertyName: string; mapping: JsonObject };
      const place: Pointer = `/${propertyName}`;
      const tags = Object.entries(mapping).map(([tag, ref]) => {
        const target = fromFragment(String(ref)) as Pointer;
        // Untagged unions within may fit twice by chance: then another value is tried.
        for (let tries = 0; tries < 50; tries++) {
          const value = { ...(generator.value(target) as JsonObject), [propertyName]: tag };
          if (kinds(target, value).length === 0) return { tag, value };
        }
        throw new Error(`no value was found for ${pointer} ${tag}`);
      });
      for (const { tag, value } of tags) {
        const what = `${pointer} ${tag}`;
        variants++;
        expect(kinds(pointer, value), what).toEqual([]);
        const { [propertyName]: _, ...missing } = value as JsonObject;
        expect(kinds(pointer, missing), what).toEqual([["discriminator-missing", place]]);
        const unknown = { ...value, [propertyName]: `${tag}-unheard-of` };
        expect(kinds(pointer, unknown), what).toEqual([["discriminator-unknown", place]]);
        // Another variant's body: faults are those that the variant named by the tag finds, and none of the union.
        for (const other of tags) {
          if (other.tag === tag) continue;
          const swapped = { ...other.value, [propertyName]: tag };
          const found = kinds(pointer, swapped);
          const pair = `${what} with the body of ${other.tag}`;
          expect(found, pair).toEqual(kindsOf(tag, other.value, pointer, mapping));
          expect(found.length === 0, pair).toBe(fitsPlainly(pointer, swapped));
          expect(
            found.some(([kind]) => kind === "union-ambiguous"),
            pair,
          ).toBe(false);
          pairs++;
          if (found.length > 0) refused.add(what);
        }
      }
    }
    // Of the other 148, every variant beside them has all that they ask for.
    expect({ variants, pairs, refused: refused.size }).toEqual({ variants: 448, pairs: 4708, refused: 300 });

    /** What the variant itself says of a body that carries its tag. */
    function kindsOf(tag: string, value: JsonObject, pointer: Pointer, mapping: JsonObject) {
      const propertyName = String(
        ((graph.at(pointer).raw as JsonObject).discriminator as JsonObject).propertyName,
      );
      const target = fromFragment(String(mapping[tag])) as Pointer;
      return kinds(target, { ...value, [propertyName]: tag });
    }
  });

  it.each([
    { keyword: "enum", schemas: 89, values: 305 },
    { keyword: "const", schemas: 402, values: 402 },
  ])("takes every value of every $keyword, and no other", ({ keyword, ...counts }) => {
    const enums = [...objectsIn(root)]
      .filter(([pointer, schema]) => schema[keyword] !== undefined && !pointer.endsWith("/properties"))
      .map(([pointer]) => graph.at(pointer))
      .filter((schema): schema is Schema & { values: readonly Json[] } => schema.values !== undefined);
    let values = 0;
    for (const { pointer, values: known } of enums) {
      for (const value of known) {
        values++;
        expect(kinds(pointer, value), pointer).toEqual([]);
      }
      const other = typeof known[0] === "number" ? 987_654 : "unheard of";
      expect(kinds(pointer, other), pointer).toEqual([["enum", ""]]);
    }
    expect({ schemas: enums.length, values }).toEqual(counts);
  });
});
