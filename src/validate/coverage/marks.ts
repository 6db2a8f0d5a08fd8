import { canonical, type Json } from "../../model/json.ts";
import type { Pointer } from "../../model/pointer.ts";
import type { Schema } from "../../model/schema.ts";

/** What tells a value of an enum from everything else that may be seen. */
export function enumMark(schema: Pointer, value: Json): string {
  return `${schema} = ${canonical(value)}`;
}

/** One side of a schema that allows null. */
export function nullMark(schema: Pointer, isNull: boolean): string {
  return `${schema} ${isNull ? "null" : "not null"}`;
}

/** The values of an enum that leaves a choice. */
export function valuesOf({ values }: Schema): readonly Json[] {
  return values !== undefined && values.length > 1 ? values : [];
}

/** The properties of a schema that need not be there. A property that nothing fits never is. */
export function optionalProperties({ properties, required }: Schema): string[] {
  return [...properties].flatMap(([name, { possible }]) => (possible && !required.has(name) ? [name] : []));
}

/** Does the schema itself say that a value may be null or something else? An enum lists null with its values. */
export function isNullable({ types, values }: Schema): boolean {
  return types !== undefined && types.length > 1 && types.includes("null") && values === undefined;
}
