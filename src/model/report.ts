import type { Coverage, Ratio } from "./coverage.ts";
import type { Change, Finding, Severity } from "./finding.ts";
import type { Fits } from "./fits.ts";
import type { Rule } from "./rule.ts";

export type { Coverage, Ratio } from "./coverage.ts";

/** The version of every `formatVersion`; it goes up when a name other programs rely on changes. */
export const FORMAT_VERSION = 1;

interface ReportBase<Kind extends string> {
  readonly kind: Kind;
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly tool: { readonly name: "specwitness"; readonly version: string };
}

/** A document as reports name it. */
export interface DocumentFacts {
  readonly ref: string;
  readonly title: string;
  readonly version: string;
  readonly openapi: string;
  readonly sha256: string;
  readonly date?: string;
}

/** Number of effects (or findings) by severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

export interface ChangeSummary extends SeverityCounts {
  readonly changes: number;
  readonly operationsAffected: number;
}

export interface DiffReport extends ReportBase<"diff"> {
  readonly base: DocumentFacts;
  readonly revision: DocumentFacts;
  readonly summary: ChangeSummary;
  readonly changes: readonly Change[];
  /** Problems with the policy itself: expired and unused waivers. */
  readonly findings: readonly Finding[];
  /** What the changes ask of the version number, and what it did. */
  readonly advice?: VersionAdvice;
  readonly secondOpinion?: SecondOpinion;
}

/** A step from one version to the next (Semantic Versioning 2.0.0). */
export type VersionStep = "none" | "patch" | "minor" | "major";

export interface VersionAdvice {
  /** The least step that the changes ask for. */
  readonly asked: VersionStep;
  /** The step that was made; absent where the two are no versions, or the revision is the older one. */
  readonly did?: VersionStep;
  /** `free`: whatever was asked for, the base is a version that promises nothing. */
  readonly verdict: "enough" | "too-little" | "free" | "untold";
  /** Why the base promises nothing (sections 9 and 4). */
  readonly free?: "pre-release" | "initial-development";
  /** The id of the change that asks for most. */
  readonly because?: string;
}

/** What the npm package `openapi-diff` says of the same pair. */
export interface SecondOpinion {
  readonly engine: string;
  readonly status: "agrees" | "disagrees" | "unavailable";
  /** Its own verdict: does the revision break the base? */
  readonly breaking?: boolean;
  /** What it reports, one line each. */
  readonly differences: readonly {
    readonly breaking: boolean;
    readonly code: string;
    readonly location: string;
  }[];
  /** Why there is none. */
  readonly reason?: string;
}

export interface Release {
  readonly version: string;
  /** The version before it that it was compared with. */
  readonly previous: string;
  /** ISO 8601. */
  readonly date?: string;
  readonly summary: ChangeSummary;
  readonly changes: readonly Change[];
  /** The operations its changes reach, each with the tag its document files it under. */
  readonly operations?: readonly OperationFacts[];
}

/** An operation as lists name it. */
export interface OperationFacts {
  /** `GET /pets/{id}` */
  readonly operation: string;
  /** Its first tag. */
  readonly resource?: string;
  readonly summary?: string;
  readonly deprecated?: boolean;
}

/** What a document holds: its operations, and its schemas with the operations that use them. */
export interface Outline {
  readonly version: string;
  readonly operations: readonly OperationFacts[];
  readonly schemas: readonly {
    readonly name: string;
    /** Indices of `operations`. */
    readonly usedBy: readonly number[];
  }[];
}

export interface ChangelogReport extends ReportBase<"changelog"> {
  readonly title: string;
  /** Of the newest document. */
  readonly outline?: Outline;
  /** Newest first; versions without a change are there with none. */
  readonly releases: readonly Release[];
  readonly findings: readonly Finding[];
}

export interface ValidateSummary extends SeverityCounts {
  readonly exchanges: number;
  readonly conforming: number;
  readonly violating: number;
  readonly unmatched: number;
}

export interface ValidateReport extends ReportBase<"validate"> {
  readonly document: DocumentFacts;
  readonly summary: ValidateSummary;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  /** Where a range of versions was asked for. */
  readonly fits?: Fits;
}

export type StepStatus = "pass" | "fail" | "skip" | "error";

export interface CheckStep {
  /** `versions`, `document`, `changes`, `traffic` */
  readonly name: string;
  readonly status: StepStatus;
  /** One line: what is so, or why it was skipped. */
  readonly message: string;
  readonly findings: readonly Finding[];
  /** What differs: in the step `changes` between the tagged document and the live one, in `versions` under a tag that moved. */
  readonly changes?: readonly Change[];
  /** The step `traffic`. */
  readonly traffic?: ValidateSummary;
  readonly coverage?: Coverage;
}

export interface CheckReport extends ReportBase<"check"> {
  readonly service: string;
  readonly title: string;
  readonly versions: {
    readonly running?: string;
    readonly live?: string;
    readonly published?: string;
    /** The tag the live document was compared with. */
    readonly tag?: string;
    readonly latest?: string;
  };
  readonly steps: readonly CheckStep[];
  /** What is so since the night before, where somebody keeps it. */
  readonly memory?: Memory;
}

/** What a run knows of the run before. */
export interface Memory {
  /** The day of the run before; absent in the first. */
  readonly previous?: string;
  /** When each thing to look at was first found. */
  readonly firstSeen: readonly { readonly id: string; readonly date: string; readonly new: boolean }[];
  /** What was found before and is no more. */
  readonly gone: readonly { readonly id: string; readonly rule: string; readonly message: string }[];
}

/** A change together with how much a client's recordings use what it touches. */
export interface UsedChange extends Change {
  readonly usage: {
    /** Recorded exchanges of the operations that the change reaches. */
    readonly exchanges: number;
    /** Of these, how many hold the value or property itself; absent where that cannot be told. */
    readonly touching?: number;
    readonly lastSeen?: string;
    readonly operations: readonly string[];
  };
}

export interface CompatReport extends ReportBase<"compat"> {
  readonly base: DocumentFacts;
  readonly revision: DocumentFacts;
  readonly usage: { readonly exchanges: number; readonly operations: Ratio };
  readonly summary: ChangeSummary;
  /** Changes that reach an operation the client uses. */
  readonly changes: readonly UsedChange[];
  /** How many changes do not concern this client. */
  readonly unaffected: number;
  /** Recorded requests that fit the base and that the revision refuses, and the like for responses. */
  readonly findings: readonly Finding[];
}

export interface VersionFacts {
  readonly version: string;
  readonly date?: string;
  readonly sha256?: string;
  /** Does it differ from the version before it in more than its number? Absent where that was not looked at. */
  readonly changed?: boolean;
  /** The SHA-256 that this very version had before, where its content has changed since. */
  readonly was?: string;
}

export interface VersionsReport extends ReportBase<"versions"> {
  readonly source: string;
  /** Oldest first. */
  readonly versions: readonly VersionFacts[];
  /** Versions that have other content than before. */
  readonly findings: readonly Finding[];
}

export interface FetchReport extends ReportBase<"fetch"> {
  readonly document: DocumentFacts & {
    readonly origin: string;
    readonly bytes: number;
    readonly operations: number;
  };
}

export interface RulesReport extends ReportBase<"rules"> {
  readonly rules: readonly Rule[];
}

export type Report =
  | DiffReport
  | ChangelogReport
  | ValidateReport
  | CheckReport
  | CompatReport
  | VersionsReport
  | FetchReport
  | RulesReport;

export type ReportKind = Report["kind"];
