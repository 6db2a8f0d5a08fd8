import { isArray, type Json, type JsonObject, objectAt, own } from "../json.ts";
import { join, type Pointer } from "../pointer.ts";
import { convertSharedParameters, PathConversion } from "./operations.ts";
import { Origins } from "./origins.ts";
import { mediaTypes } from "./parameters.ts";
import { convertResponse } from "./responses.ts";
import { convertSchemaMap } from "./schemas.ts";
import { convertScheme } from "./security.ts";
import { serversOf } from "./servers.ts";

/** A Swagger 2.0 document as OpenAPI 3.0, with the way back. */
export interface Converted {
  readonly root: JsonObject;
  /** The pointer in the original of a place in `root`. */
  origin(pointer: Pointer): Pointer;
}

/**
 * Converts a Swagger 2.0 document, so that nothing behind the door needs to know of it: bodies and forms become
 * request bodies, `consumes` and `produces` media types, the types of parameters schemas.
 * https://spec.openapis.org/oas/v2.0.html
 */
export function convertSwagger2(written: JsonObject): Converted {
  const origins = new Origins();
  for (const [to, from] of MOVED) origins.note(to, from);
  const paths = new PathConversion(written, origins);
  const servers = serversOf(written);
  const root = {
    openapi: "3.0.4",
    ...Object.fromEntries(Object.entries(written).filter(([key]) => !REPLACED.has(key))),
    ...(isArray(servers) && servers.length > 0 ? { servers } : {}),
    paths: mapMembers(objectAt(written, "paths"), (item, path) => paths.pathItem(item, join("/paths", path))),
    components: componentsOf(written, origins),
  };
  return { root, origin: (pointer) => origins.of(pointer) };
}

/** Members of the top level that OpenAPI 3.0 has elsewhere. */
const REPLACED = new Set([
  ...["swagger", "host", "basePath", "schemes", "consumes", "produces", "paths"],
  ...["definitions", "parameters", "responses", "securityDefinitions"],
]);

const MOVED: readonly (readonly [Pointer, Pointer])[] = [
  ["/openapi", "/swagger"],
  ["/servers", "/host"],
  ["/components/schemas", "/definitions"],
  ["/components/securitySchemes", "/securityDefinitions"],
];

function componentsOf(written: JsonObject, origins: Origins): JsonObject {
  const produces = mediaTypes(own(written, "produces")) ?? [];
  const kinds: Record<string, JsonObject> = {
    schemas: convertSchemaMap(objectAt(written, "definitions")),
    ...convertSharedParameters(written, origins),
    responses: mapMembers(objectAt(written, "responses"), (response, name) =>
      convertResponse(
        response,
        join("/components/responses", name),
        join("/responses", name),
        produces,
        origins,
      ),
    ),
    securitySchemes: mapMembers(objectAt(written, "securityDefinitions"), convertScheme),
  };
  return Object.fromEntries(Object.entries(kinds).filter(([, map]) => Object.keys(map).length > 0));
}

function mapMembers(object: JsonObject, convert: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, convert(value, key)]));
}
