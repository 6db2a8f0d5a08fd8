import { isArray, type Json } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";

/** The kinds of JSON value. An integer is a number like any other. */
export const KINDS = ["null", "boolean", "number", "string", "array", "object"] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  return typeof value as Kind;
}

export function allowsKind({ types }: Schema, kind: Kind): boolean {
  if (types === undefined) return true;
  return types.includes(kind) || (kind === "number" && types.includes("integer"));
}
