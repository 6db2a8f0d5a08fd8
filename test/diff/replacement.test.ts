import { expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Document } from "../../src/model/document.ts";
import type { Json } from "../../src/model/json.ts";
import { documentWithSchema } from "../support/documents.ts";

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const thing = (words: string, more: Record<string, Json> = {}) => ({
  type: "object",
  title: words,
  properties: { name: { type: "string", description: `The name of ${words}` }, ...more },
});

const ALL = {
  Item: thing("an item", { part: to("Part") }),
  Partial: thing("a partial item", { part: to("PartialPart") }),
  Part: thing("a part"),
  PartialPart: thing("a partial part", { size: { type: "integer" } }),
};

const holding = (name: string, components = ALL): Document =>
  documentWithSchema(to(name), "response", components);

it("says once that another component stands in a place, and what it accepts besides", () => {
  const { changes } = diff(holding("Item"), holding("Partial"));
  expect(changes.map(({ rule, base, revision }) => [rule, base?.pointer, revision?.pointer])).toEqual([
    ["property-added", "/components/schemas/Part", "/components/schemas/PartialPart/properties/size"],
    ["component-replaced", "/components/schemas/Item", "/components/schemas/Partial"],
  ]);
});

it("is silent where the other component says the same", () => {
  const twins = { ...ALL, Partial: ALL.Item };
  expect(diff(holding("Item", twins), holding("Partial", twins)).changes).toEqual([]);
});

it("tells the words of a component that was renamed one by one, as of any other", () => {
  const { Item, Part } = ALL;
  const [before, after] = [
    documentWithSchema(to("Item"), "response", { Item, Part }),
    documentWithSchema(to("Thing"), "response", { Thing: { ...Item, title: "a thing" }, Part }),
  ];
  expect(diff(before, after).changes.map(({ rule, message }) => [rule, message])).toEqual([
    ["description-changed", "Thing has another title"],
  ]);
});
