import type { FindingHistory } from "../../model/fits.ts";
import { span } from "../wording.ts";
import type { Scope } from "./scope.ts";

/** `in order up to 1.1.1; since 1.2.0: VisitPurpose can no longer be "repair" (enum-value-removed db4e79)` */
export function historySentence({ from, to, accepted, change }: FindingHistory, scope: Scope): string {
  const all = span({ from, to });
  const [first] = accepted;
  const last = accepted.at(-1);
  if (first === undefined || last === undefined) return `the same in every version, ${all}`;
  if (accepted.length === 1 && first.from === from && first.to === to)
    return `in order in every version, ${all}`;
  const why = change === undefined ? "" : `: ${change.message} (${change.rule} ${scope.short(change.id)})`;
  const since = change === undefined ? "" : `; since ${change.version}${why}`;
  if (accepted.length > 1) return `in order in ${accepted.map(span).join(" and ")}${since}`;
  if (first.to === to)
    return change === undefined ? `in order from ${first.from} on` : `in order from ${first.from} on${why}`;
  return first.from === from ? `in order up to ${first.to}${since}` : `in order in ${span(first)}${since}`;
}
