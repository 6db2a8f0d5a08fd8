import {
  COVERAGE_KINDS,
  type Coverage,
  type CoverageKind,
  percentOf,
  ratioOf,
} from "../../model/coverage.ts";
import type { ListView } from "../view.ts";
import { counted, named, number } from "../wording.ts";
import { listView } from "./groups.ts";
import type { Scope } from "./scope.ts";

/** One and many. */
const NOUNS: Readonly<Record<CoverageKind, readonly [string, string]>> = {
  operations: ["operation", "operations"],
  responses: ["response", "responses"],
  mediaTypes: ["media type", "media types"],
  variants: ["variant", "variants"],
  enumValues: ["enum value", "enum values"],
  properties: ["optional property", "optional properties"],
  nullables: ["side of a nullable", "sides of nullables"],
};

/** What was seen, and how that differs from the runs before. */
export function coverageLead(coverage: Coverage): string[] {
  return [coverageSentence(coverage), ...sinceSentence(coverage)];
}

/** `61 of 144 operations, 12 of 20 responses seen: 51% in all.`; what a document does not have is left out. */
function coverageSentence(coverage: Coverage): string {
  const parts = COVERAGE_KINDS.flatMap((kind) => {
    const { seen, total } = coverage[kind];
    return total === 0 ? [] : [`${number(seen)} of ${number(total)} ${NOUNS[kind][1]}`];
  });
  if (parts.length === 0) return "There is nothing to cover.";
  return `${parts.join(", ")} seen: ${percentOf(ratioOf(coverage, "all"))}% in all.`;
}

function sinceSentence({ since }: Coverage): string[] {
  if (since === undefined) return [];
  const before = since.runs === 1 ? "the run before" : `the ${number(since.runs)} runs before`;
  const fresh =
    since.new.length === 0 ? "nothing new" : `${counted(since.new.length, "thing")} for the first time`;
  const gone = since.gone.length === 0 ? "" : `; ${number(since.gone.length)} no longer in the document`;
  return [`Added to ${before}: ${fresh}${gone}.`];
}

export function coverageLists(coverage: Coverage, scope: Scope): ListView[] {
  const { missing, since } = coverage;
  return [
    ...(since === undefined ? [] : listView("Seen for the first time", since.new, scope)),
    ...(since === undefined ? [] : listView("No longer in the document", since.gone, scope)),
    ...(missing.length <= scope.limits.items ? listView("Never seen", missing, scope) : neverSeen(coverage)),
  ];
}

/** Examples of each kind, where all together are too many. */
const EXAMPLES = 2;

/** A line for each kind: `13 responses: DELETE /visits/{visitId} 404, GET /tides default and 11 more`. */
function neverSeen(coverage: Coverage): ListView[] {
  const items: string[] = [];
  let from = 0;
  for (const kind of COVERAGE_KINDS) {
    const { seen, total } = coverage[kind];
    const names = coverage.missing.slice(from, from + total - seen);
    from += total - seen;
    if (names.length === 0) continue;
    items.push(`${counted(names.length, ...NOUNS[kind])}: ${named(names.map(inShort), EXAMPLES)}`);
  }
  return [{ title: "Never seen", items, hidden: "--all lists them" }];
}

/**
 * `VisitUpdate.state "moored"` for `#/components/schemas/VisitUpdate/properties/state/enum "moored"`, and
 * `GET /tides 200 [] null` for a place in an operation.
 */
function inShort(name: string): string {
  const [, component, within = ""] = /^#\/components\/schemas\/([^/ ]+)(.*)$/.exec(name) ?? [];
  if (component !== undefined) return `${component}${below(within)}`;
  const [, path = "", method, part = "", inside = ""] = IN_OPERATION.exec(name) ?? [];
  if (method === undefined) return name;
  const operation = `${method.toUpperCase()} ${path.replaceAll("~1", "/").replaceAll("~0", "~")}`;
  const place = part.startsWith("responses") ? ` ${part.split("/")[1]}` : "";
  return `${operation}${place} ${below(inside).trim()}`;
}

const IN_OPERATION =
  /^#\/paths\/([^/]+)\/([a-z]+)\/(responses\/[^/]+|requestBody)\/content\/[^/]+\/schema(.*)$/;

function below(pointer: string): string {
  return pointer
    .replaceAll(/\/(?:properties|patternProperties)\/([^/ ]+)/g, ".$1")
    .replaceAll("/items", "[]")
    .replace(/\/(?:oneOf|anyOf|enum) /, " ");
}
