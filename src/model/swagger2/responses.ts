import { isObject, type Json, objectAt, own, stringAt } from "../json.ts";
import { join, type Pointer } from "../pointer.ts";
import type { Origins } from "./origins.ts";
import { convertHeader } from "./parameters.ts";
import { convertReference, convertSchema } from "./schemas.ts";

/**
 * A response: its schema counts for every media type that the operation produces, its examples each for one.
 * @param at where it will stand
 * @param from where it is written
 */
export function convertResponse(
  response: Json,
  at: Pointer,
  from: Pointer,
  produces: readonly string[],
  origins: Origins,
): Json {
  origins.note(at, from);
  if (!isObject(response)) return response;
  const ref = stringAt(response, "$ref");
  if (ref !== undefined) return { $ref: convertReference(ref) };
  const { schema, examples, headers, ...rest } = response;
  const shown = objectAt(response, "examples");
  const isFile = isObject(schema) && own(schema, "type") === "file";
  const stated = produces.length > 0 ? produces : [isFile ? "application/octet-stream" : "application/json"];
  const types = new Set([...(schema === undefined ? [] : stated), ...Object.keys(shown)]);
  const converted = schema === undefined ? {} : { schema: convertSchema(schema) };
  const content = [...types].map((type) => {
    origins.note(join(at, "content", type, "schema"), join(from, "schema"));
    origins.note(join(at, "content", type, "example"), join(from, "examples", type));
    const example = own(shown, type);
    return [type, { ...converted, ...(example === undefined ? {} : { example }) }] as const;
  });
  return {
    ...rest,
    ...(isObject(headers)
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, header]) => [
              name,
              convertHeader(header, join(at, "headers", name), join(from, "headers", name), origins),
            ]),
          ),
        }
      : {}),
    ...(content.length > 0 ? { content: Object.fromEntries(content) } : {}),
  };
}
