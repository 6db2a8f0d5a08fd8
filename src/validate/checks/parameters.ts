import { isArray, isObject, type Json } from "../../model/json.ts";
import type { Parameter } from "../../model/operation.ts";
import type { Rule } from "../../model/rule.ts";
import { mayBe, type Shape, shapeOf } from "../parameters/shape.ts";
import { type Pair, readFromPairs, readPairs, readSimple, unplus } from "../parameters/style.ts";
import { isRedacted } from "../redact.ts";
import type { Fault } from "../schema/fault.ts";
import { parseUrl } from "../url.ts";
import { walk } from "../walk.ts";
import { reportFaults } from "./body-faults.ts";
import type { Check, Visit } from "./check.ts";
import { header } from "./headers.ts";

const spec = "https://spec.openapis.org/oas/v3.1.1.html#parameter-object";

const invalid: Rule = {
  id: "parameter-value",
  area: "validate",
  title: "A parameter's value does not fit its schema",
  severity: { request: "breaking" },
  why: "A server that keeps to the document refuses it. (Where the server did refuse it, this is a note.)",
  spec,
};

const missing: Rule = {
  id: "parameter-missing",
  area: "validate",
  title: "A request lacks a parameter that the operation requires",
  severity: { request: "breaking" },
  why: "A server that keeps to the document refuses it. (Where the server did refuse it, this is a note.)",
  spec,
};

const undocumented: Rule = {
  id: "parameter-undocumented",
  area: "validate",
  title: "A query parameter is not in the document",
  severity: { request: "note" },
  why: "Most servers pass over what they do not know, so the parameter may do nothing, or something undocumented.",
  spec,
};

const deprecated: Rule = {
  id: "deprecated-parameter",
  area: "validate",
  title: "A request uses a deprecated parameter",
  severity: { request: "note" },
  why: "It will be removed one day; the recordings show that something still sends it.",
  spec,
};

/** Headers that are described elsewhere in a document; a parameter of that name is to be ignored. */
const NOT_PARAMETERS = new Set(["accept", "content-type", "authorization"]);

export const parameters: Check = {
  rules: [invalid, missing, undocumented, deprecated],
  run(visit) {
    const { operation, exchange } = visit;
    const pairs = readPairs(parseUrl(exchange.request.url).query);
    for (const parameter of operation.parameters) {
      if (parameter.in === "header" && NOT_PARAMETERS.has(parameter.name.toLowerCase())) continue;
      const sent = readParameter(visit, parameter, pairs);
      const name = `${parameter.in === "querystring" ? "query" : parameter.in} parameter ${parameter.name}`;
      if (sent === undefined) {
        if (!parameter.required) continue;
        const message = `the ${name} is missing`;
        visit.report({
          rule: missing,
          direction: "request",
          message,
          pointer: parameter.pointer,
        });
        continue;
      }
      if (parameter.deprecated) {
        const message = `the ${name} is deprecated and in use`;
        visit.report({ rule: deprecated, direction: "request", message, pointer: parameter.pointer });
      }
      if (sent !== "redacted") {
        const faults = checkValues(visit, parameter, sent.candidates);
        reportFaults(visit, faults, {
          rule: invalid,
          direction: "request",
          subject: `the ${name}`,
          inside: true,
        });
      }
    }
    undocumentedQuery(visit, pairs);
  },
};

/** The readings of what was sent: text may be meant as a number or as itself. */
interface Sent {
  readonly candidates: readonly Json[];
}

