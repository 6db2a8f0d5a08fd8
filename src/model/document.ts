import type { Dialect } from "./dialect.ts";
import { InputError } from "./errors.ts";
import { isObject, type Json, type JsonObject, objectAt, own } from "./json.ts";
import type { Operation } from "./operation.ts";
import { readOperations } from "./operations.ts";
import { type Parsed, readText, tooDeep } from "./parse.ts";
import { Parts } from "./parts.ts";
import type { Pointer } from "./pointer.ts";
import { type Dangling, strayReferences } from "./references.ts";
import { Resources } from "./resources.ts";
import { SchemaGraph } from "./schema.ts";
import type { Source } from "./source.ts";
import { type Converted, convertSwagger2 } from "./swagger2/convert.ts";

/** An OpenAPI description, ready to be compared and held against traffic. */
export interface Document {
  readonly source: Source;
  /** OpenAPI 3, whatever was written. */
  readonly root: JsonObject;
  /** The same object, but for Swagger 2.0, which is converted: what its file holds. */
  readonly written: JsonObject;
  /** What the document says it is: `3.1.0`, or `2.0` for Swagger. */
  readonly openapi: string;
  readonly dialect: Dialect;
  readonly title: string;
  /** The version it was published as; without one, its own `info.version`. */
  readonly version: string;
  /** What `info.version` says. */
  readonly infoVersion: string;
  readonly operations: readonly Operation[];
  readonly schemas: SchemaGraph;
  readonly parts: Parts;
  /** References that lead to other documents, as written. A document with any must be bundled first. */
  readonly externalReferences: readonly string[];
  /** References that lead to nothing; none, unless {@link LoadOptions} allow them. Pointers are those of the file. */
  readonly dangling: readonly Dangling[];
  /** 1-based line of a place in the original text; of its nearest ancestor where it has none. */
  line(pointer: Pointer): number | undefined;
}

export interface LoadOptions {
  /** Take what a `$ref` to nothing leads to as anything, instead of refusing the document. */
  readonly allowDangling?: boolean;
}

/**
 * Reads a document from its bytes: JSON or YAML by content, OpenAPI 3.0 to 3.2 or Swagger 2.0.
 * @throws InputError for text that is no JSON or YAML, is no such document, or holds a `$ref` to nothing.
 */
export function loadDocument(source: Source, options: LoadOptions = {}): Document {
  const parsed = readText(source);
  const resources = new Resources(parsed.value);
  if (resources.isTooDeep) throw tooDeep(source);
  const { written, openapi } = openApiRoot(source, parsed);
  const { root, origin } = openapi === SWAGGER ? convertSwagger2(written) : asItIs(written);
  const info = objectAt(root, "info");
  const infoVersion = text(own(info, "version"));
  const { dangling, external } = strayReferences(resources);
  const stray = dangling[0];
  if (stray !== undefined && options.allowDangling !== true) {
    const line = parsed.line(stray.pointer);
    throw new InputError({
      what: "cannot use",
      where: line === undefined ? source.ref : `${source.ref}:${line}`,
      why: `the $ref ${JSON.stringify(stray.ref)} at #${stray.pointer} leads to nothing${others(dangling.length)}`,
      hint: "Add what it names, mend the reference, or go on without it: --allow-dangling",
    });
  }
  const inRoot = root === written ? resources : new Resources(root);
  const dialect = openapi === SWAGGER || openapi.startsWith("3.0") ? "oas-3.0" : "oas-3.1";
  let operations: readonly Operation[] | undefined;
  return {
    source,
    root,
    written,
    openapi,
    dialect,
    title: text(own(info, "title")),
    version: source.version ?? infoVersion,
    infoVersion,
    get operations() {
      operations ??= readOperations(root);
      return operations;
    },
    schemas: new SchemaGraph(root, dialect, inRoot),
    parts: new Parts(root, inRoot),
    externalReferences: external,
    dangling,
    line: (pointer) => parsed.line(origin(pointer)),
  };
}

function asItIs(root: JsonObject): Converted {
  return { root, origin: (pointer) => pointer };
}

function others(count: number): string {
  return count > 1 ? ` (and ${count - 1} more like it)` : "";
}

/** A version may be written as a number in YAML. */
function text(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

const SWAGGER = "2.0";
const READABLE = "specwitness reads OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0";

function openApiRoot(source: Source, parsed: Parsed): { written: JsonObject; openapi: string } {
  const root = parsed.value;
  const refuse = (why: string, hint: string) =>
    new InputError({ what: "cannot use", where: source.ref, why, hint });
  if (!isObject(root)) {
    throw refuse(
      "it is not an OpenAPI document (its top level is not an object)",
      "Name an OpenAPI 3 document",
    );
  }
  const swagger = own(root, "swagger") ?? own(root, "swaggerVersion");
  if (swagger !== undefined) {
    // YAML takes `swagger: 2.0` for a number.
    if (swagger === SWAGGER || swagger === 2) return { written: root, openapi: SWAGGER };
    throw refuse(
      `it is a Swagger ${text(swagger)} document; ${READABLE}`,
      "Convert it first, for example with the npm package swagger-converter",
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
      `its OpenAPI version is ${JSON.stringify(openapi)}; ${READABLE}`,
      "Name a document of one of these versions",
    );
  }
  return { written: root, openapi };
}
