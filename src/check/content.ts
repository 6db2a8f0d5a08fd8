import { createHash } from "node:crypto";
import type { Document } from "../model/document.ts";
import type { Change } from "../model/finding.ts";
import { canonical, type JsonObject, objectAt } from "../model/json.ts";
import { tokens } from "../model/pointer.ts";
import type { ServiceDefinition } from "../model/service.ts";

/** Members that a service's live and tagged documents need not share. */
export function ignoredMembers(service: ServiceDefinition): ReadonlySet<string> {
  return new Set(service.documents.ignore ?? ["servers"]);
}

/** Do two documents say the same, formatting, key order and the ignored members aside? */
export function sameContent(left: Document, right: Document, ignored: ReadonlySet<string>): boolean {
  return left.source.sha256 === right.source.sha256 || content(left, ignored) === content(right, ignored);
}

/** What a document says, formatting, key order and the ignored members aside: JSON again. */
export function contentOf(document: Document, service: ServiceDefinition): string {
  return content(document, ignoredMembers(service));
}

/** SHA-256 of {@link contentOf}. */
export function contentHash(document: Document, service: ServiceDefinition): string {
  return createHash("sha256").update(contentOf(document, service)).digest("hex");
}

/** Is the change within an ignored member? */
export function isIgnored({ base, revision }: Change, ignored: ReadonlySet<string>): boolean {
  const places = [base, revision].flatMap((place) =>
    place === undefined ? [] : [tokens(place.pointer)[0] ?? ""],
  );
  return places.length > 0 && places.every((member) => ignored.has(member));
}

function without(object: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));
}

function content({ root }: Document, ignored: ReadonlySet<string>): string {
  return canonical(without(root, ignored));
}

const NUMBER = new Set(["version"]);

/** All that a document says but the number of its version: what tells a new version from a new number. */
export function contentBesideNumber({ root }: Document, ignored: ReadonlySet<string>): string {
  return canonical({ ...without(root, ignored), info: without(objectAt(root, "info"), NUMBER) });
}
