import { isArray, isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";
import { entry, number, surprise, text } from "./hostile.ts";
import { KEYWORDS } from "./keywords.ts";

/** A place in a tree: the container and the key under which a value stands there. */
interface Spot {
  readonly parent: Record<string, Json> | Json[];
  readonly key: string;
  readonly pointer: string;
}

/** The tree after some edits of the kinds that people, tools and attackers make. The tree given is left as it is. */
export function mutate(
  tree: JsonObject,
  choice: Choice,
  edits = choice.whole(1, choice.of([1, 2, 4, 12])),
): JsonObject {
  const copy = structuredClone(tree);
  for (let i = 0; i < edits; i++) {
    const spots = spotsOf(copy);
    if (spots.length === 0) break;
    choice.of(EDITS)(spots, choice);
  }
  return copy;
}

type Edit = (spots: readonly Spot[], choice: Choice) => void;

const drop: Edit = (spots, choice) => remove(choice.of(spots));

const duplicate: Edit = (spots, choice) => {
  const spot = choice.of(spots);
  const value = structuredClone(at(spot));
  if (isArray(spot.parent as Json)) (spot.parent as Json[]).push(value);
  else define(spot.parent as Record<string, Json>, choice.of([`${spot.key}2`, text(choice)]), value);
};

const retype: Edit = (spots, choice) => set(choice.of(spots), surprise(choice));

const rename: Edit = (spots, choice) => {
  const spot = choice.of(spots);
  if (isArray(spot.parent as Json)) return;
  const value = at(spot);
  remove(spot);
  const name = choice.of([text(choice), choice.of(spots).key, spot.key.toUpperCase(), `${spot.key} `]);
  define(spot.parent as Record<string, Json>, name, value);
};

const deepen: Edit = (spots, choice) => {
  const spot = choice.of(spots);
  const wrap = choice.of(WRAPS);
  let value = at(spot);
  for (let level = choice.of([1, 1, 1, 2, 8, 60]); level > 0; level--) value = wrap(value);
  set(spot, value);
};

const WRAPS: readonly ((inner: Json) => Json)[] = [
  (inner) => [inner],
  (inner) => ({ allOf: [inner] }),
  (inner) => ({ oneOf: [inner, { type: "null" }] }),
  (inner) => ({ anyOf: [inner, { type: "string" }] }),
  (inner) => ({ not: inner }),
  (inner) => ({ type: "object", required: ["x"], properties: { x: inner } }),
  (inner) => ({ type: "array", minItems: 1, items: inner }),
];

/** Makes something refer to something else: to itself, to what it is in, or to a thing of quite another kind. */
const refer: Edit = (spots, choice) => {
  const spot = choice.of(spots.filter((each) => isObject(at(each))));
  if (spot === undefined) return;
  const above = spot.pointer.split("/");
  const ancestor = above.slice(0, choice.whole(1, above.length)).join("/");
  const target = choice.of([spot.pointer, ancestor, ancestor, choice.of(spots).pointer, "/nowhere"]);
  const ref = { $ref: `#${target}` };
  set(spot, choice.next() < 0.7 ? ref : { ...(at(spot) as JsonObject), ...ref });
};

const swap: Edit = (spots, choice) => {
  const [left, right] = [choice.of(spots), choice.of(spots)];
  const [one, other] = [structuredClone(at(left)), structuredClone(at(right))];
  set(left, other);
  set(right, one);
};

const reorder: Edit = (spots, choice) => {
  const spot = choice.of(spots);
  const value = at(spot);
  if (isArray(value)) set(spot, [...value].reverse());
  else if (isObject(value)) set(spot, Object.fromEntries(Object.entries(value).reverse()));
};

const tweak: Edit = (spots, choice) => {
  const spot = choice.of(spots);
  const value = at(spot);
  if (typeof value === "number") set(spot, choice.of([value + 1, -value, value / 3, number(choice)]));
  else if (typeof value === "boolean") set(spot, !value);
  else if (typeof value === "string") set(spot, choice.of([`${value}x`, value.slice(1), text(choice)]));
};

/** States a keyword where a schema may stand, with a value of the right kind as a rule. */
const state: Edit = (spots, choice) => {
  const schemas = spots.filter(({ pointer }) =>
    /\/(schema|items|properties\/[^/]+|schemas\/[^/]+)$/.test(pointer),
  );
  if (schemas.length === 0) return;
  const value = at(choice.of(schemas));
  if (!isObject(value)) return;
  const [keyword, make] = choice.of(KEYWORDS);
  define(value as Record<string, Json>, keyword, choice.next() < 0.85 ? make(choice) : surprise(choice));
};

const EDITS: readonly Edit[] = [
  ...[drop, drop, duplicate, retype, retype, rename, deepen, refer, swap, reorder, tweak, tweak],
  ...[state, state, state, state],
];

function spotsOf(tree: JsonObject): Spot[] {
  const found: Spot[] = [];
  const visit = (value: Json, pointer: string) => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      const inside = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      found.push({ parent: value as Spot["parent"], key, pointer: inside });
      visit((value as JsonObject)[key] as Json, inside);
    }
  };
  visit(tree, "");
  return found;
}

function at({ parent, key }: Spot): Json {
  return (parent as Record<string, Json>)[key] as Json;
}

function set({ parent, key }: Spot, value: Json): void {
  define(parent as Record<string, Json>, key, value);
}

function remove({ parent, key }: Spot): void {
  if (isArray(parent as Json)) (parent as Json[]).splice(Number(key), 1);
  else delete (parent as Record<string, Json>)[key];
}

/** Assignment would take `__proto__` for something else. */
function define(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** For recordings and other trees: one surprise somewhere. */
export function disturb(tree: JsonObject, choice: Choice): JsonObject {
  return choice.next() < 0.1 ? { ...tree, ...entry(text(choice), surprise(choice)) } : mutate(tree, choice);
}
