import type { Finding } from "../../model/finding.ts";
import { identify } from "../../model/identity.ts";
import { type Rule, severityFor } from "../../model/rule.ts";

const unreadable: Rule = {
  id: "recording-unreadable",
  area: "validate",
  title: "A part of a recording cannot be read",
  severity: { none: "dangerous" },
  why: "Whatever was recorded there was passed over: silence about it means nothing.",
  remedy: "Look at the place named; a recorder that was killed leaves at most its last line incomplete.",
};

export const recordingRules: readonly Rule[] = [unreadable];

/** A place in a recording that was passed over. */
export interface Problem {
  readonly recording: string;
  /** The exchange's 0-based place. */
  readonly index: number;
  /** `line 7`, `entry 3` */
  readonly place: string;
  readonly why: string;
}

export function problemFinding({ recording, index, place, why }: Problem): Finding {
  return {
    id: identify(unreadable.id, recording, place),
    rule: unreadable.id,
    severity: severityFor(unreadable, "none", "tolerant"),
    message: `${recording}, ${place}: ${why}; passed over`,
    count: 1,
    examples: [{ recording, index }],
  };
}
