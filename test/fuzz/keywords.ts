import type { Json } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";
import { number, text } from "./hostile.ts";

type Make = (choice: Choice) => Json;

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
const size: Make = (choice) => choice.of([0, 1, 2, 3, 255, 65_536, 2 ** 31]);
const flag: Make = (choice) => choice.next() < 0.5;
const name: Make = (choice) => choice.of(["id", "kind", "name", "items", text(choice)]);
const names: Make = (choice) => [name(choice), name(choice)];
const schema: Make = (choice) =>
  choice.of<Json>([
    {},
    true,
    false,
    { type: choice.of(TYPES) },
    { const: 1 },
    { required: ["id"] },
    { enum: ["a", "b"] },
    { type: "string", pattern: "^a+$" },
    { type: "integer", minimum: number(choice) },
    { $ref: "#/components/schemas/Node" },
    { type: "object", additionalProperties: false },
  ]);
const schemas: Make = (choice) => Array.from({ length: choice.whole(1, 4) }, () => schema(choice));
const map: Make = (choice) => Object.fromEntries([[String(name(choice)), schema(choice)]]);

/** Every keyword that a schema of any dialect may have, and how its value is made. */
export const KEYWORDS: readonly (readonly [string, Make])[] = [
  ["type", (choice) => choice.of<Json>([choice.of(TYPES), [choice.of(TYPES), choice.of(TYPES)], []])],
  ["nullable", flag],
  ["const", (choice) => choice.of<Json>([null, 1, "a", {}, [1], number(choice)])],
  ["enum", (choice) => choice.of<Json>([[], [null], ["a", "b"], [1, "1", true], [{}, []]])],
  ["format", (choice) => choice.of(["uuid", "date-time", "int32", "int64", "binary", "byte", "regex", "x"])],
  ["pattern", (choice) => choice.of(["^a*$", "(a|aa)+$", "\\d{3,}", "(?:", "^(?!x).{2,}$", text(choice)])],
  ["minLength", size],
  ["maxLength", size],
  ["minItems", size],
  ["maxItems", size],
  ["minProperties", size],
  ["maxProperties", size],
  ["minContains", size],
  ["maxContains", size],
  ["uniqueItems", flag],
  ["minimum", number],
  ["maximum", number],
  ["exclusiveMinimum", (choice) => choice.of([number(choice), true])],
  ["exclusiveMaximum", (choice) => choice.of([number(choice), true])],
  ["multipleOf", (choice) => choice.of([number(choice), 0.01, 3])],
  ["required", names],
  ["properties", map],
  ["patternProperties", map],
  ["dependentSchemas", map],
  ["dependentRequired", (choice) => Object.fromEntries([[String(name(choice)), names(choice)]])],
  ["additionalProperties", schema],
  ["unevaluatedProperties", schema],
  ["unevaluatedItems", schema],
  ["propertyNames", schema],
  ["items", schema],
  ["prefixItems", schemas],
  ["contains", schema],
  ["allOf", schemas],
  ["anyOf", schemas],
  ["oneOf", schemas],
  ["not", schema],
  ["if", schema],
  ["then", schema],
  ["else", schema],
  [
    "$ref",
    (choice) =>
      choice.of(["#", "#/components/schemas/Node", "#leaf", "other.json#/a", "https://e.example/node"]),
  ],
  ["$id", (choice) => choice.of(["https://example.com/node", "urn:x", "other", "#"])],
  ["$anchor", (choice) => choice.of(["leaf", "node", "a b"])],
  ["$dynamicRef", (choice) => choice.of(["#node", "#nowhere"])],
  ["$dynamicAnchor", (choice) => choice.of(["node", "other"])],
  ["$schema", (choice) => choice.of(["http://json-schema.org/draft-07/schema#", "https://e.example/none"])],
  [
    "discriminator",
    (choice) => ({ propertyName: name(choice), mapping: { a: "#/components/schemas/Cat", b: "x" } }),
  ],
  ["readOnly", flag],
  ["writeOnly", flag],
  ["deprecated", flag],
  ["default", (choice) => choice.of<Json>([null, 1, "a"])],
  ["contentMediaType", () => "application/json"],
];
