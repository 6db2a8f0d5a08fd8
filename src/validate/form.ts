import type { Json } from "../model/json.ts";
import { mayBe, type Shape } from "./parameters/shape.ts";
import { readFromPairs, readPairs, unplus } from "./parameters/style.ts";

/** Reads `application/x-www-form-urlencoded`: each property in `form` style, exploded, unless the schema knows none. */
export function readForm(text: string, shape: Shape | undefined): Json {
  const pairs = readPairs(text);
  const members = new Map<string, Json>();
  for (const { name, raw } of pairs) {
    const plain = name.endsWith("[]") ? name.slice(0, -2) : name;
    if (members.has(plain)) continue;
    const inner = shape?.property(plain);
    const style = { name: plain, style: "form", explode: true };
    const deep = /^([^[]+)\[[^\]]/.exec(name)?.[1];
    if (deep !== undefined && shape !== undefined && mayBe(shape.property(deep), "object")) {
      if (members.has(deep)) continue;
      const value = readFromPairs(
        pairs,
        { name: deep, style: "deepObject", explode: true },
        shape.property(deep),
      );
      if (value !== undefined) members.set(deep, value);
      continue;
    }
    const value = inner === undefined ? unplus(raw) : readFromPairs(pairs, style, inner);
    members.set(plain, value ?? unplus(raw));
  }
  return Object.fromEntries(members);
}
