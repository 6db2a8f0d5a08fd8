import type { Document } from "./document.ts";
import { type DocumentFacts, FORMAT_VERSION, type ReportKind } from "./report.ts";
import { TOOL } from "./tool.ts";

/** What every report begins with. */
export function reportHead<Kind extends ReportKind>(kind: Kind) {
  return { kind, formatVersion: FORMAT_VERSION, tool: TOOL } as const;
}

/** A document as reports name it. */
export function documentFacts({ source, title, version, openapi }: Document): DocumentFacts {
  return {
    ref: source.ref,
    title,
    version,
    openapi,
    sha256: source.sha256,
    ...(source.date === undefined ? {} : { date: source.date }),
  };
}
