import { SEVERITIES } from "../../model/finding.ts";
import type { Report, SeverityCounts } from "../../model/report.ts";
import type { CountView, EntriesView, SectionView } from "../view.ts";
import { number, SEVERITY_SIGN } from "../wording.ts";
import { closingOf } from "./closing.ts";
import type { Scope } from "./scope.ts";

/** What differs between the kinds of reports that hold entries. */
export interface EntriesParts {
  readonly title: string;
  readonly subtitle?: string;
  readonly tally: string;
  readonly counts: SeverityCounts;
  readonly intro?: readonly string[];
  readonly sections: readonly SectionView[];
  /** Before the sentence about the exit code. */
  readonly closing?: readonly string[];
}

export function entriesView(report: Report, parts: EntriesParts, scope: Scope): EntriesView {
  const { closing, failed } = closingOf(report, scope);
  return {
    shape: "entries",
    kind: report.kind,
    title: parts.title,
    subtitle: parts.subtitle ?? "",
    tally: parts.tally,
    tool: `${report.tool.name} ${report.tool.version}`,
    counts: countViews(parts.counts),
    intro: parts.intro ?? [],
    sections: parts.sections,
    contents: parts.sections.filter(({ title }) => title !== "").length > 2,
    closing: [...(parts.closing ?? []), ...closing],
    failed,
  };
}

function countViews(counts: SeverityCounts): CountView[] {
  return SEVERITIES.map((severity) => ({
    severity,
    symbol: SEVERITY_SIGN[severity],
    word: severity,
    count: number(counts[severity]),
  }));
}

/** A section with its empty parts filled in. */
export function section(parts: Partial<SectionView> & Pick<SectionView, "anchor">): SectionView {
  const groups = parts.groups ?? [];
  const lists = parts.lists ?? [];
  return {
    title: "",
    subtitle: "",
    tally: "",
    lead: [],
    ...parts,
    groups,
    lists,
    bare: groups.length === 0 && lists.length === 0,
  };
}