function readParameter(
  visit: Visit,
  parameter: Parameter,
  pairs: readonly Pair[],
): Sent | "redacted" | undefined {
  const { exchange, match, document } = visit;
  const { headers } = exchange.request;
  const content = parameter.content[0];
  const graph = document.schemas;
  const shape = shapeOf(graph, parameter.schema === undefined ? undefined : graph.at(parameter.schema));
  const one = (raw: string | undefined, decoded: (text: string) => string = (text) => text) => {
    if (raw === undefined) return undefined;
    if (isRedacted(raw)) return "redacted" as const;
    return content !== undefined
      ? readings(parseOrText(decoded(raw)))
      : readings(readSimple(raw, parameter, shape), shape, decoded(raw));
  };
  switch (parameter.in) {
    case "path":
      return one(match.pathParameters.get(parameter.name), unplusless);
    case "header":
      return one(header(headers, parameter.name));
    case "cookie": {
      const cookies = header(headers, "cookie");
      if (cookies !== undefined && isRedacted(cookies)) return "redacted";
      const jar = (cookies ?? "").split(/;\s*/).filter((part) => part !== "");
      return fromPairs(
        jar.flatMap((part) => readPairs(part.replaceAll("&", "%26"))),
        parameter,
        shape,
      );
    }
    case "querystring": {
      const query = parseUrl(exchange.request.url).query;
      return query === "" ? undefined : readings(parseOrText(unplus(query)));
    }
    default: {
      if (content === undefined) return fromPairs(pairs, parameter, shape);
      return one(pairs.find((pair) => pair.name === parameter.name)?.raw, unplus);
    }
  }
}

function fromPairs(
  pairs: readonly Pair[],
  parameter: Parameter,
  shape: Shape,
): Sent | "redacted" | undefined {
  const own = pairs.find((pair) => pair.name === parameter.name);
  if (own !== undefined && isRedacted(unplus(own.raw))) return "redacted";
  if (own?.raw === "" && parameter.raw.allowEmptyValue === true) return { candidates: [] };
  const value = readFromPairs(pairs, parameter, shape);
  return value === undefined
    ? undefined
    : readings(value, shape, own === undefined ? undefined : unplus(own.raw));
}

/** Text that looks like a number may still be text where the schema takes both. */
function readings(value: Json, shape?: Shape, text?: string): Sent {
  if (text === undefined || shape === undefined || typeof value === "string") return { candidates: [value] };
  const alsoText =
    mayBe(shape, "string") || (isArray(value) || isObject(value) ? shape.types === undefined : false);
  return { candidates: alsoText ? [value, text] : [value] };
}

function parseOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function unplusless(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function checkValues(visit: Visit, parameter: Parameter, candidates: readonly Json[]): readonly Fault[] {
  const pointer = parameter.schema ?? parameter.content[0]?.schema;
  if (pointer === undefined) return [];
  const engine = visit.engine("request");
  let first: readonly Fault[] | undefined;
  for (const value of candidates) {
    const faults = engine.check(pointer, value);
    if (faults.length === 0) {
      walk(engine, pointer, value, visit.coverage);
      return [];
    }
    first ??= faults;
  }
  return first ?? [];
}

function undocumentedQuery({ operation, document, report }: Visit, pairs: readonly Pair[]): void {
  if (pairs.length === 0 || operation.parameters.some((each) => each.in === "querystring")) return;
  const graph = document.schemas;
  const known = new Set<string>(apiKeysInQuery(document.root.components));
  for (const parameter of operation.parameters) {
    if (parameter.in !== "query") continue;
    known.add(parameter.name);
    if (!parameter.explode || parameter.schema === undefined) continue;
    const shape = shapeOf(graph, graph.at(parameter.schema));
    if (!mayBe(shape, "object")) continue;
    if (shape.openProperties && parameter.style === "form") return;
    for (const name of shape.properties) known.add(name);
  }
  for (const name of new Set(pairs.map((pair) => pair.name))) {
    if (known.has(name) || known.has(name.replace(/\[.*$/s, ""))) continue;
    const shown = name.slice(0, 60);
    report({
      rule: undocumented,
      direction: "request",
      message: `the query parameter ${shown} is not in the document`,
      pointer: operation.pointer,
      subject: shown,
    });
  }
}

function apiKeysInQuery(components: Json | undefined): string[] {
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  if (!isObject(schemes)) return [];
  return Object.values(schemes)
    .filter(isObject)
    .flatMap((scheme) => (scheme.in === "query" && typeof scheme.name === "string" ? [scheme.name] : []));
}
