import type { Json } from "../../model/json.ts";
import type { Parameter } from "../../model/operation.ts";
import { decode } from "../template.ts";
import { coerce, mayBe, type Shape } from "./shape.ts";

/** A pair of a query or form, decoded from `+` and percent-encoding only where that is safe for its style. */
export interface Pair {
  readonly name: string;
  /** Still encoded, so that an encoded comma is no separator. */
  readonly raw: string;
}

/** The pairs of a query string or form. */
export function readPairs(text: string): Pair[] {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      const [name, raw] = at === -1 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
      return { name: unplus(name), raw };
    });
}

/** A pair's text: in queries and forms `+` is a space. */
export function unplus(text: string): string {
  return decode(text.replaceAll("+", " "));
}

type Serialisation = Pick<Parameter, "name" | "style" | "explode">;

/**
 * Undoes the serialisation of a path or header parameter (https://spec.openapis.org/oas/v3.1.1.html#style-values).
 * @param raw as it was sent, still percent-encoded.
 */
export function readSimple(raw: string, { name, style, explode }: Serialisation, shape: Shape): Json {
  let text = raw;
  let separator = ",";
  if (style === "label") {
    text = text.replace(/^\./, "");
    if (explode) separator = ".";
  } else if (style === "matrix") {
    text = text.replace(/^;/, "");
    if (explode && (mayBe(shape, "array") || mayBe(shape, "object"))) {
      const pairs = text.split(";").map((part) => splitOnce(part, "="));
      if (!mayBe(shape, "object"))
        return readItems(
          pairs.map(([, value]) => value),
          shape,
        );
      return readMembers(pairs, shape);
    }
    text = text.replace(new RegExp(`^${name.replace(/[^\w]/g, "\\$&")}=?`), "");
  }
  return readList(text, separator, explode, shape, decode);
}

/** Undoes `form`, `spaceDelimited`, `pipeDelimited` and `deepObject` in a query or form. */
export function readFromPairs(
  pairs: readonly Pair[],
  { name, style, explode }: Serialisation,
  shape: Shape,
): Json | undefined {
  if (style === "deepObject") return readDeep(pairs, name, shape);
  const mine = pairs.filter(
    (pair) => pair.name === name || (mayBe(shape, "array") && pair.name === `${name}[]`),
  );
  if (explode && mayBe(shape, "object") && mine.length === 0) {
    const members = pairs.filter((pair) => shape.properties.includes(pair.name));
    if (members.length === 0) return undefined;
    return readMembers(
      members.map((pair) => [pair.name, pair.raw]),
      shape,
      unplus,
    );
  }
  const first = mine[0];
  if (first === undefined) return undefined;
  if (mayBe(shape, "array") && (explode || mine.length > 1)) {
    return readItems(
      mine.map((pair) => pair.raw),
      shape,
      unplus,
    );
  }
  const separator = style === "spaceDelimited" ? /%20|\+| / : style === "pipeDelimited" ? /%7C|\|/i : ",";
  return readList(first.raw, separator, false, shape, unplus);
}

function readList(
  text: string,
  separator: string | RegExp,
  explode: boolean,
  shape: Shape,
  decoded: (text: string) => string,
): Json {
  if (mayBe(shape, "object") && !(mayBe(shape, "string") && !text.includes(","))) {
    const parts = text === "" ? [] : text.split(separator);
    if (explode) {
      return readMembers(
        parts.map((part) => splitOnce(part, "=")),
        shape,
        decoded,
      );
    }
    const members: [string, string][] = [];
    for (let i = 0; i < parts.length; i += 2) members.push([parts[i] as string, parts[i + 1] ?? ""]);
    return readMembers(members, shape, decoded);
  }
  // Text that may be a string is taken as one: a comma in it separates nothing for sure.
  if (mayBe(shape, "array") && !mayBe(shape, "string"))
    return readItems(text === "" ? [] : text.split(separator), shape, decoded);
  return coerce(decoded(text), shape);
}

function readItems(parts: readonly string[], shape: Shape, decoded = decode): Json {
  const item = shape.item?.();
  return parts.map((part) => (item === undefined ? decoded(part) : coerce(decoded(part), item)));
}

function readMembers(pairs: readonly (readonly [string, string])[], shape: Shape, decoded = decode): Json {
  return Object.fromEntries(
    pairs.map(([name, value]) => [decoded(name), coerce(decoded(value), shape.property(decoded(name)))]),
  );
}

/** `filter[a][b]=1`; a name without brackets is not part of it. */
function readDeep(pairs: readonly Pair[], name: string, shape: Shape): Json | undefined {
  const root: Record<string, Json> = Object.create(null) as Record<string, Json>;
  let found = false;
  for (const pair of pairs) {
    const decodedName = pair.name;
    if (!decodedName.startsWith(`${name}[`)) continue;
    const path = [...decodedName.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
    if (path.length === 0) continue;
    found = true;
    let target = root;
    let at = shape;
    for (const key of path.slice(0, -1)) {
      const next = Object.hasOwn(target, key) ? target[key] : undefined;
      const nested =
        typeof next === "object" && next !== null && !Array.isArray(next)
          ? (next as Record<string, Json>)
          : (Object.create(null) as Record<string, Json>);
      target[key] = nested;
      target = nested;
      at = at.property(key);
    }
    const last = path.at(-1) as string;
    const leaf = at.property(last);
    const value = unplus(pair.raw);
    if (mayBe(leaf, "array")) {
      const list = Object.hasOwn(target, last) ? (target[last] as readonly Json[]) : [];
      const item = leaf.item?.();
      target[last] = [...list, item === undefined ? value : coerce(value, item)];
    } else target[last] = coerce(value, leaf);
  }
  return found ? root : undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
