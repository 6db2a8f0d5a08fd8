import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";

/** A real document cut down to some of its paths and what they refer to, so that a thousand of them are soon compared. */
export function cut(document: JsonObject, choice: Choice): JsonObject {
  const paths = Object.entries((document.paths ?? {}) as JsonObject);
  const few = Array.from({ length: Math.min(paths.length, choice.whole(1, 3)) }, () => choice.of(paths));
  const kept: Record<string, Json> = { ...document, paths: Object.fromEntries(few) };
  for (const store of ["components", "definitions", "parameters", "responses", "tags"]) delete kept[store];
  const pending = references(kept);
  const taken = new Set<string>();
  for (let ref = pending.pop(); ref !== undefined; ref = pending.pop()) {
    if (taken.has(ref) || taken.size >= MOST) continue;
    taken.add(ref);
    const path = ref.slice(2).split("/").map(decode);
    const part = path.reduce<Json | undefined>(
      (at, token) => (isObject(at) ? at[token] : undefined),
      document,
    );
    if (part === undefined) continue;
    put(kept, path, part);
    pending.push(...references(part));
  }
  return structuredClone(kept);
}

/** Beyond this many parts references are left dangling, which is an input, too. */
const MOST = 60;

function references(value: Json): string[] {
  const found: string[] = [];
  JSON.stringify(value, (key, member: Json) => {
    if (key === "$ref" && typeof member === "string" && member.startsWith("#/")) found.push(member);
    return member;
  });
  return found;
}

function put(root: Record<string, Json>, path: readonly string[], value: Json): void {
  let at = root;
  for (const token of path.slice(0, -1)) {
    const next = { ...((at[token] ?? {}) as Record<string, Json>) };
    at[token] = next;
    at = next;
  }
  at[path.at(-1) as string] = value;
}

function decode(token: string): string {
  return decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
}
