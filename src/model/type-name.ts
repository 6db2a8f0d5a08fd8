/** The types of JSON Schema, in the order they are told. */
export const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
/** `integer` stands for whole numbers; `number` for all numbers, whole ones included. */
export type TypeName = (typeof TYPES)[number];
