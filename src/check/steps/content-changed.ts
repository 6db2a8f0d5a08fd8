import { diff } from "../../diff/index.ts";
import type { Fetcher } from "../../fetch/index.ts";
import { type Document, loadDocument } from "../../model/document.ts";
import { SpecwitnessError } from "../../model/errors.ts";
import type { Change, Finding } from "../../model/finding.ts";
import { versionFinding } from "../finding.ts";

/** A version that has other content than before, and what the difference is. */
export interface ContentChanged {
  readonly finding: Finding;
  /** The SHA-256 it had. */
  readonly before: string;
  readonly changes: readonly Change[];
}

/**
 * Holds the document of a tag against what the tag held before: what was accepted, or else what was fetched.
 * @param accepted the SHA-256 that a lock remembers.
 */
export async function contentChanged(
  fetcher: Pick<Fetcher, "kept">,
  document: Document,
  accepted: string | undefined,
): Promise<ContentChanged | undefined> {
  const { sha256, earlier = [] } = document.source;
  const before = accepted ?? earlier.at(-1);
  if (before === undefined || before === sha256) return undefined;
  return compared(fetcher, document, before, `the document of ${document.version}`);
}

/** What is different since a content had the hash `before`. @param name what the message calls the document. */
export async function compared(
  fetcher: Pick<Fetcher, "kept">,
  document: Document,
  before: string,
  name: string,
): Promise<ContentChanged> {
  const now = document.source.sha256;
  const old = await load(fetcher, before);
  const changes = old === undefined ? [] : diff(old, document).changes;
  const difference =
    old === undefined
      ? "the earlier content is not kept here, so that the difference is not known"
      : changes.length === 0
        ? "nothing in what it means"
        : `${changes.length} ${changes.length === 1 ? "change" : "changes"}`;
  const finding = versionFinding(
    "version-content-changed",
    `${name} was ${short(before)} and is now ${short(now)}: ${difference}`,
    { expected: before, actual: now },
  );
  return { finding, before, changes };
}

/** A content that is no whole document by itself cannot be compared. */
async function load(fetcher: Pick<Fetcher, "kept">, sha256: string): Promise<Document | undefined> {
  const source = await fetcher.kept(sha256);
  if (source === undefined) return undefined;
  try {
    const document = loadDocument(source);
    return document.externalReferences.length === 0 ? document : undefined;
  } catch (error) {
    if (error instanceof SpecwitnessError) return undefined;
    throw error;
  }
}

function short(sha256: string): string {
  return `sha256:${sha256.slice(0, 12)}`;
}
