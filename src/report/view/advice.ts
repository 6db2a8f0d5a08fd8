import { type Change, type Direction, severityOf } from "../../model/finding.ts";
import { isArray, type Json } from "../../model/json.ts";
import { jsonText, named } from "../wording.ts";
import { splitLast } from "./sentence.ts";

type Advice = string | ((change: Change) => string | undefined);

/** Values that a sentence names before it counts the rest. */
const VALUES = 6;

/**
 * How to adapt, where that follows from the change alone: in a request for who sends, in a response for who reads.
 * What is harmless needs no advice, what depends on the client gets none, and neither does a sentence that says
 * itself what to send: that something is now required.
 */
const ADVICE: Readonly<Record<string, Partial<Record<Direction, Advice>>>> = {
  "const-changed": { request: sendOneOf, response: readOneOf },
  "default-changed": { request: "Send the value you mean instead of leaving it out." },
  "deprecated-operation-removed": { request: "Stop calling it." },
  "enum-added": { request: sendOneOf },
  "enum-removed": { response: "Expect any value, not only those that were listed." },
  "enum-value-added": { response: "Treat values you do not know as unknown instead of failing." },
  "enum-value-removed": { request: (change) => leaveOut(change, "Send another value than") },
  "media-type-removed": { request: "Send another media type.", response: "Ask for another media type." },
  "null-accepted": { response: "Expect null." },
  "null-refused": { request: "Leave it out, or send a value, instead of null." },
  "operation-removed": { request: "Stop calling it." },
  "parameter-removed": { request: (change) => leaveOut(change, "Leave out") },
  "property-became-optional": { response: "Expect that it is missing." },
  "property-removed": {
    request: (change) => leaveOut(change, "Leave out"),
    response: (change) => leaveOut(change, "Do not rely on"),
  },
  "request-body-removed": { request: "Send no body." },
  "required-property-removed": {
    request: (change) => leaveOut(change, "Leave out"),
    response: (change) => leaveOut(change, "Do not read"),
  },
  "required-response-header-removed": { response: "Do not rely on the header." },
  "requirement-added": { request: "Make sure your credentials hold what it now asks for." },
  "requirement-changed": { request: "Make sure your credentials hold what it now asks for." },
  "response-header-became-optional": { response: "Expect that the header is missing." },
  "response-header-removed": { response: "Do not rely on the header." },
  "security-added": { request: "Send credentials." },
  "security-alternative-removed": { request: "Send the other kind of credentials." },
  "security-scope-added": { request: "Ask for a token with the scope." },
  "status-removed": { response: "Do not wait for it." },
  "success-status-removed": { response: "Expect another status for success." },
  "type-changed": {
    request: (change) => becomes(change, "Send"),
    response: (change) => becomes(change, "Read"),
  },
  "type-narrowed": { request: (change) => becomes(change, "Send") },
  "type-widened": { response: "Look at the type before you read the value." },
  "union-variant-added": { response: "Pass over variants you do not know instead of failing." },
  "union-variant-removed": { request: (change) => leaveOut(change, "Stop sending") },
};

/** The rules that have advice. */
export const ADVISED: readonly string[] = Object.keys(ADVICE);

/** One sentence for some alike changes; empty where there is nothing to do, or nothing that can be said. */
export function adviceFor(changes: readonly Change[]): string {
  const [first] = changes;
  if (first === undefined || !Object.hasOwn(ADVICE, first.rule)) return "";
  const severity = severityOf(first);
  if (severity === "safe" || severity === "note") return "";
  const hurt = first.effects
    .filter((effect) => effect.severity === severity)
    .map(({ direction }) => direction);
  const sentences = hurt.map((direction) => {
    const advice = ADVICE[first.rule]?.[direction];
    const told = changes.map((change) => (typeof advice === "function" ? advice(change) : advice));
    return together(told.map((one) => one ?? ""));
  });
  return [...new Set(sentences)].filter((sentence) => sentence !== "").join(" ");
}

/** `Leave out a.` and `Leave out b.` are `Leave out a, b.` */
function together(sentences: readonly string[]): string {
  const distinct = [...new Set(sentences)];
  const [first = "", ...others] = distinct;
  if (others.length === 0)
    return first === "Stop calling it." && sentences.length > 1 ? "Stop calling them." : first;
  const parts = distinct.map((sentence) => splitLast(sentence.replace(/\.$/, "")));
  const beginnings = new Set(parts.map(([beginning]) => beginning));
  if (beginnings.size > 1 || first === "") return "";
  return `${[...beginnings].join()} ${named(
    parts.map(([, last]) => last),
    VALUES,
  )}.`;
}

function sendOneOf({ after }: Change): string | undefined {
  return after === undefined ? undefined : `Send ${choice(after)}.`;
}

function readOneOf({ after }: Change): string | undefined {
  return after === undefined ? undefined : `Expect ${choice(after)}.`;
}

function choice(values: Json): string {
  if (!isArray(values)) return jsonText(values, 60);
  if (values.length === 1) return jsonText(values[0] ?? null, 60);
  return `one of ${named(
    values.map((value) => jsonText(value, 40)),
    VALUES,
  )}`;
}

function leaveOut({ before }: Change, verb: string): string | undefined {
  const names = isArray(before) ? before : [before];
  if (!names.every((name) => typeof name === "string")) return undefined;
  return names.length === 0 ? undefined : `${verb} ${named(names, VALUES)}.`;
}

/** `Send object instead of array`, where both types can be said in a word. */
function becomes({ before, after }: Change, verb: string): string | undefined {
  const isWord = (value: Json | undefined) => typeof value === "string" && /^[a-z ]{1,30}$/.test(value);
  return isWord(before) && isWord(after)
    ? `${verb} ${String(after)} instead of ${String(before)}.`
    : undefined;
}
