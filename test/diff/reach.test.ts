import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Reaches } from "../../src/diff/reach.ts";
import type { SchemaNode } from "../../src/diff/schema-comparison.ts";
import type { Way } from "../../src/diff/way.ts";
import { SchemaGraph } from "../../src/model/schema.ts";
import { property } from "../support/property.ts";

const RUNS = 300;

function nodes(count: number): readonly SchemaNode[] {
  const schema = new SchemaGraph(true, "2020-12").at("");
  return Array.from({ length: count }, () => ({
    base: schema,
    revision: schema,
    site: { base: "", revision: "" },
    said: { null: false, annotations: false },
    users: [],
    steps: [],
  }));
}

type OnlyIn = "request" | "response" | undefined;

function link(from: SchemaNode, to: SchemaNode, path: string, onlyIn?: OnlyIn): void {
  const step = { from, to, path, ...(onlyIn === undefined ? {} : { onlyIn }) };
  from.steps.push(step);
  to.users.push(step);
}

const use = (operation: string, direction: "request" | "response") =>
  ({ operation, in: direction, direction }) as const;

/** Pairs of schemas that lead to each other at random; some stand in operations. */
const graph = fc.integer({ min: 1, max: 12 }).chain((count) => {
  const index = fc.nat(count - 1);
  const onlyIn = fc.constantFrom<OnlyIn>(undefined, undefined, "request", "response");
  return fc.record({
    count: fc.constant(count),
    links: fc.array(fc.tuple(index, index, onlyIn), { maxLength: 30 }),
    roots: fc.array(fc.tuple(index, fc.constantFrom("request", "response")), { maxLength: 6 }),
  });
});

const told = ({ uses, path }: Way) => ({ uses, path });

describe("ways from operations to a pair of schemas", () => {
  it("found from all roots at once are those found one by one, from each pair up", () => {
    property(
      graph,
      ({ count, links, roots }) => {
        const all = nodes(count);
        const at = (index: number) => all[index] as SchemaNode;
        const reaches = new Reaches();
        for (const [i, [from, to, onlyIn]] of links.entries()) link(at(from), at(to), `.p${i}`, onlyIn);
        for (const [i, [root, direction]] of roots.entries())
          reaches.add(at(root), use(`GET /${i}`, direction));
        for (const direction of ["request", "response", "none"] as const) {
          for (const node of all) {
            const known = reaches.ways(node, direction);
            const found = reaches.waysThrough(node, direction, () => true);
            expect(known.map(told)).toEqual(found.map(told));
            expect(known.every(({ to }) => to === node)).toBe(true);
          }
        }
      },
      RUNS,
    );
  });

  it("of a chain of any length are told in little room, by their beginning and their end", () => {
    const chain = nodes(20_000);
    for (const [i, to] of chain.entries()) {
      const from = chain[i - 1];
      if (from !== undefined) link(from, to, `.p${i}`);
    }
    const reaches = new Reaches();
    reaches.add(chain[0] as SchemaNode, use("POST /things", "request"));
    const paths = chain.map((node) => reaches.of(node, "request")[0]?.path as string);
    expect(paths[3]).toBe("$.p1.p2.p3");
    expect(paths[100]).toBe(`$${Array.from({ length: 100 }, (_, i) => `.p${i + 1}`).join("")}`);
    expect(paths[19_999]).toMatch(/^\$\.p1\.p2\..*\.p50….p19950\..*\.p19999$/);
    expect(Math.max(...paths.map((path) => path.length))).toBeLessThan(1000);
  });
});
