import { fileURLToPath } from "node:url";
import { UsageError } from "../model/errors.ts";
import { parseVersion } from "../model/version.ts";
import { shownReference } from "./redact.ts";

/** Words that stand for a version or document of the service. */
const ALIASES = ["latest", "previous", "live", "running", "published"] as const;
export type Alias = (typeof ALIASES)[number];

/** Where a document is, as a person writes it. */
export type Reference =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "stdin" }
  | { readonly kind: "http"; readonly url: string }
  | {
      readonly kind: "git";
      /** A folder or bundle; absent: the current folder. */
      readonly repository?: string;
      readonly revision: string;
      readonly path: string;
    }
  | {
      readonly kind: "github";
      readonly owner: string;
      readonly repo: string;
      readonly tag: string;
      /** Absent: wherever such a document usually is. */
      readonly path?: string;
    }
  | { readonly kind: "npm"; readonly package: string; readonly version: string; readonly path: string }
  | { readonly kind: "alias"; readonly name: Alias }
  | { readonly kind: "version"; readonly version: string };

/** A reference that says itself where the document is. */
export type Located = Exclude<Reference, { kind: "alias" } | { kind: "version" }>;

const FORMS =
  "a path, -, an http(s) URL, git:[DIR#]REV:PATH, github:OWNER/REPO#TAG[:PATH] or npm:PACKAGE@VERSION:PATH";

/**
 * Reads a reference. A word that is a version is a version: a file of that name is written `./1.0`.
 * @throws UsageError for text that is no reference.
 */
export function parseReference(text: string): Reference {
  if (text.trim() === "") throw refuse(text, "it is empty", `Name a document: ${FORMS}`);
  if (text.includes("\0")) throw refuse(text, "it holds a NUL character", `Name a document: ${FORMS}`);
  if (text === "-") return { kind: "stdin" };
  const alias = ALIASES.find((name) => name === text);
  if (alias !== undefined) return { kind: "alias", name: alias };
  // One letter before the colon is a Windows drive.
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case "http":
    case "https":
      return parseUrl(text);
    case "git":
      return parseGit(text, text.slice("git:".length));
    case "github":
      return parseGithub(text, text.slice("github:".length));
    case "npm":
      return parseNpm(text, text.slice("npm:".length));
    case "file":
      return parseFileUrl(text);
    default:
      if (scheme !== undefined && text.startsWith("//", scheme.length + 1))
        throw refuse(text, `${scheme}: is not supported`, `A document is named by ${FORMS}`);
  }
  return parseVersion(text) === undefined ? { kind: "file", path: text } : { kind: "version", version: text };
}

/** The text that {@link parseReference} reads back as the same reference. */
export function formatReference(reference: Reference): string {
  switch (reference.kind) {
    case "file":
      return formatPath(reference.path);
    case "stdin":
      return "-";
    case "http":
      return reference.url;
    case "git": {
      const { repository, revision, path } = reference;
      const tree = `${revision}:${path}`;
      if (repository !== undefined) return `git:${repository}#${tree}`;
      return tree.includes("#") ? `git:.#${tree}` : `git:${tree}`;
    }
    case "github": {
      const { owner, repo, tag, path } = reference;
      return `github:${owner}/${repo}#${tag}${path === undefined ? "" : `:${path}`}`;
    }
    case "npm":
      return `npm:${reference.package}@${reference.version}:${reference.path}`;
    case "alias":
      return reference.name;
    case "version":
      return reference.version;
  }
}

/** A path that reads like something else gets a `./`. */
function formatPath(path: string): string {
  try {
    return parseReference(path).kind === "file" ? path : `./${path}`;
  } catch {
    return `./${path}`;
  }
}

function refuse(text: string, why: string, hint: string): UsageError {
  return new UsageError({
    what: "cannot read the reference",
    where: JSON.stringify(shownReference(text)),
    why,
    hint,
  });
}

