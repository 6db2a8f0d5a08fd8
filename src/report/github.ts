import type { Severity } from "../model/finding.ts";
import { detailsOf, entriesOf, headlineOf } from "./detail.ts";
import { escapeMessage, escapeProperty } from "./escape/workflow.ts";
import type { EntriesView, EntryView } from "./view.ts";

const COMMAND = {
  breaking: "error",
  dangerous: "warning",
  safe: "notice",
  note: "notice",
} as const satisfies Record<Severity, string>;

/** Workflow commands of GitHub Actions, an annotation for each entry, worst first: only the first ones are shown. */
export function renderGithub(view: EntriesView): string {
  const entries = entriesOf(view).map(({ entry }) => entry);
  const order: readonly Severity[] = ["breaking", "dangerous", "safe", "note"];
  const annotations = order.flatMap((severity) =>
    entries.filter((entry) => entry.severity === severity).map(annotation),
  );
  const broken = view.sections
    .filter((section) => section.status?.name === "error")
    .map((section) => `::error title=${escapeProperty(section.title)}::${escapeMessage(section.subtitle)}`);
  const head = `${view.title} ${view.subtitle}: ${view.tally}`;
  // For the log alone: a night on which nothing happened leaves no annotation.
  return [...broken, ...annotations, `specwitness: ${escapeMessage(head)}`, ""].join("\n");
}

function annotation(entry: EntryView): string {
  const [place] = entry.places;
  const properties = [
    ...(place === undefined || place.file === ""
      ? []
      : [`file=${escapeProperty(place.file)}`, ...(place.line === 0 ? [] : [`line=${place.line}`])]),
    `title=${escapeProperty(`${entry.word}: ${entry.rule}`)}`,
  ];
  const ids = `id ${entry.id}${entry.more === "" ? "" : ` ${entry.more}`}`;
  // A newline of ours is `%0A`; one in the text has been written out by then.
  const message = [headlineOf(entry), ...detailsOf(entry), ids].map(escapeMessage).join("%0A");
  return `::${COMMAND[entry.severity]} ${properties.join(",")}::${message}`;
}
