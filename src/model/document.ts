import type { Dialect } from "./dialect.ts";
import { InputError } from "./errors.ts";
import { isObject, type Json, type JsonObject, objectAt, own, stringAt } from "./json.ts";
import type { Operation } from "./operation.ts";
import { readOperations } from "./operations.ts";
import { type Parsed, parseText } from "./parse.ts";
import type { Pointer } from "./pointer.ts";
import { findReferences } from "./references.ts";
import { SchemaGraph } from "./schema.ts";
import type { Source } from "./source.ts";

/** An OpenAPI description, ready to be compared and held against traffic. */
export interface Document {
  readonly source: Source;
  readonly root: JsonObject;
  /** `3.1.0` */
  readonly openapi: string;
  readonly dialect: Dialect;
  readonly title: string;
  /** The version it was published as; without one, its own `info.version`. */
  readonly version: string;
  /** What `info.version` says. */
  readonly infoVersion: string;
  readonly operations: readonly Operation[];
  readonly schemas: SchemaGraph;
  /** References that lead to other documents, as written. A document with any must be bundled first. */
  readonly externalReferences: readonly string[];
  /** 1-based line of a place in the original text; of its nearest ancestor where it has none. */
  line(pointer: Pointer): number | undefined;
}

/**
 * Reads a document from its bytes: JSON or YAML by content, OpenAPI 3.0 to 3.2.
 * @throws InputError for text that is no JSON or YAML, is no OpenAPI 3 document, or holds a `$ref` to nothing.
 */
export function loadDocument(source: Source): Document {
  const parsed = parseText(source);
  const root = openApiRoot(source, parsed);
  const openapi = stringAt(root, "openapi") as string;
  const info = objectAt(root, "info");
  const infoVersion = text(own(info, "version"));
  const references = findReferences(root);
  const dangling = references.dangling[0];
  if (dangling !== undefined) {
    const line = parsed.line(dangling.pointer);
    throw new InputError({
      what: "cannot use",
      where: line === undefined ? source.ref : `${source.ref}:${line}`,
      why: `the $ref ${JSON.stringify(dangling.ref)} at #${dangling.pointer} leads to nothing${others(references.dangling.length)}`,
      hint: "Add what it names, or mend the reference",
    });
  }
  let operations: readonly Operation[] | undefined;
  return {
    source,
    root,
    openapi,
    dialect: openapi.startsWith("3.0") ? "oas-3.0" : "2020-12",
    title: text(own(info, "title")),
    version: source.version ?? infoVersion,
    infoVersion,
    get operations() {
      operations ??= readOperations(root);
      return operations;
    },
    schemas: new SchemaGraph(root, openapi.startsWith("3.0") ? "oas-3.0" : "2020-12"),
    externalReferences: references.external,
    line: parsed.line,
  };
}

function others(count: number): string {
  return count > 1 ? ` (and ${count - 1} more like it)` : "";
}

/** A version may be written as a number in YAML. */
function text(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function openApiRoot(source: Source, parsed: Parsed): JsonObject {
  const root = parsed.value;
  const refuse = (why: string, hint: string) =>
    new InputError({ what: "cannot use", where: source.ref, why, hint });
  if (!isObject(root)) {
    throw refuse(
      "it is not an OpenAPI document (its top level is not an object)",
      "Name an OpenAPI 3 document",
    );
  }
  if (own(root, "swagger") !== undefined) {
    throw refuse(
      `it is a Swagger ${text(own(root, "swagger"))} document; specwitness reads OpenAPI 3.0, 3.1 and 3.2`,
      "Convert it to OpenAPI 3 first, for example with the npm package swagger2openapi",
    );
  }
  const openapi = own(root, "openapi");
  if (openapi === undefined) {
    const keys = Object.keys(root).slice(0, 4).join(", ");
    throw refuse(
      `it is not an OpenAPI document (no "openapi" at its top level, which holds ${keys || "nothing"})`,
      "Name an OpenAPI 3 document",
    );
  }
  if (typeof openapi !== "string" || !/^3\.[0-2](?:\.|$)/.test(openapi)) {
    throw refuse(
      `its OpenAPI version is ${JSON.stringify(openapi)}; specwitness reads 3.0, 3.1 and 3.2`,
      "Name a document of one of these versions",
    );
  }
  return root;
}
