import { TRAITS } from "../../model/dialect.ts";
import { isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { UNIONS } from "./ajv.ts";
import { exclusiveFlags, isExpression, MAPS, ONE, ONE_OR_FALSE, PLAIN, TYPE_NAMES } from "./keywords.ts";

/** The way a message travels decides which properties are in it. */
export type MessageDirection = "request" | "response";

/** A schema, or a part of one, that cannot be used as it is written. */
export interface SchemaProblem {
  readonly pointer: Pointer;
  readonly why: string;
}

/** What the converter asks of the engine around it. */
export interface Neighbours {
  /** The id under which the schema at a pointer is known; `plain` leaves out the variants of a parent. */
  id(pointer: Pointer, plain: boolean): string;
  /** Keeps a union for the judge and gives its key. */
  union(schema: Schema, keyword: "oneOf" | "anyOf" | "inherited"): number | undefined;
  problem(problem: SchemaProblem): void;
  /** A pattern that will be used, and where it stands. */
  pattern(pattern: string, pointer: Pointer): void;
  /** Do unions have to stay visible to `unevaluatedProperties`? */
  readonly unevaluated: boolean;
}

/**
 * Writes a document's schemas as JSON Schema 2020-12 for one direction. References stay references and unions
 * become keys for a judge, so that nothing is inlined and recursion stays recursion; annotations are left out.
 * Every object that is made is remembered with the place it was made from.
 */
export class SchemaConverter {
  readonly #graph: SchemaGraph;
  readonly #direction: MessageDirection;
  readonly #near: Neighbours;
  readonly #origins = new WeakMap<object, Pointer>();

  constructor(graph: SchemaGraph, direction: MessageDirection, near: Neighbours) {
    this.#graph = graph;
    this.#direction = direction;
    this.#near = near;
  }

  /** Where in the document an object of a converted schema comes from. */
  origin(converted: object): Pointer | undefined {
    return this.#origins.get(converted);
  }

  /** @param plain for a parent with a discriminator: only what it says itself, as its children use it. */
  convert(pointer: Pointer, plain = false): JsonObject {
    return this.#schema(this.#graph.at(pointer), plain, new Set());
  }

  /** @param hidden properties that the other parts of an `allOf` declare as not in this direction. */
  #schema(schema: Schema, plain: boolean, hidden: ReadonlySet<string>): JsonObject {
    const { raw, pointer } = schema;
    const out: Record<string, Json> = {};
    this.#origins.set(out, pointer);
    if (raw === true) return out;
    if (raw === false) {
      out.not = {};
      return out;
    }
    if (!isObject(raw)) {
      this.#near.problem({ pointer, why: "it is no schema: an object, true or false is expected" });
      return out;
    }
    const traits = TRAITS[this.#graph.dialect];
    if (!this.#reference(schema, raw, out, plain) && !traits.refSiblings && own(raw, "$ref") !== undefined) {
      return out;
    }
    if (schema.ref !== undefined && !traits.refSiblings) return this.#nullable(schema, raw, out);
    const get = (keyword: string) => (traits.missing.has(keyword) ? undefined : own(raw, keyword));
    this.#types(schema, raw, out);
    this.#plainKeywords(schema, get, out);
    if (traits.booleanExclusive) exclusiveFlags(raw, out);
    const absent = new Set([...hidden, ...this.#hidden(schema)]);
    if (isArray(out.required) && absent.size > 0) {
      out.required = out.required.filter((name) => !absent.has(name as string));
    }
    this.#applicators(schema, get, out, absent);
    this.#unions(schema, out, plain);
    if (this.#near.unevaluated) this.#setPatternsApart(schema, out);
    return this.#nullable(schema, raw, out);
  }

  /**
   * OpenAPI 3.0: null is let in whatever else is said. `nullable` beside `$ref`, `allOf` or `enum` is written with
   * that in mind, though the letter of the specification gives it no effect there. So it is in documents of 3.1 that
   * kept the word.
   */
  #nullable(schema: Schema, raw: JsonObject, out: JsonObject): JsonObject {
    if (!TRAITS[this.#graph.dialect].nullable || own(raw, "nullable") !== true) return out;
    const wrapper: JsonObject = { if: { type: "null" }, else: out };
    this.#origins.set(wrapper, schema.pointer);
    return wrapper;
  }

  /** @returns false for a reference that cannot be followed. */
  #reference(schema: Schema, raw: JsonObject, out: Record<string, Json>, plain: boolean): boolean {
    if (schema.ref !== undefined) {
      if (this.#graph.target(schema).opaque === "a $ref that only leads to itself") {
        this.#near.problem({ pointer: schema.pointer, why: "its $ref leads only to itself" });
        return false;
      }
      out.$ref = this.#near.id(schema.ref, plain);
    } else if (typeof own(raw, "$ref") === "string") {
      const why = `its $ref ${JSON.stringify(own(raw, "$ref"))} leads out of the document`;
      this.#near.problem({ pointer: schema.pointer, why });
      return false;
    }
    return true;
  }

  #types(schema: Schema, raw: JsonObject, out: Record<string, Json>): void {
    const stated = own(raw, "type");
    if (stated === undefined) return;
    const names = isArray(stated) ? stated : [stated];
    const known = names.filter((name) => TYPE_NAMES.has(name as string));
    if (known.length < names.length || known.length === 0) {
      const why = `its type ${JSON.stringify(stated)} is not one of JSON Schema`;
      this.#near.problem({ pointer: join(schema.pointer, "type"), why });
      return;
    }
    out.type = known.length === 1 ? (known[0] as string) : [...new Set(known)];
    // Ajv would read `type: [null, …]` beside `nullable`; the wrapper below does that job.
    const format = own(raw, "format");
    if (typeof format === "string") out.format = format;
  }

  #plainKeywords(
    schema: Schema,
    get: (keyword: string) => Json | undefined,
    out: Record<string, Json>,
  ): void {
    if (out.format === undefined && typeof get("format") === "string") out.format = get("format") as string;
    for (const [keyword, fits] of Object.entries(PLAIN)) {
      const value = get(keyword);
      if (value === undefined) continue;
      if (keyword === "pattern" && typeof value === "string")
        this.#near.pattern(value, join(schema.pointer, keyword));
      if (fits(value)) out[keyword] = value;
      else if (!(typeof value === "boolean" && keyword.startsWith("exclusive"))) {
        const why =
          keyword === "pattern"
            ? `its pattern ${JSON.stringify(value)} is no regular expression`
            : `its ${keyword} cannot be ${JSON.stringify(value)}`;
        this.#near.problem({ pointer: join(schema.pointer, keyword), why });
      }
    }
  }

  #applicators(
    schema: Schema,
    get: (keyword: string) => Json | undefined,
    out: Record<string, Json>,
    hidden: ReadonlySet<string>,
  ): void {
    const child = (...path: (string | number)[]) => this.#graph.at(join(schema.pointer, ...path));
    const none = new Set<string>();
    for (const keyword of [...ONE, ...ONE_OR_FALSE]) {
      const value = get(keyword);
      if (value === undefined || isArray(value)) continue;
      if (value === false && ONE_OR_FALSE.includes(keyword)) out[keyword] = false;
      else out[keyword] = this.#schema(child(keyword), false, none);
    }
    for (const keyword of MAPS) {
      const value = get(keyword);
      if (!isObject(value)) continue;
      const names = Object.keys(value).filter((name) => {
        if (keyword !== "patternProperties") return true;
        this.#near.pattern(name, join(schema.pointer, keyword, name));
        if (isExpression(name)) return true;
        const why = `the pattern ${JSON.stringify(name)} is no regular expression`;
        this.#near.problem({ pointer: join(schema.pointer, keyword, name), why });
        return false;
      });
      // `__proto__` is a property like any other here; fromEntries keeps it one.
      out[keyword] = Object.fromEntries(
        names.map((name) => [name, this.#schema(child(keyword, name), false, none)]),
      );
    }
    const prefix = get("prefixItems");
    if (isArray(prefix) && prefix.length > 0)
      out.prefixItems = prefix.map((_, i) => this.#schema(child("prefixItems", i), false, none));
    const parts = get("allOf");
    if (isArray(parts) && parts.length > 0)
      out.allOf = parts.map((_, i) => this.#schema(child("allOf", i), true, hidden));
    if (this.#near.unevaluated) {
      for (const keyword of ["oneOf", "anyOf"]) {
        const list = get(keyword);
        if (isArray(list) && list.length > 0)
          out[keyword] = list.map((_, i) => this.#schema(child(keyword, i), false, none));
      }
    }
  }

  /**
   * Ajv notes which members a pattern looked at in what its siblings looked at. Where a sibling is a schema that is still
   * being compiled, it has nothing to note that in, and its code fails.
   */
  #setPatternsApart({ pointer }: Schema, out: Record<string, Json>): void {
    if (out.patternProperties === undefined) return;
    if ([out.$ref, out.allOf, out.anyOf, out.oneOf].every((sibling) => sibling === undefined)) return;
    const members: Record<string, Json> = {};
    for (const keyword of ["properties", "patternProperties", "additionalProperties"]) {
      if (out[keyword] === undefined) continue;
      members[keyword] = out[keyword];
      delete out[keyword];
    }
    this.#origins.set(members, pointer);
    out.allOf = [...((out.allOf as readonly Json[] | undefined) ?? []), members];
  }

  #unions(schema: Schema, out: Record<string, Json>, plain: boolean): void {
    const keys: number[] = [];
    const keep = (keyword: "oneOf" | "anyOf" | "inherited") => {
      const key = this.#near.union(schema, keyword);
      if (key !== undefined) keys.push(key);
    };
    if (schema.oneOf !== undefined) keep("oneOf");
    if (schema.anyOf !== undefined) keep("anyOf");
    if (schema.discriminator !== undefined && keys.length === 0 && !plain) keep("inherited");
    const [first, second] = keys;
    if (first !== undefined) out[UNIONS] = first;
    if (second === undefined) return;
    const holder: JsonObject = { [UNIONS]: second };
    this.#origins.set(holder, schema.pointer);
    out.allOf = [...((out.allOf as readonly Json[] | undefined) ?? []), holder];
  }

  /**
   * Properties that are not part of messages in this direction, so that nobody can require them
   * (https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-for-schema-object, readOnly and writeOnly).
   */
  #hidden(schema: Schema, seen: Set<Schema> = new Set()): Set<string> {
    const names = new Set<string>();
    if (seen.has(schema)) return names;
    seen.add(schema);
    for (const [name, property] of schema.properties) {
      const target = this.#graph.target(property);
      const flag = this.#direction === "request" ? "readOnly" : "writeOnly";
      if (property[flag] || target[flag]) names.add(name);
    }
    const parts = [
      ...(schema.allOf ?? []),
      ...(schema.ref === undefined ? [] : [this.#graph.at(schema.ref)]),
    ];
    for (const part of parts) for (const name of this.#hidden(part, seen)) names.add(name);
    return names;
  }
}
