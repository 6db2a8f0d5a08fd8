import type { Direction, Severity } from "../model/finding.ts";
import type { ReportKind, StepStatus } from "../model/report.ts";

/**
 * What a template is given. Everything is decided before: grouped, sorted, counted, folded and worded; a template
 * only places it. Every string may come from a document or from traffic; the renderer escapes it for its target
 * wherever a template writes it.
 */
export type View = EntriesView | NotesView | PagesView | HistoryView | VersionsView | FetchView | RulesView;

interface ViewBase<Shape extends string> {
  /** Names the template: `reports/<format>/<shape>.hbs`. */
  readonly shape: Shape;
  readonly kind: ReportKind;
  /** What this is about: `airfocus API`. */
  readonly title: string;
  /** Which one: `1.0.0-beta.47.140.0 → 1.0.0-beta.47.144.0`. */
  readonly subtitle: string;
  /** The counts in one line: `1 change · 0 breaking · 1 dangerous · 1 safe`. */
  readonly tally: string;
  /** `specwitness 0.1.0` */
  readonly tool: string;
}

/** The view of `diff`, `changelog`, `validate`, `check` and `compat`. */
export interface EntriesView extends ViewBase<"entries"> {
  readonly counts: readonly CountView[];
  /** Sentences before everything else. */
  readonly intro: readonly string[];
  readonly sections: readonly SectionView[];
  /** There are enough titled sections for a table of contents. */
  readonly contents: boolean;
  /** Sentences after everything else; the last one tells the exit code. */
  readonly closing: readonly string[];
  readonly failed: boolean;
}

export interface CountView {
  readonly severity: Severity;
  readonly symbol: string;
  readonly word: string;
  /** `1,204` */
  readonly count: string;
}

/** A release of a changelog, a step of a check, or the one section of the others. */
export interface SectionView {
  /** Unique in the view; fit for an HTML id. */
  readonly anchor: string;
  /** Empty where there is only one section. */
  readonly title: string;
  /** A date, say. */
  readonly subtitle: string;
  readonly tally: string;
  /** Of a step of a check. */
  readonly status?: {
    readonly name: StepStatus | "dangerous";
    readonly symbol: string;
    readonly word: string;
  };
  /** Sentences. */
  readonly lead: readonly string[];
  /** Worst first; none is empty. */
  readonly groups: readonly GroupView[];
  readonly lists: readonly ListView[];
  /** Nothing to show but the title and the lead: one line is enough. */
  readonly bare: boolean;
}

/** Entries of one severity. */
export interface GroupView {
  readonly severity: Severity;
  readonly symbol: string;
  readonly word: string;
  readonly heading: string;
  readonly entries: readonly EntryView[];
  /** `and 12 more (--all)`, where some were left out. */
  readonly hidden: string;
}

/** A list folded behind its title. */
export interface ListView {
  readonly title: string;
  readonly items: readonly string[];
  readonly hidden: string;
}

/** One change or finding, or alike ones folded into one. */
export interface EntryView {
  readonly id: string;
  /** The beginning of `id`, long enough to be the only one in this report. */
  readonly shortId: string;
  /** All the ids that are folded here, `id` first. */
  readonly ids: readonly string[];
  /** `and 175 more`, where this stands for several. */
  readonly more: string;
  readonly severity: Severity;
  readonly symbol: string;
  readonly word: string;
  readonly rule: string;
  readonly message: string;
  /** The operation and status of a finding. */
  readonly subject: string;
  /** How often a finding occurred: `3 ×`. */
  readonly count: string;
  readonly effects: readonly EffectView[];
  readonly facts: readonly FactView[];
  readonly places: readonly PlaceView[];
  /** What to write to the API's maker, line by line. */
  readonly issue: readonly string[];
}

/** What a change does in one direction. */
export interface EffectView {
  readonly direction: Direction;
  /** `requests`, `responses`; empty for what is not part of a message. */
  readonly where: string;
  readonly severity: Severity;
  readonly symbol: string;
  readonly word: string;
  /** How many operations: `39 operations, among them`; empty where `named` are all of them. */
  readonly reach: string;
  readonly named: readonly string[];
  /** The place in the message, `$.items[].name`, on the shortest way. */
  readonly path: string;
  /** The witness, or why it is undecided. */
  readonly facts: readonly FactView[];
  /** All reaches, as many as fit. */
  readonly reaches: readonly ReachView[];
  readonly hidden: string;
}

