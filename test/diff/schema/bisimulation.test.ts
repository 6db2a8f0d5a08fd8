import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bisimulation } from "../../../src/diff/schema/bisimulation.ts";
import type { Json } from "../../../src/model/json.ts";
import { SchemaGraph } from "../../../src/model/schema.ts";
import { property } from "../../support/property.ts";

const RUNS = 300;

/** A definition: what it says by itself, and the definitions that its two properties refer to. */
type Definition = readonly [type: "object" | "string", a: number, b: number];

function graphOf(definitions: readonly Definition[], name = "D"): SchemaGraph {
  const schemas = definitions.map(([type, a, b], i): [string, Json] => {
    const properties = { a: { $ref: `#/${name}${a}` }, b: { $ref: `#/${name}${b}` } };
    return [`${name}${i}`, { type, properties }];
  });
  return new SchemaGraph(Object.fromEntries(schemas), "2020-12");
}

/** The classes of definitions that are the same, by telling apart what differs until nothing more does. */
function classesOf(definitions: readonly Definition[]): readonly string[] {
  let classes: readonly string[] = definitions.map(([type]) => type);
  for (let round = 0; round < definitions.length; round++) {
    const told = definitions.map(([, a, b], i) => `${classes[i]} ${classes[a]} ${classes[b]}`);
    const names = [...new Set(told)];
    classes = told.map((text) => `${names.indexOf(text)}`);
  }
  return classes;
}

const definitions = fc.integer({ min: 1, max: 8 }).chain((count) => {
  const index = fc.nat(count - 1);
  const definition = fc.tuple(fc.constantFrom("object" as const, "string" as const), index, index);
  return fc.tuple(
    fc.array(definition, { minLength: count, maxLength: count }),
    fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
  );
});

describe("schemas that lead to each other", () => {
  it("are the same where no way from them leads to a difference, in whatever order they are met", () => {
    property(
      definitions,
      ([list, order]) => {
        const graph = graphOf(list);
        const bisimulation = new Bisimulation({});
        const at = (index: number) => bisimulation.representative(graph, graph.at(`/D${index}`));
        for (const index of order) at(index);
        const classes = classesOf(list);
        for (const left of order) {
          for (const right of order) expect(at(left) === at(right)).toBe(classes[left] === classes[right]);
        }
      },
      RUNS,
    );
  });

  it("may be thousands, all alike at a glance", () => {
    const count = 2_500;
    const chain = (end: "object" | "string") =>
      Array.from({ length: count }, (_, i): Definition => {
        const next = Math.min(i + 1, count - 1);
        return [i === count - 1 ? end : "object", next, next];
      });
    const [one, other, third] = [
      graphOf(chain("string")),
      graphOf(chain("string"), "E"),
      graphOf(chain("object")),
    ];
    const bisimulation = new Bisimulation({});
    const first = bisimulation.representative(one, one.at("/D0"));
    expect(bisimulation.representative(other, other.at("/E0"))).toBe(first);
    expect(bisimulation.representative(other, other.at("/E1500"))).toBe(
      bisimulation.representative(one, one.at("/D1500")),
    );
    expect(bisimulation.representative(third, third.at("/D0"))).not.toBe(first);
    // It leads to itself alone.
    expect(bisimulation.representative(third, third.at("/D1"))).toBe(
      bisimulation.representative(third, third.at("/D2499")),
    );
  });
});
