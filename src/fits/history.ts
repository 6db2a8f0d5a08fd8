import type { Finding } from "../model/finding.ts";
import type { FindingHistory } from "../model/fits.ts";
import { alikePlace } from "../validate/index.ts";
import { isOfDocument, NOWHERE, sightingKey, type Verdict } from "./judge.ts";
import type { Judged } from "./stretches.ts";

/** A finding's history, and the two neighbours between which it came or went last. */
export interface Told {
  readonly history: FindingHistory;
  /** Places in the list of versions. */
  readonly turn?: { readonly before: number; readonly after: number };
}

/** @returns nothing for a finding that is about no exchange, or that no version decides about. */
export function historyOf(finding: Finding, judged: readonly Judged[]): Told | undefined {
  const [example] = finding.examples;
  const first = judged[0];
  const last = judged.at(-1);
  if (example === undefined || !isOfDocument(finding) || first === undefined || last === undefined)
    return undefined;
  const sighting = sightingKey(example);
  const accepted: { from: string; to: string }[] = [];
  let before = false;
  let turn: Told["turn"];
  for (const [i, { version, verdict }] of judged.entries()) {
    const now = accepts(verdict, finding, sighting);
    const current = accepted.at(-1);
    if (now && before && current !== undefined) current.to = version;
    else if (now) accepted.push({ from: version, to: version });
    if (i > 0 && now !== before) turn = { before: i - 1, after: i };
    before = now;
  }
  const history = { from: first.version, to: last.version, accepted };
  return turn === undefined ? { history } : { history, turn };
}

function accepts({ operations, routes }: Verdict, finding: Finding, sighting: string): boolean {
  const operation = routes.get(sighting);
  if (operation === undefined || operation === NOWHERE) return false;
  const found = operations.get(operation)?.watched.get(sighting) ?? [];
  return !found.some((other) => speaksOf(other, finding));
}

/** Is what one version finds the finding of another, or something that keeps it from looking there? */
function speaksOf(other: Finding, finding: Finding): boolean {
  if (other.status !== finding.status) return false;
  const place = placeOf(finding);
  const there = placeOf(other);
  if (place === "") {
    const alike =
      JSON.stringify(other.actual) === JSON.stringify(finding.actual) && finding.actual !== undefined;
    return there === "" && other.rule === finding.rule && (alike || other.message === finding.message);
  }
  return there === place ? isGraver(other, finding) : hides(other, there, place);
}

/** A note at the same place does not stand for a fault there. */
function isGraver(other: Finding, finding: Finding): boolean {
  return other.rule === finding.rule || other.severity === "breaking" || other.severity === "dangerous";
}

/** What is not documented at all is held against nothing. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...["status-undocumented", "media-type-undocumented", "body-unchecked"],
  ...["request-body-undocumented", "response-body-undocumented"],
]);

/** What has the wrong type, or is of no known variant, is not looked into. What merely lacks something is. */
function hides(other: Finding, there: string, place: string): boolean {
  if (UNSEEN.has(other.rule)) return true;
  if (other.rule.startsWith("discriminator-")) return place.startsWith(`${there.replace(/\/[^/]*$/, "")}/`);
  // Something was found where another thing should be: not so where something is missing.
  const isOther = other.actual !== undefined && /^(?:request|response)-body$/.test(other.rule);
  return isOther && place.startsWith(`${there}/`);
}

function placeOf({ instance = "" }: Finding): string {
  return alikePlace(instance);
}
