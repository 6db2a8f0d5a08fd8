import type { Document } from "../../model/document.ts";
import { isContainer } from "../../model/json.ts";
import type { Operation } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { expression } from "../schema/patterns.ts";
import { decode } from "../template.ts";

/**
 * Do the path parameters take the values, as far as that tells routes apart: numbers, booleans, UUIDs, dates,
 * enumerations and patterns? A parameter that says nothing of the kind takes anything.
 * @param options.mustSay at least one parameter has to say something.
 */
export function narrowlyFits(
  document: Document,
  operation: Operation,
  variables: ReadonlyMap<string, string>,
  options: { readonly mustSay?: boolean } = {},
): boolean {
  let said = false;
  for (const parameter of operation.parameters) {
    if (parameter.in !== "path" || parameter.schema === undefined) continue;
    const sent = variables.get(parameter.name);
    const schema = document.schemas.target(document.schemas.at(parameter.schema));
    const test = parameter.style === "simple" ? testOf(schema) : undefined;
    if (sent === undefined || test === undefined) continue;
    said = true;
    if (!test(decode(sent))) return false;
  }
  return said || options.mustSay !== true;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/i,
};

function testOf(schema: Schema): ((text: string) => boolean) | undefined {
  const { values, types, format, pattern } = schema;
  if (values !== undefined)
    return (text) => values.some((value) => !isContainer(value) && String(value) === text);
  if (types?.length === 1) {
    if (types[0] === "integer") return (text) => /^-?\d+$/.test(text);
    if (types[0] === "number") return (text) => text.trim() !== "" && Number.isFinite(Number(text));
    if (types[0] === "boolean") return (text) => text === "true" || text === "false";
  }
  const known =
    format === undefined ? undefined : Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known !== undefined) return (text) => known.test(text);
  if (pattern === undefined) return undefined;
  return (text) => {
    try {
      return expression(pattern).test(text);
    } catch {
      return true;
    }
  };
}
