import { isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { TYPES } from "../../model/type-name.ts";
import { expression } from "./patterns.ts";

const isCount = (value: Json) => Number.isInteger(value) && (value as number) >= 0;
const isNumber = (value: Json) => typeof value === "number";
const isNames = (value: Json) => isArray(value) && value.every((name) => typeof name === "string");

/** Keywords that are handed over as they are, with what their value has to be. */
export const PLAIN: Readonly<Record<string, (value: Json) => boolean>> = {
  enum: (value) => isArray(value) && value.length > 0,
  const: () => true,
  multipleOf: (value) => isNumber(value) && (value as number) > 0,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  minLength: isCount,
  maxLength: isCount,
  pattern: (value) => typeof value === "string" && isExpression(value),
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: (value) => typeof value === "boolean",
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  required: isNames,
  dependentRequired: (value) => isObject(value) && Object.values(value).every(isNames),
};
/** Keywords whose value is one schema; `false` stays `false` where Ajv says more for it. */
export const ONE: readonly string[] = ["not", "if", "then", "else", "contains", "propertyNames"];
export const ONE_OR_FALSE: readonly string[] = [
  "items",
  "additionalProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
];
export const MAPS: readonly string[] = ["properties", "patternProperties", "dependentSchemas"];

/** The types of JSON Schema. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(TYPES);

/** Can the pattern be used at all? */
export function isExpression(pattern: string): boolean {
  try {
    expression(pattern);
    return true;
  } catch {
    return false;
  }
}

/** OpenAPI 3.0: `exclusiveMinimum: true` turns the `minimum` beside it into an exclusive one. */
export function exclusiveFlags(raw: JsonObject, out: Record<string, Json>): void {
  for (const [bound, flag] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const value = out[bound];
    if (own(raw, flag) !== true || value === undefined) continue;
    delete out[bound];
    out[flag] = value;
  }
}
