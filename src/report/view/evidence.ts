import type { Direction, Effect, Evidence, Reach, Witness } from "../../model/finding.ts";
import { equal } from "../../model/json.ts";
import type { FactView } from "../view.ts";
import { jsonText } from "../wording.ts";
import type { Limits } from "./scope.ts";

const VALUE = {
  request: { base: "was accepted, now refused", revision: "now accepted" },
  response: { base: "no longer answered", revision: "may now be answered" },
  none: { base: "fits only before", revision: "fits only now" },
} as const satisfies Record<Direction, Record<Witness["acceptedBy"], string>>;

const REASON = {
  undecided: "undecided",
  proof: "because",
  rule: "because",
  // The value is there all the same.
  witness: "but",
} as const satisfies Record<Evidence, string>;

/** What stands behind a severity: a value that shows it, the whole message around that value, a reason. */
export function evidenceFacts(effect: Effect, limits: Limits): FactView[] {
  const { direction, evidence, witness, reason } = effect;
  const facts: FactView[] = [];
  if (witness !== undefined) {
    const { value, body, operation } = witness;
    facts.push({
      label: VALUE[direction][witness.acceptedBy],
      value: jsonText(value, limits.value),
      code: true,
    });
    if (limits.bodies && body !== undefined && !equal(body, value)) {
      const label = `in ${messageName(effect, operation)}`;
      facts.push({ label, value: jsonText(body, limits.value), code: true });
    }
  }
  if (reason !== undefined) facts.push({ label: REASON[evidence], value: reason, code: false });
  return facts;
}

/** `a whole 201 response of POST /pets`; less where the operation is reached in several ways. */
function messageName({ direction, reaches }: Effect, operation: string | undefined): string {
  const own = reaches.filter((reach) => reach.operation === operation);
  const [only, ...others] = new Set(own.map(partName));
  const any = direction === "none" ? "message" : direction;
  const part = only === undefined || others.length > 0 ? `a whole ${any}` : only;
  return operation === undefined ? part : `${part} of ${operation}`;
}

function partName({ in: place, status = "", name = "" }: Reach): string {
  switch (place) {
    case "operation":
      return "a whole message";
    case "request":
      return "a whole request";
    case "response":
      return `a whole ${status} response`;
    case "response-header":
      return `the header ${name} of a ${status} response`;
    case "header":
    case "cookie":
      return `the ${place} ${name}`;
    default:
      return `the ${place} parameter ${name}`;
  }
}
