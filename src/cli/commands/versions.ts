import { contentBesideNumber } from "../../check/content.ts";
import { lockedAs, type ServiceLock, type VersionLock } from "../../check/lock.ts";
import { contentChanged } from "../../check/steps/content-changed.ts";
import { shownReference, type VersionEntry } from "../../fetch/index.ts";
import { type Document, type LoadOptions, loadDocument } from "../../model/document.ts";
import { SpecwitnessError, UsageError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { VersionFacts } from "../../model/report.ts";
import { reportHead } from "../../model/report-head.ts";
import type { Source } from "../../model/source.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { openLockFile } from "../lock-file.ts";
import { readSettings, type Session, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, options, io } = invocation;
  if (options.updateLock === true && options.changed !== true)
    throw new UsageError({
      what: "cannot accept",
      where: "the versions",
      why: "their documents are not read",
      hint: "Add --changed",
    });
  const settings = await readSettings(invocation);
  const lock = await openLockFile(settings.folder, io);
  const source = settings.versions ?? settings.service?.documents.tagged ?? "";
  const name = settings.service?.name ?? source;
  const { seen, ...listed } = await withSession(invocation, settings, async (session) => {
    const entries = await session.fetcher.range(args[0]);
    return options.changed === true
      ? compared(entries, lock.of(name), session, { allowDangling: options.allowDangling === true })
      : listing(entries);
  });
  if (options.updateLock === true) await lock.accept(name, { versions: Object.fromEntries(seen) });
  return deliver({ ...reportHead("versions"), source: shownReference(source), ...listed }, invocation, {
    failOn: "never",
  });
};

interface Looked {
  readonly versions: readonly VersionFacts[];
  readonly findings: readonly Finding[];
  /** The content of each, for a lock. */
  readonly seen: ReadonlyMap<string, VersionLock>;
}

function listing(entries: readonly VersionEntry[]): Looked {
  return { versions: entries.map(factsOf), findings: [], seen: new Map() };
}

function factsOf({ version, date }: VersionEntry): VersionFacts {
  return { version, ...(date === undefined ? {} : { date }) };
}

/**
 * Which documents differ from the one before them in more than their number, and which from what they were before.
 * The former is not told of the first, nor of one without a document that can be read.
 */
async function compared(
  entries: readonly VersionEntry[],
  lock: ServiceLock,
  { fetcher, progress, note }: Session,
  options: LoadOptions,
): Promise<Looked> {
  const facts = new Map(entries.map((entry) => [entry.version, factsOf(entry)]));
  const findings: Finding[] = [];
  const seen = new Map<string, VersionLock>();
  let done = 0;
  let before: string | undefined;
  for await (const source of fetcher.readVersions(entries)) {
    const version = source.version ?? source.ref;
    progress.update({ done: done++, total: entries.length, what: version });
    const document = readable(source, note, options);
    const content = document && contentBesideNumber(document, new Set());
    // What has parts in other files is remembered as a whole by `check`, and not by its first file here.
    const whole = document?.externalReferences.length === 0;
    const tagged = whole ? lockedAs(lock, version).tagged : undefined;
    const moved = document && (await contentChanged(fetcher, document, tagged));
    if (moved !== undefined) findings.push(moved.finding);
    if (whole) seen.set(version, { tagged: source.sha256 });
    facts.set(version, {
      ...(facts.get(version) ?? { version }),
      sha256: source.sha256,
      ...(content === undefined || before === undefined ? {} : { changed: content !== before }),
      ...(moved === undefined ? {} : { was: moved.before }),
    });
    before = content ?? before;
  }
  return { versions: [...facts.values()], findings, seen };
}

/** A document that cannot be read is said, and stops none of the others. */
function readable(source: Source, note: (line: string) => void, options: LoadOptions): Document | undefined {
  try {
    return loadDocument(source, options);
  } catch (error) {
    if (!(error instanceof SpecwitnessError)) throw error;
    note(error.message);
    return undefined;
  }
}
