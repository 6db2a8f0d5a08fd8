import type { EffectView, EntriesView, EntryView, PlaceView } from "./view.ts";

/** An entry together with the section it stands in, for formats that know no sections. */
export interface SectionEntry {
  readonly section: string;
  readonly entry: EntryView;
}

/** All entries, in order. */
export function entriesOf(view: EntriesView): SectionEntry[] {
  return view.sections.flatMap((section) =>
    section.groups.flatMap((group) => group.entries.map((entry) => ({ section: section.title, entry }))),
  );
}

/** What happened, in one line: `GET /pets 200: must be a string (3 ×)`. */
export function headlineOf({ subject, message, count }: EntryView): string {
  return `${subject === "" ? "" : `${subject}: `}${message}${count === "" ? "" : ` (${count})`}`;
}

/** Everything else an entry tells, a line each. */
export function detailsOf(entry: EntryView): string[] {
  return [
    ...entry.effects.flatMap((effect) => [effectLine(effect), ...factLines(effect.facts)]),
    ...factLines(entry.facts),
    ...entry.places.map(placeLine),
  ].filter((line) => line !== "");
}

function effectLine({ where, word, reach, named, path }: EffectView): string {
  const verdict = where === "" ? word : `${where} ${word}`;
  const operations = `${reach} ${named.join(", ")}`.trim();
  return `${verdict}${operations === "" ? "" : `: ${operations}`}${path === "" ? "" : ` at ${path}`}`;
}

function factLines(facts: EntryView["facts"]): string[] {
  return facts.map(({ label, value }) => `${label}: ${value}`);
}

function placeLine({ text, pointer }: PlaceView): string {
  return `${text} ${pointer}`.trim();
}
