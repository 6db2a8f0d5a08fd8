import { isArray, isObject, type Json } from "./json.ts";

/** The types of JSON Schema, in the order they are told. */
export const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
/** `integer` stands for whole numbers; `number` for all numbers, whole ones included. */
export type TypeName = (typeof TYPES)[number];

/** Is the value of the type? Whole numbers are integers however they are written (1.0). */
export function hasType(value: Json, type: TypeName): boolean {
  if (type === "null") return value === null;
  if (type === "array") return isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
