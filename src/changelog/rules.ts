import type { Finding } from "../model/finding.ts";
import { identify } from "../model/identity.ts";
import type { Rule } from "../model/rule.ts";

const UNREADABLE = {
  id: "version-unreadable",
  area: "versions",
  title: "The document of a version cannot be read",
  severity: { none: "dangerous" },
  why: "Its changes, and those of the version after it, cannot be told apart.",
  remedy: "Mend the document under its tag, or leave the version out of the range.",
} as const satisfies Rule;

export const changelogRules: readonly Rule[] = [UNREADABLE];

export function unreadableVersion(version: string, why: string): Finding {
  return {
    id: identify(UNREADABLE.id, version),
    rule: UNREADABLE.id,
    severity: UNREADABLE.severity.none,
    message: `${version} is left out: ${why}`,
    actual: version,
    remedy: UNREADABLE.remedy,
    count: 1,
    examples: [],
  };
}
