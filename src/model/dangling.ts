import type { Document } from "./document.ts";
import type { Finding } from "./finding.ts";
import { identify } from "./identity.ts";
import type { Rule } from "./rule.ts";

export const danglingReference: Rule = {
  id: "reference-dangling",
  area: "validate",
  title: "A $ref leads to nothing",
  severity: { none: "dangerous" },
  why: "Whatever it was meant to ask for is taken as anything, so that no change and no fault in it is seen.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#reference-object",
  remedy: "Add what it names, or mend the reference.",
};

/** A finding for each reference of a document that leads to nothing, where such documents are allowed. */
export function danglingFindings({ dangling, line }: Document): Finding[] {
  return dangling.map(({ pointer, ref }) => {
    const at = line(pointer);
    return {
      id: identify(danglingReference.id, pointer, ref),
      rule: danglingReference.id,
      severity: "dangerous",
      message: `the $ref ${JSON.stringify(ref)} leads to nothing, so that anything fits there`,
      document: at === undefined ? { pointer } : { pointer, line: at },
      remedy: danglingReference.remedy as string,
      count: 1,
      examples: [],
    };
  });
}
