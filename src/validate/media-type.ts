import type { MediaType } from "../model/operation.ts";

/** A media type in lower case, with its parameters sorted (RFC 9110, section 8.3.1). */
export interface ParsedMediaType {
  /** `application/json` */
  readonly essence: string;
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a media type leniently: what cannot be a parameter is passed over. */
export function parseMediaType(text: string): ParsedMediaType {
  const [head = "", ...rest] = text.split(";");
  const essence = head.trim().toLowerCase();
  const [type = "", subtype = ""] = essence.split("/");
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const match = /^\s*([^=\s]+)\s*=\s*"?([^"]*)"?\s*$/.exec(part);
    if (match !== null) parameters.set((match[1] as string).toLowerCase(), (match[2] as string).trim());
  }
  return { essence, type, subtype, parameters };
}

/** The documented media type that stands for what was sent: the most exact one, ranges last. */
export function findMediaType(content: readonly MediaType[], sent: string): MediaType | undefined {
  const wanted = parseMediaType(sent);
  let best: MediaType | undefined;
  let bestRank = 0;
  for (const candidate of content) {
    const rank = rankOf(parseMediaType(candidate.type), wanted);
    if (rank > bestRank) {
      best = candidate;
      bestRank = rank;
    }
  }
  return best;
}

/** 0: does not stand for it. A parameter that the document asks for has to be there; `charset` never tells types apart. */
function rankOf(stated: ParsedMediaType, wanted: ParsedMediaType): number {
  if (stated.essence === "*/*" || stated.essence === "*") return 1;
  if (stated.type !== wanted.type) return 0;
  if (stated.subtype === "*") return 2;
  if (stated.subtype !== wanted.subtype) return 0;
  let shared = 0;
  for (const [name, value] of stated.parameters) {
    if (name === "charset") continue;
    if (wanted.parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return 0;
    shared++;
  }
  return 3 + shared;
}

/**
 * Is the content JSON? `+json` is the registered suffix (RFC 6839); other names that hold the word
 * (`application/json+markdown`, `text/json`, `application/json-seq` aside) are taken for it as well.
 */
export function isJson(type: ParsedMediaType): boolean {
  if (/^json-?seq|jsonl|ndjson|x-ndjson/.test(type.subtype)) return false;
  return /(?:^|[+.-])json(?:$|[+.-])/.test(type.subtype);
}
