import type SwaggerParser from "@apidevtools/swagger-parser";
import { InputError, reasonOf } from "./errors.ts";
import { isObject, type Json, type JsonObject, own, stringAt } from "./json.ts";
import { parseText } from "./parse.ts";
import type { Pointer } from "./pointer.ts";
import { makeSource } from "./source.ts";

/** The only module that knows `@apidevtools/swagger-parser`; it loads slowly, so it is loaded when first needed. */
async function swaggerParser() {
  const { default: parser } = await import("@apidevtools/swagger-parser");
  return parser;
}

/** How {@link bundle} reaches the files that a document refers to. */
export interface BundleOptions {
  /** The absolute URL of the document itself: relative references start there. */
  readonly base: string;
  /** The bytes at an absolute URL without fragment. What it throws is what {@link bundle} throws. */
  read(url: string): Promise<Uint8Array>;
}

/**
 * Members that do not go through the parser: it refuses versions of OpenAPI it does not know and numbers as
 * `info.version`, neither of which has anything to do with references.
 */
const KEPT: readonly string[] = ["openapi", "swagger", "info"];

/** Stands for a file that could not be read until that is told; the parser refuses what is empty. */
const UNREAD = { unread: true };

/**
 * Brings every external `$ref` of a document into it: the referenced value stands where it was first used, and
 * every other reference leads there.
 * @returns a new root without external references; `root` is not changed.
 * @throws whatever `read` throws; InputError for a referenced file that is no JSON or YAML, or that lacks the place named.
 */
export async function bundle(root: JsonObject, { base, read }: BundleOptions): Promise<JsonObject> {
  const parser = await swaggerParser();
  let failure: { readonly error: unknown } | undefined;
  // The parser awaits only some of what it asks for at once, and what it does not await must not fail: that would end
  // the process. So nothing fails until it has ended.
  const noting = async <T, Nothing>(work: () => T | Promise<T>, nothing: Nothing): Promise<T | Nothing> => {
    if (failure !== undefined) return nothing;
    try {
      return await work();
    } catch (error) {
      failure ??= { error };
      return nothing;
    }
  };
  const options = {
    resolve: {
      file: false,
      http: false,
      given: {
        order: 1,
        canRead: true,
        read: ({ url }: SwaggerParser.FileInfo) =>
          noting(async () => Buffer.from(await read(realUrl(url))), Buffer.of()),
      },
    },
    parse: {
      json: false,
      yaml: false,
      text: false,
      binary: false,
      given: {
        order: 1,
        canParse: true,
        parse: ({ url, data }: SwaggerParser.FileInfo) =>
          noting(() => parseReferenced(realUrl(url), data as Buffer) as object, UNREAD),
      },
    },
  } satisfies SwaggerParser.Options;
  const { swagger: _swagger, ...rest } = structuredClone(root);
  const draft = {
    ...rest,
    openapi: "3.1.0",
    info: {},
    paths: structuredClone(own(root, "paths") ?? {}),
  };
  let bundled: JsonObject;
  try {
    bundled = (await parser.bundle(privateUrl(base), draft as never, options)) as unknown as JsonObject;
    if (failure !== undefined) throw failure.error;
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    throw new InputError({
      what: "cannot follow the references of",
      where: base,
      why: reasonOf(error).replaceAll(PRIVATE, "").replace(/\s+/g, " ").slice(0, 300),
      hint: "Mend the $ref, or bundle the document into one file first",
    });
  }
  return Object.fromEntries(
    Object.keys(root).map((key) => [key, own(KEPT.includes(key) ? root : bundled, key) ?? null]),
  );
}

/**
 * The parser rewrites relative `servers` of documents whose address is http, and paths of those it takes for
 * files. Under a scheme of its own it leaves both alone.
 */
const PRIVATE = "specwitness";
const privateUrl = (url: string) => `${PRIVATE}${url}`;
const realUrl = (url: string) => (url.startsWith(PRIVATE) ? url.slice(PRIVATE.length) : url);

function parseReferenced(url: string, bytes: Uint8Array): Json {
  return parseText(makeSource({ ref: url, origin: url, bytes })).value;
}

/** A place in a document that breaks the structure of OpenAPI. */
export interface StructureProblem {
  readonly pointer: Pointer;
  /** `must have required property 'responses'` */
  readonly message: string;
}

/** Is there a schema to check this document's structure against? There is none for OpenAPI 3.2 yet. */
export function structureIsKnown(root: JsonObject): boolean {
  return own(root, "swagger") === "2.0" || /^3\.[01]\.\d/.test(stringAt(root, "openapi") ?? "");
}

/**
 * Holds a document, as it is written, against OpenAPI's own JSON Schema (Swagger 2.0, 3.0 or 3.1). `$ref`s are left as they are.
 * Schema Objects of 3.1 are not looked into: they are JSON Schema, which OpenAPI's schema leaves open.
 * @returns nothing for a version whose schema is not known: see {@link structureIsKnown}.
 */
export async function checkStructure(root: JsonObject): Promise<readonly StructureProblem[]> {
  if (!structureIsKnown(root)) return [];
  const parser = await swaggerParser();
  try {
    await parser.validate(structuredClone(root) as never, {
      resolve: { external: false },
      dereference: { excludedPathMatcher: () => true },
      validate: { spec: false },
    });
    return [];
  } catch (error) {
    const details = isObject(error) ? own(error, "details") : undefined;
    if (!Array.isArray(details)) return [{ pointer: "", message: reasonOf(error) }];
    return causes(details as unknown as readonly SchemaError[]);
  }
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: JsonObject;
}

/** Keywords that only say that something else, named by an error of its own, did not fit. */
const CONSEQUENCES = new Set(["oneOf", "anyOf", "if", "not"]);

/** The errors that name a cause: one per place and message, without those an alternative (`$ref`) left behind. */
function causes(errors: readonly SchemaError[]): readonly StructureProblem[] {
  const isConsequence = ({ keyword, params }: SchemaError) =>
    CONSEQUENCES.has(keyword) || own(params, "missingProperty") === "$ref";
  const real = errors.filter((error) => !isConsequence(error));
  const found = new Map<string, StructureProblem>();
  for (const error of real.length > 0 ? real : errors) {
    const named = own(error.params, "additionalProperty") ?? own(error.params, "unevaluatedProperty");
    const message = `${error.message ?? "does not fit"}${typeof named === "string" ? ` (${JSON.stringify(named)})` : ""}`;
    found.set(`${error.instancePath} ${message}`, { pointer: error.instancePath as Pointer, message });
  }
  return [...found.values()];
}
