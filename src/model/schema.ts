import { type Dialect, TRAITS } from "./dialect.ts";
import type { Json, JsonObject } from "./json.ts";
import { type Pointer, resolve } from "./pointer.ts";
import { Resources } from "./resources.ts";
import { SchemaMap } from "./schema-map.ts";
import { type Neighbours, readSchema, unreadable } from "./schema-reader.ts";
import type { TypeName } from "./type-name.ts";

export type { TypeName } from "./type-name.ts";

/** One end of a range. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/**
 * One schema, read through its dialect: the same members whatever keywords the document used.
 * A member that is absent constrains nothing. `$ref`s are not followed: see {@link SchemaGraph.target}.
 */
export interface Schema {
  /** Where it stands in its document. */
  readonly pointer: Pointer;
  readonly raw: Json;
  /** `false`: accepts nothing (`false`, or an empty `enum`). */
  readonly possible: boolean;
  /** The pointer that a `$ref` (or a static `$dynamicRef`) names; everything else below applies beside it. */
  readonly ref?: Pointer;
  /** A reference, pattern or keyword this model cannot express: proofs must not pass through here. */
  readonly opaque?: string;

  /** Allowed types, sorted; `integer` is left out beside `number`. */
  readonly types?: readonly TypeName[];
  /** `enum`, or `const` as a list of one; only values that `types` allows, without duplicates. */
  readonly values?: readonly Json[];

  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;

  readonly prefixItems?: readonly Schema[];
  /** The items after `prefixItems`. */
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: Schema;

  readonly properties: ReadonlyMap<string, Schema>;
  readonly patternProperties: ReadonlyMap<string, Schema>;
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required: ReadonlySet<string>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas: ReadonlyMap<string, Schema>;

  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;

  readonly discriminator?: Discriminator;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  /** Keywords that constrain nothing: title, description, default, examples, `x-…` and the unknown ones. */
  readonly annotations: JsonObject;
}

/** OpenAPI's `discriminator`. */
export interface Discriminator {
  readonly propertyName: string;
  /** Tag value → the pointer of its schema, where the reference stays in the document; else the text as written. */
  readonly mapping: ReadonlyMap<string, string>;
}

/**
 * The schemas of one JSON document, read on demand and kept by pointer, so that a schema is one object
 * however many references lead to it and a cycle stays a cycle. Knows nothing of OpenAPI beyond the dialect.
 */
export class SchemaGraph {
  readonly root: Json;
  readonly dialect: Dialect;
  readonly #schemas = new Map<Pointer, Schema>();
  /** What bare references lead to. */
  readonly #targets = new Map<Schema, Schema>();
  #resources: Resources | undefined;
  readonly #neighbours: Neighbours = {
    child: (pointer, raw) => this.#schemas.get(pointer) ?? this.#keep(pointer, raw),
    reference: (ref, from) => this.#reference(ref, from),
  };

  /** @param resources those of the root, where they are known already */
  constructor(root: Json, dialect: Dialect, resources?: Resources) {
    this.root = root;
    this.dialect = dialect;
    this.#resources = resources;
  }

  /** The schema at a pointer; one that is missing or is no schema is opaque and accepts anything. */
  at(pointer: Pointer): Schema {
    const known = this.#schemas.get(pointer);
    if (known !== undefined) return known;
    return this.#keep(pointer, resolve(this.root, pointer));
  }

  /** The schema a `$ref` leads to, through any chain of references without siblings; a bare cycle is opaque. */
  target(schema: Schema): Schema {
    if (schema.ref === undefined) return schema;
    const passed = new Set<Schema>();
    let current = schema;
    for (;;) {
      const known = this.#targets.get(current);
      if (known !== undefined) current = known;
      else if (passed.has(current))
        current = unreadable(current.pointer, current.raw, "a $ref that only leads to itself");
      else if (current.ref !== undefined && isBareReference(current)) {
        passed.add(current);
        current = this.at(current.ref);
        continue;
      }
      // So that a chain is walked once, from whichever of its links one starts.
      for (const link of passed) this.#targets.set(link, current);
      return current;
    }
  }

  /** The schema that the text of a `$ref` names, in this document. */
  follow(ref: string): Schema | undefined {
    const pointer = this.#reference(ref, "");
    return pointer === undefined ? undefined : this.at(pointer);
  }

  #keep(pointer: Pointer, raw: Json | undefined): Schema {
    const schema = readSchema(raw, pointer, TRAITS[this.dialect], this.#neighbours);
    this.#schemas.set(pointer, schema);
    return schema;
  }

  #reference(ref: string, from: Pointer): Pointer | undefined {
    this.#resources ??= new Resources(this.root);
    return this.#resources.locate(ref, from);
  }
}

/** Has the schema nothing to say but `$ref`, annotations aside? */
export function isBareReference(schema: Schema): boolean {
  return schema.ref !== undefined && schema.opaque === undefined && !hasAssertions(schema);
}

function hasAssertions(schema: Schema): boolean {
  for (const key in schema) {
    const value = schema[key as keyof Schema];
    if (NOT_ASSERTIONS.has(key) || value === undefined) continue;
    if (isCollection(value) ? value.size > 0 : true) return true;
  }
  return !schema.possible;
}

function isCollection(value: unknown): value is { readonly size: number } {
  return value instanceof Map || value instanceof SchemaMap || value instanceof Set;
}

const NOT_ASSERTIONS: ReadonlySet<string> = new Set<keyof Schema>([
  "pointer",
  "raw",
  "possible",
  "ref",
  "format",
  "discriminator",
  "readOnly",
  "writeOnly",
  "deprecated",
  "annotations",
]);
