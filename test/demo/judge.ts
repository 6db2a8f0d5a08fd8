// An Ajv of the tests' own, so that the recordings are judged by something other than the room they demonstrate.
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Body, Exchange } from "../../src/model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt } from "../../src/model/json.ts";
import { join, type Pointer, resolve } from "../../src/model/pointer.ts";

/** The JSON of a recorded message. */
export function jsonOf(message: { readonly body?: Body } | undefined): Json | undefined {
  return message?.body !== undefined && "json" in message.body ? message.body.json : undefined;
}

/** A function that says in Ajv's words what is wrong with an exchange; nothing where all fits. */
export function judge(document: JsonObject): (exchange: Exchange) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, "document:");

  const faults = (where: string, schema: JsonObject, value: unknown): string[] =>
    ajv.validate(schema, value)
      ? []
      : (ajv.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message}`);
  const bodyFaults = (where: string, pointer: Pointer, value: Json | undefined): string[] => {
    const schema = join(pointer, "content", "application/json", "schema");
    return value === undefined ? [] : faults(where, { $ref: `document:#${encodeURI(schema)}` }, value);
  };
  const follow = (value: Json): JsonObject => {
    if (!isObject(value)) return {};
    return typeof value.$ref === "string" ? follow(resolve(document, pointerOf(value.$ref)) ?? null) : value;
  };
  const parameterFaults = (written: Json, template: string, url: URL): string[] => {
    const parameter = follow(written);
    const name = String(parameter.name);
    const given = parameter.in === "path" ? pathValue(template, name, url) : url.searchParams.get(name);
    if (given === null) return parameter.required === true ? [`${name} is missing`] : [];
    const schema = follow(parameter.schema ?? {});
    if (schema.type === "array") {
      return given.split(",").flatMap((item) => faults(name, follow(schema.items ?? {}), item));
    }
    return faults(name, schema, schema.type === "integer" ? Number(given) : given);
  };

  return ({ request, response }) => {
    const url = new URL(request.url);
    const method = request.method.toLowerCase();
    const template = templateFor(document, url);
    if (template === undefined) return [`no path for ${url.pathname}`];
    const item = objectAt(objectAt(document, "paths"), template);
    const operation = objectAt(item, method);
    if (operation.responses === undefined) return [`no operation ${method} ${template}`];
    const at = join("/paths", template, method);
    const status = String(response?.status);
    const answer = objectAt(operation, "responses")[status] === undefined ? "default" : status;
    const responseAt = join(at, "responses", answer);
    const reference = (resolve(document, responseAt) as JsonObject).$ref;
    return [
      ...[item.parameters, operation.parameters].flatMap((list) =>
        isArray(list) ? list.flatMap((parameter) => parameterFaults(parameter, template, url)) : [],
      ),
      ...bodyFaults("request ", join(at, "requestBody"), jsonOf(request)),
      ...bodyFaults("", typeof reference === "string" ? pointerOf(reference) : responseAt, jsonOf(response)),
    ];
  };
}

function pointerOf(reference: string): Pointer {
  return reference.slice(1) as Pointer;
}

function segmentsOf(url: URL): string[] {
  return url.pathname.replace(/^\/api/, "").split("/");
}

/** The harbour's paths never fit two templates unless one of them is the path itself. */
function templateFor(document: JsonObject, url: URL): string | undefined {
  const segments = segmentsOf(url);
  const fitting = Object.keys(objectAt(document, "paths")).filter((template) => {
    const wanted = template.split("/");
    return (
      wanted.length === segments.length && wanted.every((w, i) => w.startsWith("{") || w === segments[i])
    );
  });
  return fitting.find((template) => template === segments.join("/")) ?? fitting[0];
}

function pathValue(template: string, name: string, url: URL): string | null {
  return segmentsOf(url)[template.split("/").indexOf(`{${name}}`)] ?? null;
}
