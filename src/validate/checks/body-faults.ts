import { isArray, own } from "../../model/json.ts";
import { nameOf } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import type { Observation } from "../findings.ts";
import { type Fault, type FaultKind, placeInWords } from "../schema/fault.ts";
import { mergeMissing } from "../schema/missing.ts";
import type { Visit } from "./check.ts";

const spec = "https://spec.openapis.org/oas/v3.1.1.html#discriminator-object";
const both = { request: "breaking", response: "breaking" } as const;

/** Faults that have a rule of their own, because each asks for another remedy. */
export const faultRules: Readonly<Partial<Record<FaultKind, Rule>>> = {
  enum: {
    id: "enum-unknown-value",
    area: "validate",
    title: "A value is not one of those the document lists",
    severity: both,
    why: "A reader that switches over the listed values has no case for it.",
    spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2",
    remedy: "Add the value to the enum, or stop sending it.",
  },
  "discriminator-missing": {
    id: "discriminator-missing",
    area: "validate",
    title: "An object lacks the property that says which variant it is",
    severity: both,
    why: "Readers choose the variant by this property and cannot read the object without it.",
    spec,
  },
  "discriminator-unknown": {
    id: "discriminator-unknown-value",
    area: "validate",
    title: "An object names a variant that the document does not know",
    severity: both,
    why: "Generated clients refuse an object whose variant they do not know, or lose what it holds.",
    spec,
    remedy: "Add the variant and its mapping to the union, or stop sending it.",
  },
  "discriminator-mismatch": {
    id: "discriminator-mismatch",
    area: "validate",
    title: "The mapping sends a name to a variant that does not accept that name",
    severity: both,
    why: "The document contradicts itself: the variant fixes its property to another value.",
    spec,
    remedy: "Mend the mapping or the variant's own value.",
  },
  "union-ambiguous": {
    id: "union-ambiguous",
    area: "validate",
    title: "A value fits several variants of a oneOf",
    severity: { request: "dangerous", response: "dangerous" },
    why: "A oneOf asks for exactly one; readers disagree on which of them it is.",
    spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3",
    remedy: "Tell the variants apart by a discriminator or a const, or write anyOf.",
  },
};

export const contradiction: Rule = {
  id: "error-property-missing",
  area: "validate",
  title: "An error lacks a property that the document requires and the maker's pages call optional",
  severity: { response: "note" },
  why: "The document and the pages contradict each other; clients should not rely on the property.",
};

/** What a value is to the message it is a part of. */
interface FaultDetails {
  readonly rule: Rule;
  readonly direction: "request" | "response";
  /** What the value is called when the fault is at its root: `the response body`. */
  readonly subject: string;
  /** Several such values stand beside each other, as parameters do: places below the root name theirs. */
  readonly inside?: boolean;
}

/** Reports the faults of a body or parameter, each under the rule that fits it best. */
export function reportFaults(visit: Visit, faults: readonly Fault[], details: FaultDetails): void {
  const excused = new Map<Fault, string>();
  for (const fault of details.direction === "response" ? faults : []) {
    const excuse = excuseFor(visit, fault);
    if (excuse !== undefined) excused.set(fault, excuse);
  }
  for (const fault of mergeMissing(faults.filter((each) => !excused.has(each))))
    visit.report(observe(fault, details));
  for (const [fault, excuse] of excused) {
    const observation = observe(fault, details);
    visit.report({ ...observation, rule: contradiction, message: `${observation.message}: ${excuse}` });
  }
}

function observe(fault: Fault, { rule, direction, subject, inside }: FaultDetails): Observation {
  const place = placeInWords(fault.instance, subject);
  const where = inside !== true || fault.instance === "" ? place : `${place} of ${subject}`;
  const several = fault.kind === "required" && isArray(fault.expected) ? fault.expected.join(" ") : "";
  const apart = `${inside === true ? subject : ""}${several}`;
  return {
    rule: faultRules[fault.kind] ?? rule,
    direction,
    message: `${where} ${fault.text}`,
    ...(apart === "" ? {} : { subject: apart }),
    pointer: fault.pointer,
    instance: fault.instance,
    ...(fault.expected === undefined ? {} : { expected: fault.expected }),
    ...(fault.actual === undefined ? {} : { actual: fault.actual }),
  };
}

/** Why a missing property of an error is no more than a note, where the service says so. */
function excuseFor({ exchange, service }: Visit, fault: Fault): string | undefined {
  const lenient = service?.errors?.lenient;
  if (lenient === undefined || fault.kind !== "required" || (exchange.response?.status ?? 0) < 400)
    return undefined;
  const excuse = own(lenient, nameOf(fault.instance));
  return typeof excuse === "string" ? excuse : undefined;
}
