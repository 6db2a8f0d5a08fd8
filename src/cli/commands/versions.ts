import { contentBesideNumber } from "../../check/content.ts";
import type { VersionEntry } from "../../fetch/index.ts";
import { loadDocument } from "../../model/document.ts";
import { SpecwitnessError } from "../../model/errors.ts";
import type { VersionFacts } from "../../model/report.ts";
import { reportHead } from "../../model/report-head.ts";
import type { Source } from "../../model/source.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { readSettings, type Session, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, options } = invocation;
  const settings = await readSettings(invocation);
  const report = await withSession(invocation, settings, async (session) => {
    const entries = await session.fetcher.range(args[0]);
    const source = settings.versions ?? settings.service?.documents.tagged ?? "";
    return {
      ...reportHead("versions"),
      source,
      versions: options.changed === true ? await compared(entries, session) : entries.map(factsOf),
    };
  });
  return deliver(report, invocation, { failOn: "never" });
};

function factsOf({ version, date }: VersionEntry): VersionFacts {
  return { version, ...(date === undefined ? {} : { date }) };
}

/**
 * Which documents differ from the one before them in more than their number. That is not told of the first, nor of
 * one without a document that can be read.
 */
async function compared(entries: readonly VersionEntry[], session: Session): Promise<VersionFacts[]> {
  const { fetcher, progress, note } = session;
  const facts = new Map(entries.map((entry) => [entry.version, factsOf(entry)]));
  let done = 0;
  let before: string | undefined;
  for await (const source of fetcher.readVersions(entries)) {
    const version = source.version ?? source.ref;
    progress.update({ done: done++, total: entries.length, what: version });
    const content = readContent(source, note);
    facts.set(version, {
      ...(facts.get(version) ?? { version }),
      sha256: source.sha256,
      ...(content === undefined || before === undefined ? {} : { changed: content !== before }),
    });
    before = content ?? before;
  }
  return [...facts.values()];
}

/** What a document says besides its number, as a text to compare. */
function readContent(source: Source, note: (line: string) => void): string | undefined {
  try {
    return contentBesideNumber(loadDocument(source), new Set());
  } catch (error) {
    if (!(error instanceof SpecwitnessError)) throw error;
    note(error.message);
    return undefined;
  }
}
