import type { Document } from "../model/document.ts";
import { isObject, type Json, type JsonObject, own } from "../model/json.ts";
import { type Pointer, tokens } from "../model/pointer.ts";
import { SchemaGraph } from "../model/schema.ts";
import type { MediaTypeCorrection } from "../model/service.ts";
import type { MessageDirection, SchemaProblem } from "./schema/convert.ts";
import { SchemaEngine } from "./schema/engine.ts";

/** The engines of one document: one per direction, and one more for each corrected media type that is met. */
export class Engines {
  readonly #document: Document;
  readonly #engines = new Map<string, SchemaEngine>();

  constructor(document: Document) {
    this.#document = document;
  }

  of(direction: MessageDirection, correction?: MediaTypeCorrection): SchemaEngine {
    const key = `${direction} ${correction?.mediaType ?? ""}`;
    const known = this.#engines.get(key);
    if (known !== undefined) return known;
    const { schemas } = this.#document;
    const graph =
      correction === undefined
        ? schemas
        : new SchemaGraph(
            replaceAt(schemas.root, tokens(correction.component), correction.replacement),
            schemas.dialect,
          );
    const engine = new SchemaEngine(graph, direction);
    this.#engines.set(key, engine);
    return engine;
  }

  /** Schemas that could not be used, by any engine; each once. */
  problems(): SchemaProblem[] {
    const found = new Map<Pointer, SchemaProblem>();
    for (const engine of this.#engines.values()) {
      for (const problem of engine.problems) found.set(problem.pointer, problem);
    }
    return [...found.values()].sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
  }
}

/** A copy in which one place holds something else; a place that is not there stays so. */
function replaceAt(value: Json, path: readonly string[], replacement: JsonObject): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (!isObject(value)) return value;
  const member = own(value, key);
  return member === undefined ? value : { ...value, [key]: replaceAt(member, rest, replacement) };
}
