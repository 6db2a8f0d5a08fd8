import type { Document } from "../model/document.ts";
import type { Body, Exchange, Headers } from "../model/exchange.ts";
import type { MediaType } from "../model/operation.ts";
import type { MediaTypeCorrection, ServiceDefinition } from "../model/service.ts";
import { readContent } from "./body.ts";
import type { Message, Visit } from "./checks/check.ts";
import { header } from "./checks/headers.ts";
import { responseFor } from "./checks/status.ts";
import type { Engines } from "./engines.ts";
import type { Match } from "./match.ts";
import { findMediaType, parseMediaType } from "./media-type.ts";
import { shapeOf } from "./parameters/shape.ts";
import type { MessageDirection } from "./schema/convert.ts";

/** What stays the same from exchange to exchange. */
export interface Surroundings {
  readonly document: Document;
  readonly service: ServiceDefinition | undefined;
  readonly engines: Engines;
}

/** Brings an exchange and its operation together: bodies are read once, for all checks. */
export function makeVisit(
  { document, service, engines }: Surroundings,
  exchange: Exchange,
  match: Match,
  { report, coverage }: Pick<Visit, "report" | "coverage">,
): Visit {
  const { operation } = match;
  const { request, response } = exchange;
  const documented = response === undefined ? undefined : responseFor(operation, response.status);
  const read = (
    message: { headers: Headers; body?: Body },
    content: readonly MediaType[],
    direction: MessageDirection,
  ) => readMessage({ document, service, engines }, message, content, direction);
  const refused = response !== undefined && response.status >= 400 && response.status < 500;
  return {
    document,
    service,
    exchange,
    match,
    operation,
    refused,
    ...(documented === undefined ? {} : { response: documented }),
    requestMessage: read(request, operation.requestBody?.content ?? [], "request"),
    ...(response === undefined
      ? {}
      : { responseMessage: read(response, documented?.content ?? [], "response") }),
    engine: (direction) => engines.of(direction),
    report,
    coverage,
  };
}

function readMessage(
  { document, service, engines }: Surroundings,
  { headers, body }: { headers: Headers; body?: Body },
  content: readonly MediaType[],
  direction: MessageDirection,
): Message {
  const stated = header(headers, "content-type");
  const sentType = stated === undefined || stated.trim() === "" ? undefined : parseMediaType(stated);
  // Without a media type, the only documented one is meant.
  const found =
    sentType !== undefined
      ? findMediaType(content, stated as string)
      : content.length === 1
        ? content[0]
        : content.find(({ type }) => parseMediaType(type).essence === "application/json");
  const correction = service?.mediaTypes?.find(
    ({ mediaType }) => parseMediaType(mediaType).essence === sentType?.essence,
  );
  const mediaType = correction === undefined ? found : (corrected(content, correction, found) ?? found);
  const schema = mediaType?.schema === undefined ? undefined : document.schemas.at(mediaType.schema);
  const assumed = sentType ?? (mediaType === undefined ? undefined : parseMediaType(mediaType.type));
  return {
    content: readContent(body, assumed, shapeOf(document.schemas, schema)),
    engine: engines.of(direction, correction),
    ...(sentType === undefined ? {} : { sentType }),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** A corrected media type follows the schema of `application/json`, where it is documented at all. */
function corrected(
  content: readonly MediaType[],
  correction: MediaTypeCorrection,
  found: MediaType | undefined,
): MediaType | undefined {
  if (
    found === undefined ||
    parseMediaType(found.type).essence !== parseMediaType(correction.mediaType).essence
  )
    return undefined;
  const json = content.find(({ type }) => parseMediaType(type).essence === "application/json");
  return json?.schema === undefined ? found : { ...found, schema: json.schema };
}
