import { isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join, type Pointer, resolve, tokens } from "../../model/pointer.ts";
import { closestFirst, shortList } from "../closest.ts";
import { inWords } from "../redact.ts";
import type { RawError } from "./ajv.ts";
import type { Fault } from "./fault.ts";

/** Errors that only repeat what another error says in full. */
const ECHOES: ReadonlySet<string> = new Set(["if", "oneOf", "anyOf"]);

/**
 * Turns an error of Ajv's into a fault with its place in the document and a sentence.
 * @param root the value that was checked, and `base` where it stands, so that the error's place can be looked up in it.
 * @returns nothing for an error that only repeats another one.
 */
export function toFault(error: RawError, holder: Pointer, root: Json, base: string): Fault | undefined {
  if (ECHOES.has(error.keyword)) return undefined;
  if (error.propertyName !== undefined && error.keyword !== "propertyNames") return undefined;
  const { keyword, params } = error;
  const at = error.instancePath as Pointer;
  const value = resolve(root, at.slice(base.length) as Pointer) ?? null;
  const name = tokens(at).at(-1) ?? "";
  const pointer = join(holder, keyword);
  const plain = (text: string, extra: Partial<Fault> = {}): Fault => ({
    kind: "keyword",
    pointer,
    instance: at,
    text,
    actual: value,
    ...extra,
  });
  const is = `is ${inWords(value, name)}`;
  switch (keyword) {
    case "type": {
      const types = typesOf(params.type);
      return plain(`${is}, must be ${types.map(withArticle).join(" or ")}`, {
        expected: types.length === 1 ? (types[0] as string) : types,
      });
    }
    case "enum": {
      return enumFault(plain(""), value, params.allowedValues as readonly Json[], name);
    }
    case "const": {
      const expected = params.allowedValue as Json;
      return plain(`${is}, must be ${inWords(expected)}`, { kind: "enum", expected });
    }
    case "required": {
      const missing = String(params.missingProperty);
      const { actual: _, ...rest } = plain("is missing");
      return { ...rest, kind: "required", instance: join(at, missing), expected: missing };
    }
    case "dependentRequired": {
      const missing = String(params.missingProperty);
      const { actual: _, ...rest } = plain(`is missing, and ${JSON.stringify(params.property)} needs it`);
      return { ...rest, kind: "required", instance: join(at, missing), expected: missing };
    }
    case "additionalProperties":
    case "unevaluatedProperties": {
      const extra = String(params.additionalProperty ?? params.unevaluatedProperty);
      const actual = isObject(value) && Object.hasOwn(value, extra) ? (value[extra] as Json) : null;
      return plain("is a property the document does not allow", { instance: join(at, extra), actual });
    }
    case "propertyNames":
      return plain(`has a property named ${JSON.stringify(params.propertyName)}, which is not allowed`);
    case "format":
      return plain(`${is}, must be ${formatInWords(String(params.format))}`, {
        expected: String(params.format),
      });
    case "pattern":
      return plain(`${is}, must match ${String(params.pattern)}`, { expected: String(params.pattern) });
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return plain(`${is}, must be ${String(params.comparison)} ${String(params.limit)}`, {
        expected: params.limit as number,
      });
    case "multipleOf":
      return plain(
        `${is}, must be a multiple of ${String(own((error.holder ?? {}) as JsonObject, "multipleOf"))}`,
      );
    case "minLength":
    case "maxLength":
      return plain(
        `has ${[...String(value)].length} characters, must have ${keyword === "minLength" ? "at least" : "at most"} ${String(params.limit)}`,
        { expected: params.limit as number },
      );
    case "minItems":
    case "maxItems":
      return plain(
        `has ${isArray(value) ? value.length : 0} items, must have ${keyword === "minItems" ? "at least" : "at most"} ${String(params.limit)}`,
        { expected: params.limit as number },
      );
    case "minProperties":
    case "maxProperties":
      return plain(
        `has ${isObject(value) ? Object.keys(value).length : 0} properties, must have ${keyword === "minProperties" ? "at least" : "at most"} ${String(params.limit)}`,
        { expected: params.limit as number },
      );
    case "uniqueItems":
      return plain(
        `holds the same item twice, at [${String(params.j)}] and [${String(params.i)}], and must not`,
      );
    case "items":
    case "unevaluatedItems":
    case "additionalItems":
      return plain(`has more items than the ${String(params.limit ?? params.len ?? "few")} allowed`);
    case "contains":
      return plain(`must hold ${containsInWords(params)} of the kind the document asks for`);
    case "not":
      return plain(`${is}, which the document excludes`);
    default:
      return plain(`${is}, which does not fit ${keyword}`);
  }
}

function enumFault(fault: Fault, value: Json, allowed: readonly Json[], name: string): Fault {
  const texts = allowed.filter((item) => typeof item === "string");
  const ordered: readonly Json[] =
    typeof value === "string" && texts.length === allowed.length ? closestFirst(value, texts) : allowed;
  const known = shortList(ordered.map((item) => inWords(item)));
  return {
    ...fault,
    kind: "enum",
    text: `is ${inWords(value, name)}; the document knows ${known}`,
    expected: ordered,
  };
}

function typesOf(type: unknown): string[] {
  return Array.isArray(type) ? type.map(String) : String(type).split(",");
}

const ARTICLES: Readonly<Record<string, string>> = {
  integer: "an integer",
  array: "an array",
  object: "an object",
  null: "null",
};

/** `a string`, `an integer` */
export function withArticle(type: string): string {
  return ARTICLES[type] ?? `a ${type}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "a date-time (RFC 3339)",
  date: "a date (RFC 3339)",
  uuid: "a UUID",
  email: "an e-mail address",
  uri: "a URI",
  int32: "a 32-bit integer",
  int64: "a 64-bit integer",
};

function formatInWords(format: string): string {
  return FORMATS[format] ?? `of the format ${format}`;
}

function containsInWords(params: Readonly<Record<string, unknown>>): string {
  const { minContains, maxContains } = params;
  return maxContains === undefined
    ? `at least ${String(minContains ?? 1)} item`
    : `${String(minContains ?? 1)} to ${String(maxContains)} items`;
}
