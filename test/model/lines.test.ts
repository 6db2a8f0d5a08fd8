import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { readJson } from "../../src/model/json-text.ts";
import { join, type Pointer } from "../../src/model/pointer.ts";
import { readYaml } from "../../src/model/yaml-text.ts";

const seed = 20_261_122;

/** The pointers of all values in a value, its own first. */
function* pointersIn(value: Json, pointer: Pointer = ""): Iterable<Pointer> {
  yield pointer;
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* pointersIn(member as Json, join(pointer, key));
}

// Names and strings full of what a scanner may trip over.
const text = fc.string({ unit: fc.constantFrom(...'"\\{}[],:/~ \n\u00e9a0') });
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
}));

test("a JSON text has the lines that it has as YAML, which every JSON text is", () => {
  fc.assert(
    fc.property(value, fc.constantFrom(0, 1, "\t"), (json, indent) => {
      const written = `\n${JSON.stringify(json, null, indent)}\n`;
      const [asJson, asYaml] = [readJson(written), readYaml(written)];
      for (const pointer of pointersIn(json)) {
        if (pointer !== "") expect(asJson.line(pointer), pointer).toBe(asYaml.line(pointer));
      }
    }),
    { seed, numRuns: 300 },
  );
});

test("what is not in the text has the line of what it would be in", () => {
  const { line } = readJson('\n{\n "a": [\n  1\n ]\n}');
  const pointers: Pointer[] = ["", "/b", "/a", "/a/0", "/a/1", "/a/0/x", "/a/length"];
  expect(pointers.map((pointer) => line(pointer))).toEqual([2, 2, 3, 4, 3, 4, 3]);
});

test("what is passed over may be long, and full of what has to be escaped", () => {
  const long = {
    texts: Array.from({ length: 1_200 }, (_, i) => `{"${i}`),
    quotes: '"\\['.repeat(500),
    end: [[{}]],
  };
  const { line } = readJson(JSON.stringify({ ...long, more: [long, long], last: 1 }, null, 1));
  const { line: expected } = readYaml(JSON.stringify({ ...long, more: [long, long], last: 1 }, null, 1));
  for (const pointer of ["/end/0/0", "/more/1", "/more/1/end", "/last"] as const)
    expect(line(pointer), pointer).toBe(expected(pointer));
});
