import type { Severity } from "../../model/finding.ts";
import { SEVERITY_SIGN } from "../wording.ts";

/** How release notes are divided: by what it does to the reader, or as two conventions have it. */
export const NOTE_STYLES = ["grouped", "keep-a-changelog", "conventional"] as const;
export type NoteStyle = (typeof NOTE_STYLES)[number];

/** A part of a release's notes. */
export interface NoteSection {
  readonly symbol: string;
  readonly heading: string;
}

/** Nobody looks for wording by resource. */
export const WORDING = "Wording";

interface Style {
  /** In the order of the page. */
  readonly sections: readonly NoteSection[];
  /** Index of `sections`. */
  readonly sectionOf: (severity: Severity, rule: string) => number;
  /** Resources are headings; else each entry begins with its own. */
  readonly headings: boolean;
}

const BY_SEVERITY: readonly Severity[] = ["breaking", "dangerous", "safe", "note"];

/** Release notes as https://keepachangelog.com/en/1.1.0/ divides them, and as tools for https://www.conventionalcommits.org do. */
export const STYLES: Readonly<Record<NoteStyle, Style>> = {
  grouped: {
    sections: [
      { symbol: SEVERITY_SIGN.breaking, heading: "What breaks" },
      { symbol: SEVERITY_SIGN.dangerous, heading: "What may break" },
      { symbol: SEVERITY_SIGN.safe, heading: "New and compatible" },
      { symbol: SEVERITY_SIGN.note, heading: WORDING },
    ],
    sectionOf: (severity) => BY_SEVERITY.indexOf(severity),
    headings: true,
  },
  "keep-a-changelog": {
    sections: ["Added", "Changed", "Deprecated", "Removed", "Security"].map(plain),
    sectionOf: (_severity, rule) => {
      if (/^security-/.test(rule)) return 4;
      if (rule === "deprecated") return 2;
      if (/-added$/.test(rule) && !CONDITIONS.test(rule)) return 0;
      return /-removed$/.test(rule) && !CONDITIONS.test(rule) ? 3 : 1;
    },
    headings: false,
  },
  conventional: {
    sections: ["⚠ BREAKING CHANGES", "Features", "Other Changes", "Documentation"].map(plain),
    sectionOf: (severity, rule) => {
      if (severity === "breaking") return 0;
      if (severity === "note") return 3;
      return /-added$/.test(rule) && !CONDITIONS.test(rule) ? 1 : 2;
    },
    headings: false,
  },
};

/** A condition that came or went changes what it is a condition of. */
const CONDITIONS = /^(?:enum|pattern|constraint|discriminator|requirement|body-schema|server)-/;

function plain(heading: string): NoteSection {
  return { symbol: "", heading };
}
