import { canonical, isObject, type Json } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import type { Message, Visit } from "../checks/check.ts";
import type { WalkVisitor } from "../walk.ts";
import { enumMark, isNullable, nullMark, optionalProperties, valuesOf } from "./marks.ts";

/** The recordings that something was seen in. */
export interface Seen {
  readonly first: string;
  last: string;
}

/**
 * Notes what recordings show of a document, by marks that {@link inventoryOf} knows. It looks at each schema only
 * until there is nothing new to see: what there is altogether is counted once, at the end.
 */
export class CoverageCounter {
  /** Mark → where it was seen. */
  readonly seen = new Map<string, Seen>();
  #recording = "";
  /** What is left to be seen in this recording, by schema. */
  #interests = new Map<Schema, Interest | undefined>();
  #lists = new WeakMap<readonly Schema[], readonly Interest[]>();

  /** To be told before its bodies are walked through. */
  exchange({ exchange, operation, response, requestMessage, responseMessage }: Visit): void {
    this.#begin(exchange.recording);
    this.#mark(operation.key);
    if (response !== undefined) this.#mark(`${operation.key} ${response.status}`);
    this.#mediaType(operation.key, requestMessage);
    if (response !== undefined && responseMessage !== undefined)
      this.#mediaType(`${operation.key} ${response.status}`, responseMessage);
  }

  /** Counts what it meets on walks through values. */
  readonly visitor: WalkVisitor = {
    variant: (branch) => this.#mark(branch),
    value: (schemas, value) => {
      let interests = this.#lists.get(schemas);
      if (interests === undefined) {
        interests = schemas.flatMap((schema) => this.#interestIn(schema) ?? []);
        this.#lists.set(schemas, interests);
      }
      if (interests.length === 0) return;
      let done = false;
      for (const interest of interests) {
        interest.look(value, this.#mark);
        done ||= interest.left === 0;
      }
      if (done)
        this.#lists.set(
          schemas,
          interests.filter(({ left }) => left > 0),
        );
    },
  };

  /** Each recording sees everything anew, so that the last one that did can be named. */
  #begin(recording: string): void {
    if (recording === this.#recording) return;
    this.#recording = recording;
    this.#interests = new Map();
    this.#lists = new WeakMap();
  }

  #mediaType(place: string, { content, mediaType }: Message): void {
    if (mediaType !== undefined && content.state !== "empty") this.#mark(`${place} ${mediaType.type}`);
  }

  readonly #mark = (mark: string): void => {
    const known = this.seen.get(mark);
    if (known === undefined) this.seen.set(mark, { first: this.#recording, last: this.#recording });
    else known.last = this.#recording;
  };

  #interestIn(schema: Schema): Interest | undefined {
    if (this.#interests.has(schema)) return this.#interests.get(schema);
    const interest = new Interest(schema);
    const some = interest.left > 0 ? interest : undefined;
    this.#interests.set(schema, some);
    return some;
  }
}

/** What is left to be seen of one schema. */
class Interest {
  readonly #schema: Schema;
  readonly #values: Set<string | number | boolean>;
  readonly #properties: Set<string>;
  #null: boolean;
  #notNull: boolean;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#values = new Set(valuesOf(schema).map(comparable));
    this.#properties = new Set(optionalProperties(schema));
    this.#null = isNullable(schema);
    this.#notNull = this.#null;
  }

  get left(): number {
    return this.#values.size + this.#properties.size + Number(this.#null) + Number(this.#notNull);
  }

  look(value: Json, mark: (mark: string) => void): void {
    const { pointer, properties } = this.#schema;
    if (this.#values.size > 0 && this.#values.delete(comparable(value))) mark(enumMark(pointer, value));
    if (value === null ? this.#null : this.#notNull) {
      mark(nullMark(pointer, value === null));
      if (value === null) this.#null = false;
      else this.#notNull = false;
    }
    if (this.#properties.size === 0 || !isObject(value)) return;
    for (const name of Object.keys(value)) {
      if (this.#properties.delete(name)) mark(properties.get(name)?.pointer ?? "");
    }
  }
}

function comparable(value: Json): string | number | boolean {
  return typeof value === "object" ? canonical(value) : value;
}
