import { UsageError } from "../model/errors.ts";
import { shownReference } from "./redact.ts";
import { formatReference, type Located, parseReference } from "./reference.ts";

/** What a version's text replaces. */
export const PLACEHOLDER = "{version}";

/** A reference with `{version}` in it: where the documents of all versions are. */
export interface Template {
  readonly text: string;
  readonly reference: Located;
  /** The place of one version. */
  at(version: string): Located;
}

/**
 * Reads a template. The address of a raw file at a tag on GitHub is read as `github:OWNER/REPO#{version}:PATH`,
 * because the tags of a repository can be listed and URLs cannot.
 * @param raw the base of such addresses.
 * @throws UsageError for a reference without `{version}`, or one that has no place for it.
 */
export function parseTemplate(text: string, raw: string): Template {
  const reference = asGithub(parseReference(text), raw);
  if (reference.kind === "stdin" || reference.kind === "alias" || reference.kind === "version")
    throw refuse(text, "it does not say where the documents are");
  if (!formatReference(reference).includes(PLACEHOLDER)) throw refuse(text, `it has no ${PLACEHOLDER} in it`);
  return { text, reference, at: (version) => substitute(reference, version) };
}

function refuse(text: string, why: string): UsageError {
  return new UsageError({
    what: "cannot use the versions template",
    where: JSON.stringify(shownReference(text)),
    why,
    hint: `Write a reference with ${PLACEHOLDER} where the version goes, such as git:.#${PLACEHOLDER}:openapi.yaml or specs/${PLACEHOLDER}.yaml`,
  });
}

function asGithub(reference: ReturnType<typeof parseReference>, raw: string) {
  if (reference.kind !== "http" || !reference.url.startsWith(`${raw}/`)) return reference;
  const match = /^([^/]+)\/([^/]+)\/(?:refs\/tags\/)?([^/]*\{version\}[^/]*)\/(.+)$/.exec(
    reference.url.slice(raw.length + 1),
  );
  if (match === null) return reference;
  const [, owner = "", repo = "", tag = "", path = ""] = match;
  return { kind: "github", owner, repo, tag, path } as const;
}

/**
 * A version goes into paths and URLs, and may come from a server: only what a tag's name needs is let through.
 * @throws UsageError for anything else.
 */
function assertVersionText(version: string): void {
  const safe = /^[0-9A-Za-z][0-9A-Za-z._+@/-]{0,199}$/.test(version) && !/(?:^|\/)\.|\.\.|\/\//.test(version);
  if (safe) return;
  throw new UsageError({
    what: "cannot use the version",
    where: JSON.stringify(version.slice(0, 80)),
    why: "a version is made of letters, digits and . - _ + only",
  });
}

function substitute(reference: Located, version: string): Located {
  assertVersionText(version);
  const filled = Object.entries(reference).map(([key, value]) => [
    key,
    key === "kind" ? value : String(value).replaceAll(PLACEHOLDER, version),
  ]);
  return Object.fromEntries(filled) as Located;
}

/** A pattern that finds the version in a text that the template's part made. */
export function versionPattern(part: string): RegExp {
  const [first = "", ...rest] = part
    .split(PLACEHOLDER)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // Every further {version} must be the same text.
  return new RegExp(`^${first}(.+?)${rest.join("\\1")}$`, "s");
}
