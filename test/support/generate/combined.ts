import { equal, type Json } from "../../../src/model/json.ts";
import type { Schema, TypeName } from "../../../src/model/schema.ts";
import { matchesPattern } from "../../../src/validate/schema/patterns.ts";

/** What several schemas ask of one value together, each without its references and unions. */
export class Combined {
  readonly schemas: readonly Schema[];

  constructor(schemas: readonly Schema[]) {
    this.schemas = schemas;
  }

  /** The types that all of them admit. */
  get types(): readonly TypeName[] | undefined {
    const stated = this.#all(({ types }) => types);
    return stated[0]?.flatMap((type) => {
      if (stated.every((types) => admits(types, type))) return [type];
      return type === "number" && stated.every((types) => admits(types, "integer"))
        ? ["integer" as const]
        : [];
    });
  }

  /** The values that all lists of values have in common. */
  get values(): readonly Json[] | undefined {
    const lists = this.#all(({ values }) => values);
    return lists[0]?.filter((value) => lists.every((list) => list.some((each) => equal(each, value))));
  }

  /** The greatest of the lower limits, and the smallest of the upper ones. */
  least(keyword: "minLength" | "minItems" | "minProperties"): number {
    return Math.max(0, ...this.#all((schema) => schema[keyword]));
  }

  most(keyword: "maxLength" | "maxItems" | "maxProperties"): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#all((schema) => schema[keyword]));
  }

  get required(): ReadonlySet<string> {
    return new Set(this.schemas.flatMap(({ required }) => [...required]));
  }

  get properties(): readonly string[] {
    return [...new Set(this.schemas.flatMap(({ properties }) => [...properties.keys()]))];
  }

  get patterns(): readonly string[] {
    return this.schemas.flatMap(({ patternProperties }) => [...patternProperties.keys()]);
  }

  /** All that is said of a member. */
  member(name: string): Schema[] {
    return this.schemas.flatMap((schema) => {
      const { properties, patternProperties, additionalProperties } = schema;
      const property = properties.get(name);
      const found = [
        ...(property === undefined ? [] : [property]),
        ...[...patternProperties]
          .filter(([pattern]) => matchesPattern(pattern, name))
          .map(([, each]) => each),
      ];
      return found.length === 0 && additionalProperties !== undefined ? [additionalProperties] : found;
    });
  }

  /** All that is said of an item. */
  item(index: number): Schema[] {
    return this.schemas.flatMap(({ prefixItems, items }) => prefixItems?.[index] ?? items ?? []);
  }

  /** What the presence of a member asks for: other members, and schemas for the whole. */
  dependents(name: string): { readonly names: readonly string[]; readonly schemas: readonly Schema[] } {
    return {
      names: this.schemas.flatMap(({ dependentRequired }) => dependentRequired.get(name) ?? []),
      schemas: this.schemas.flatMap(({ dependentSchemas }) => dependentSchemas.get(name) ?? []),
    };
  }

  #all<Value>(read: (schema: Schema) => Value | undefined): Value[] {
    return this.schemas.map(read).filter((value) => value !== undefined);
  }
}

function admits(types: readonly TypeName[], type: TypeName): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}
