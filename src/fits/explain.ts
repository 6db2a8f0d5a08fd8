import type { Change, Effect, Finding, Reach } from "../model/finding.ts";
import { type Pointer, tokens } from "../model/pointer.ts";

/**
 * The change that explains why a finding came or went between two versions: the one made nearest to the place that
 * the finding is about.
 */
export function explain(finding: Finding, changes: readonly Change[]): Change | undefined {
  let best: Change | undefined;
  let most = 0;
  for (const change of changes) {
    const reaches = change.effects.filter(isTowards(finding)).flatMap((effect) => effect.reaches);
    const mine = reaches.filter(({ operation }) => nameless(operation) === nameless(finding.operation));
    if (mine.length === 0) continue;
    const nearest = Math.max(...mine.map((reach) => nearness(reach, finding)));
    const weight = nearest + (isAbout(change, finding) ? ABOUT : 0) + (names(change, finding) ? NAMED : 0);
    if (weight <= most) continue;
    most = weight;
    best = change;
  }
  return best;
}

/** Versions may call the variables of a path differently. */
function nameless(operation = ""): string {
  return operation.replace(/\{[^{}]*\}/g, "{}");
}

function isTowards({ status }: Finding): (effect: Effect) => boolean {
  const wanted = status === undefined ? "request" : "response";
  return ({ direction }) => direction === wanted || direction === "none";
}

/** More than any path is long. */
const ABOUT = 1000;
/** Of several edits at one place, that which says the very value. */
const NAMED = 500;

function names({ message }: Change, { actual }: Finding): boolean {
  if (typeof actual !== "string" && typeof actual !== "number") return false;
  return message.split(/[\s",;]+/).includes(String(actual));
}

/** Does the change lie where the document says what the finding broke? */
function isAbout({ base, revision }: Change, { document }: Finding): boolean {
  const place = document?.pointer;
  return (
    place !== undefined &&
    [base?.pointer, revision?.pointer].some(
      (pointer) => pointer !== undefined && (isWithin(place, pointer) || isWithin(pointer, place)),
    )
  );
}

function isWithin(inner: Pointer, outer: Pointer): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** How near a place that a change reaches is to that of the finding; 0: they have nothing to do with each other. */
function nearness({ in: place, status, name, path }: Reach, finding: Finding): number {
  if (place === "operation") return 1;
  const inBody = place === "request" || place === "response";
  if (name !== undefined) return finding.message.includes(` ${name}`) ? ABOUT : 0;
  if (!inBody || finding.instance === undefined) return status === String(finding.status) ? 2 : 1;
  const steps = stepsOf(path);
  const wanted = tokens(finding.instance as Pointer);
  // One of them lies on the way to the other, or they have nothing to do with each other.
  for (let i = 0; i < Math.min(steps.length, wanted.length); i++) {
    const step = steps[i];
    if (step !== wanted[i] && step !== ANY) return 0;
  }
  return 2 + 2 * Math.min(steps.length, wanted.length) - Math.abs(steps.length - wanted.length);
}

/** Any index, or any key. */
const ANY = "*";

/** `$.items[].name` as the tokens of a pointer. */
function stepsOf(path: string): string[] {
  return path
    .replace(/^\$/, "")
    .replaceAll("[]", `.${ANY}`)
    .replaceAll("{}", `.${ANY}`)
    .split(".")
    .filter((step) => step !== "");
}