export interface ReachView {
  readonly operation: string;
  readonly at: string;
}

export interface FactView {
  readonly label: string;
  readonly value: string;
  /** A value of a document or message, not a sentence. */
  readonly code: boolean;
}

export interface PlaceView {
  /** `api.yaml:12` */
  readonly text: string;
  /** `#/components/schemas/Pet` */
  readonly pointer: string;
  /** The path of the file, where it is one in the working directory or its repository. */
  readonly file: string;
  /** What `text` names, without the line. */
  readonly artifact: string;
  /** 0 where it is not known. */
  readonly line: number;
}

/** The view of a `changelog` in Markdown: release notes. */
export interface NotesView extends ViewBase<"notes"> {
  readonly intro: readonly string[];
  /** Findings of the policy, and versions that could not be read. */
  readonly problems: readonly EntryView[];
  /** Newest first. */
  readonly releases: readonly ReleaseView[];
  readonly closing: readonly string[];
  readonly failed: boolean;
}

/** One release, or several in a row that changed nothing. */
export interface ReleaseView {
  /** A permalink for each version. */
  readonly anchors: readonly string[];
  readonly title: string;
  readonly date: string;
  readonly tally: string;
  /** What is said of versions that changed nothing; else empty. */
  readonly quiet: string;
  readonly groups: readonly NoteGroupView[];
}

export interface NoteGroupView {
  readonly symbol: string;
  readonly heading: string;
  readonly resources: readonly {
    /** Empty where no heading is needed. */
    readonly name: string;
    readonly entries: readonly NoteView[];
  }[];
}

export interface NoteView extends EntryView {
  /** The tag it belongs to, where no heading says so. */
  readonly resource: string;
  /** `Breaking`, where no heading says so. */
  readonly warning: string;
  /** How to adapt. */
  readonly advice: string;
  /** The tag it belongs to. */
  readonly group: string;
}

/** The index of release notes on several pages. */
export interface PagesView extends ViewBase<"pages"> {
  readonly problems: readonly EntryView[];
  /** The address of a feed beside the index. */
  readonly feed: string;
  /** Newest first. */
  readonly pages: readonly {
    /** `v47` */
    readonly name: string;
    readonly file: string;
    readonly range: string;
    readonly dates: string;
    readonly tally: string;
    /** Versions that break something. */
    readonly breaking: readonly { readonly version: string; readonly link: string }[];
  }[];
}

/** The view of a `changelog` in HTML: a page that shows the history, and asks it questions. */
export interface HistoryView extends ViewBase<"history"> {
  readonly counts: readonly CountView[];
  readonly intro: readonly string[];
  readonly problems: readonly EntryView[];
  /** JSON for the script of the page. */
  readonly data: string;
  /** The address of a feed beside the page; empty where there is none. */
  readonly feed: string;
  /** What is read where no script runs. */
  readonly releases: readonly { readonly anchor: string; readonly title: string; readonly text: string }[];
}

export interface VersionsView extends ViewBase<"versions"> {
  /** Newest first. */
  readonly rows: readonly {
    readonly version: string;
    readonly date: string;
    readonly change: string;
    readonly changed: boolean;
    /** The first 12 digits. */
    readonly sha256: string;
  }[];
}

export interface FetchView extends ViewBase<"fetch"> {
  readonly facts: readonly FactView[];
}

export interface RulesView extends ViewBase<"rules"> {
  /** One rule, to be explained in full. */
  readonly single: boolean;
  readonly areas: readonly {
    readonly name: string;
    readonly heading: string;
    readonly rules: readonly RuleView[];
  }[];
}

export interface RuleView {
  readonly id: string;
  readonly title: string;
  readonly severities: readonly {
    readonly where: string;
    readonly severity: Severity;
    readonly symbol: string;
    readonly text: string;
  }[];
  readonly why: string;
  readonly remedy: string;
  readonly spec: string;
  /** How to accept what it finds: a waiver for the policy. */
  readonly waiver: string;
  /** What oasdiff calls it. */
  readonly oasdiff: string;
  readonly example: readonly FactView[];
}
