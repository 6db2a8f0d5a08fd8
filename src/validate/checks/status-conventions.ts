import type { Exchange } from "../../model/exchange.ts";
import { isObject, type Json } from "../../model/json.ts";
import { resolve } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import type { ServiceDefinition, StatusConvention } from "../../model/service.ts";
import { readContent } from "../body.ts";
import type { Observation } from "../findings.ts";
import { parseMediaType } from "../media-type.ts";
import type { Check, Visit } from "./check.ts";
import { header } from "./headers.ts";

const why =
  "Clients tell causes apart by the status; one that means something else sends them the wrong way.";
const area = "validate";

const unknownPath: Rule = {
  id: "status-of-unknown-path",
  area,
  title: "A documented path answered with the status that the service keeps for unknown paths",
  severity: { response: "dangerous" },
  why,
};

const unknownResource: Rule = {
  id: "status-of-unknown-resource",
  area,
  title: "An undocumented path answered as if only the resource were unknown",
  severity: { response: "dangerous" },
  why,
};

const unsupportedMarkdown: Rule = {
  id: "status-of-unsupported-markdown",
  area,
  title: "An operation with a documented media type refused that media type",
  severity: { response: "dangerous" },
  why,
};

const sentence = ({ status, meaning, source }: StatusConvention) =>
  `${status} means that ${meaning} (${source})`;

function conventionOf(service: ServiceDefinition | undefined, rule: Rule): StatusConvention | undefined {
  return service?.statusConventions?.find((convention) => convention.rule === rule.id);
}

export const statusConventions: Check = {
  rules: [unknownPath, unknownResource, unsupportedMarkdown],
  run(visit) {
    const { exchange, service, report } = visit;
    const status = exchange.response?.status;
    const path = conventionOf(service, unknownPath);
    if (path !== undefined && status === path.status) {
      const message = `answered ${status}, and the document has this path: ${sentence(path)}`;
      report({ rule: unknownPath, direction: "response", message, pointer: visit.operation.pointer });
    }
    const markdown = conventionOf(service, unsupportedMarkdown);
    if (markdown === undefined || status !== markdown.status) return;
    const refused = documentedCorrection(visit);
    if (refused === undefined) return;
    const message = `answered ${status} to ${refused}, which the document lists: ${sentence(markdown)}`;
    report({ rule: unsupportedMarkdown, direction: "response", message, pointer: visit.operation.pointer });
  },
};

/** The media type with rules of its own that was asked for or sent, where the operation documents it. */
function documentedCorrection({ exchange, service, operation }: Visit): string | undefined {
  const { headers } = exchange.request;
  const asked = [header(headers, "accept"), header(headers, "content-type")]
    .flatMap((text) => (text ?? "").split(","))
    .map((text) => parseMediaType(text).essence);
  const documented = [
    ...operation.responses.flatMap((response) => response.content),
    ...(operation.requestBody?.content ?? []),
  ].map(({ type }) => parseMediaType(type).essence);
  return service?.mediaTypes
    ?.map(({ mediaType }) => mediaType)
    .find((type) => asked.includes(type) && documented.includes(type));
}

/** An undocumented path that answers as if it were there. */
export function unknownPathAnswer(
  exchange: Exchange,
  service: ServiceDefinition | undefined,
  operation: string | undefined,
): Observation | undefined {
  const convention = conventionOf(service, unknownResource);
  const { response } = exchange;
  if (convention === undefined || response?.status !== convention.status) return undefined;
  const type = header(response.headers, "content-type");
  const content = readContent(response.body, type === undefined ? undefined : parseMediaType(type));
  if (content.state !== "value" || !saysNotFound(content.value, service?.errors?.codePointer))
    return undefined;
  const message = `answered ${response.status} "not found", and the document has no such path: ${sentence(convention)}`;
  return {
    rule: unknownResource,
    direction: "response",
    message,
    status: response.status,
    ...(operation === undefined ? {} : { operation }),
  };
}

function saysNotFound(body: Json, pointer: "" | `/${string}` = "/code"): boolean {
  const code = isObject(body) ? resolve(body, pointer) : undefined;
  return typeof code === "string" && /not[_-]?found/i.test(code);
}
