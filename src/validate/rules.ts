import type { Rule } from "../model/rule.ts";
import { checkRules } from "./checks/index.ts";
import { belowMinimum } from "./coverage/minimum.ts";
import { documentRules } from "./document-rules.ts";
import { recordingRules } from "./readers/problem.ts";

/** Everything that holding traffic (or its own examples) against a document can find. */
export const validateRules: readonly Rule[] = [
  ...checkRules,
  ...documentRules,
  ...recordingRules,
  belowMinimum,
];
