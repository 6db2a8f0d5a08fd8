import { isArray, isObject, type Json, own } from "./json.ts";

/** A JSON Pointer (RFC 6901): `""` is the whole document, `/paths/~1pets/get` a member of it. */
export type Pointer = "" | `/${string}`;

/** One step down: `join("/paths", "/pets")` is `/paths/~1pets`. */
export function join(pointer: Pointer, ...tokens: readonly (string | number)[]): Pointer {
  let text: string = pointer;
  for (const token of tokens) text += `/${typeof token === "string" ? escaped(token) : token}`;
  return text as Pointer;
}

/** The tokens of a pointer, unescaped. */
export function tokens(pointer: Pointer): string[] {
  if (pointer === "") return [];
  const written = pointer.slice(1).split("/");
  return pointer.includes("~") ? written.map(unescaped) : written;
}

function escaped(token: string): string {
  return token.includes("/") || token.includes("~")
    ? token.replaceAll("~", "~0").replaceAll("/", "~1")
    : token;
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The value a pointer names, or `undefined` where there is none. */
export function resolve(root: Json, pointer: Pointer): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokens(pointer)) {
    if (isArray(value)) value = /^(?:0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value)) value = own(value, token);
    else return undefined;
  }
  return value;
}

/**
 * The pointer in a same-document reference: `#/components/schemas/Pet` and the bare `#`.
 * Percent-encoding is undone (RFC 6901, section 6).
 * @returns `undefined` for anything that is not a pointer fragment (another file, an anchor, bad encoding).
 */
export function fromFragment(ref: string): Pointer | undefined {
  if (ref === "#") return "";
  if (!ref.startsWith("#/")) return undefined;
  if (!ref.includes("%")) return ref.slice(1) as Pointer;
  try {
    return decodeURIComponent(ref.slice(1)) as Pointer;
  } catch {
    return undefined;
  }
}

/** The last token, which is the name of a component. */
export function nameOf(pointer: Pointer): string {
  return tokens(pointer).at(-1) ?? "";
}
