import type { Document } from "../../model/document.ts";
import type { Exchange } from "../../model/exchange.ts";
import type { MediaType, Operation, ResponseObject } from "../../model/operation.ts";
import type { Rule } from "../../model/rule.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import type { Content } from "../body.ts";
import type { Observation } from "../findings.ts";
import type { Match } from "../match.ts";
import type { ParsedMediaType } from "../media-type.ts";
import type { MessageDirection } from "../schema/convert.ts";
import type { SchemaEngine } from "../schema/engine.ts";
import type { WalkVisitor } from "../walk.ts";

/** A body as a check sees it: what was sent, and what the document says of it. */
export interface Message {
  readonly content: Content;
  /** What the `content-type` header says. */
  readonly sentType?: ParsedMediaType;
  /** The documented media type that stands for it. */
  readonly mediaType?: MediaType;
  /** The engine to check it with, which knows the service's corrections. */
  readonly engine: SchemaEngine;
}

/** One exchange in the light of the operation it belongs to. */
export interface Visit {
  readonly document: Document;
  readonly service: ServiceDefinition | undefined;
  readonly exchange: Exchange;
  readonly match: Match;
  readonly operation: Operation;
  /** The documented response for the status: exact, `NXX`, or `default`. */
  readonly response?: ResponseObject;
  readonly requestMessage: Message;
  readonly responseMessage?: Message;
  /** The server refused the request (4xx): it owes nothing for what is wrong with the request. */
  readonly refused: boolean;
  engine(direction: MessageDirection): SchemaEngine;
  report(observation: Observation): void;
  /** Counts what it meets on a walk through a value that was sent. */
  readonly coverage: WalkVisitor;
}

/** Looks at one kind of promise. */
export interface Check {
  readonly rules: readonly Rule[];
  run(visit: Visit): void;
}
