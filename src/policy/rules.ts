import type { Rule } from "../model/rule.ts";

/** What is found in the policy itself. */
export const policyRules: readonly Rule[] = [
  {
    id: "waiver-expired",
    area: "policy",
    title: "A waiver has expired",
    severity: { none: "dangerous" },
    why: "What was accepted until a day is reported again from the next day on.",
    remedy: "Mend what it waived, or extend `until` with a reason that still holds.",
  },
  {
    id: "waiver-unused",
    area: "policy",
    title: "A waiver waives nothing",
    severity: { none: "note" },
    why: "A waiver that outlives its finding would hide the next one of its kind.",
    remedy: "Remove it from the configuration.",
  },
];