function parseUrl(text: string): Reference {
  // `{version}` is kept as written; anything else must be a URL as it stands.
  if (!URL.canParse(text.replaceAll("{version}", "0")))
    throw refuse(text, "it is not a valid URL", "Check its spelling");
  return { kind: "http", url: text };
}

function parseFileUrl(text: string): Reference {
  try {
    return { kind: "file", path: fileURLToPath(text) };
  } catch {
    throw refuse(text, "it is not a valid file URL", "Write the path instead");
  }
}

function parseGit(text: string, rest: string): Reference {
  const form = "Write git:[DIR#]REV:PATH, such as git:v1.2.0:docs/openapi.json";
  const hash = rest.indexOf("#");
  const repository = hash === -1 ? undefined : rest.slice(0, hash);
  if (repository === "") throw refuse(text, "no repository is named before the #", form);
  const tree = rest.slice(hash + 1);
  const colon = tree.indexOf(":");
  const revision = colon === -1 ? tree : tree.slice(0, colon);
  const path = colon === -1 ? "" : tree.slice(colon + 1);
  if (revision === "") throw refuse(text, "it names no revision", form);
  if (revision.startsWith("-")) throw refuse(text, "a revision cannot begin with -", form);
  if (path === "") throw refuse(text, "it names no path after the revision", form);
  if (/[\r\n]/.test(tree)) throw refuse(text, "it holds a line break", form);
  return { kind: "git", ...(repository === undefined ? {} : { repository }), revision, path };
}

function parseGithub(text: string, rest: string): Reference {
  const form = "Write github:OWNER/REPO#TAG[:PATH], such as github:octo/api#v1.2.0:openapi.yaml";
  const match = /^([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)#([^:]*)(?::(.*))?$/s.exec(rest);
  if (match === null) throw refuse(text, "it does not have the form OWNER/REPO#TAG", form);
  const [, owner = "", repo = "", tag = "", path] = match;
  if (/^\.{1,2}$/.test(repo)) throw refuse(text, `${repo} is not a repository`, form);
  if (tag === "") throw refuse(text, "it names no tag after the #", form);
  if (tag.startsWith("-")) throw refuse(text, "a tag cannot begin with -", form);
  if (path === "") throw refuse(text, "it names no path after the tag", form);
  for (const part of [tag, path ?? ""]) {
    if (/[\r\n]/.test(part) || part.split("/").some((name) => name === ".." || name === "."))
      throw refuse(text, "its tag or path holds . or .. or a line break", form);
  }
  return { kind: "github", owner, repo, tag, ...(path === undefined ? {} : { path }) };
}

function parseNpm(text: string, rest: string): Reference {
  const form = "Write npm:PACKAGE@VERSION:PATH, such as npm:@acme/api@1.2.0:openapi.json";
  const match = /^((?:@[a-z0-9~*][\w.~*-]*\/)?[a-z0-9~][\w.~-]*)@([^:/]+):(.+)$/is.exec(rest);
  if (match === null) throw refuse(text, "it does not have the form PACKAGE@VERSION:PATH", form);
  const [, name = "", version = "", path = ""] = match;
  return { kind: "npm", package: name, version, path };
}

/** A range of versions; an end that is absent is open. */
export interface VersionRange {
  readonly from?: string;
  readonly to?: string;
}

/**
 * Reads `A..B`, `A..`, `..B`; one version alone is the range of just that one.
 * @throws UsageError for anything else.
 */
export function parseRange(text: string): VersionRange {
  const parts = text.split("..");
  const [from = "", to = from] = parts;
  if (parts.length > 2 || (from === "" && to === "") || [from, to].some((end) => /^[.\s]|\s/.test(end))) {
    throw new UsageError({
      what: "cannot read the range",
      where: JSON.stringify(text),
      why: "it is not two versions with .. between them",
      hint: "Write A..B, A.. or ..B",
    });
  }
  return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
}
