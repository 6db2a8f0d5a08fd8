/** Keywords whose value is data, and says something of the value; annotations are in none of these lists. */
export const PLAIN_KEYWORDS = [
  ...["type", "nullable", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"],
  ...["minContains", "maxContains", "minProperties", "maxProperties", "required", "dependentRequired"],
] as const;

/** Keywords whose value is a schema. */
export const SCHEMA_KEYWORDS = [
  ...["items", "additionalItems", "contains", "unevaluatedItems", "additionalProperties"],
  ...["unevaluatedProperties", "propertyNames", "not", "if", "then", "else"],
] as const;

/** Keywords whose value is a list of schemas; `items` is, up to draft 7. */
export const LIST_KEYWORDS = ["items", "prefixItems", "allOf", "anyOf", "oneOf"] as const;

/** Keywords whose value names schemas; `dependencies` may also hold lists of names. */
export const MAP_KEYWORDS = ["properties", "patternProperties", "dependentSchemas", "dependencies"] as const;
