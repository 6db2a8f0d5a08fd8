import { sameButNumber } from "../../check/content.ts";
import type { Fetcher, VersionEntry } from "../../fetch/index.ts";
import { type Document, loadDocument } from "../../model/document.ts";
import type { VersionFacts } from "../../model/report.ts";
import { reportHead } from "../../model/report-head.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, options } = invocation;
  const settings = await readSettings(invocation);
  const report = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const entries = await fetcher.range(args[0]);
    const source = settings.versions ?? settings.service?.documents.tagged ?? "";
    return {
      ...reportHead("versions"),
      source,
      versions:
        options.changed === true ? await compared(fetcher, entries, progress.update) : entries.map(factsOf),
    };
  });
  return deliver(report, invocation, { failOn: "never" });
};

function factsOf({ version, date }: VersionEntry): VersionFacts {
  return { version, ...(date === undefined ? {} : { date }) };
}

/** The first of a range has no version before it, so whether it changed is not told. */
async function compared(
  fetcher: Fetcher,
  entries: readonly VersionEntry[],
  progress: (event: { done: number; total: number; what: string }) => void,
): Promise<VersionFacts[]> {
  const facts: VersionFacts[] = [];
  const nothing = new Set<string>();
  let previous: Document | undefined;
  for await (const source of fetcher.readVersions(entries)) {
    const entry = entries[facts.length];
    const document = loadDocument(source);
    progress({ done: facts.length, total: entries.length, what: document.version });
    facts.push({
      ...factsOf({ ...entry, version: entry?.version ?? document.version, ref: source.ref }),
      sha256: source.sha256,
      ...(previous === undefined ? {} : { changed: !sameButNumber(previous, document, nothing) }),
    });
    previous = document;
  }
  return facts;
}
