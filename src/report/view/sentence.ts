import type { Change } from "../../model/finding.ts";
import { METHODS } from "../../model/operation.ts";
import { type Pointer, tokens } from "../../model/pointer.ts";
import { named, number } from "../wording.ts";

/** Last words that are named where sentences differ in nothing else. */
const SERIES = 8;

/** A sentence without its last word, and that word. */
export function splitLast(message: string): [beginning: string, last: string] {
  const at = Math.max(0, message.lastIndexOf(" "));
  return [message.slice(0, at), message.slice(at).trimStart()];
}

/** What a change is about, in as few words as its place allows: a component, an operation, or a pointer. */
export function subjectOf(change: Change): string {
  const pointer: Pointer = change.revision?.pointer ?? change.base?.pointer ?? "";
  const [first, second = "", third = ""] = tokens(pointer);
  if (first === "components" && third !== "") return third;
  if (first === "paths" && second !== "") {
    return METHODS.some((method) => method === third) ? `${third.toUpperCase()} ${second}` : second;
  }
  return pointer === "" ? "the document" : `#${pointer}`;
}

function nounOf(changes: readonly Change[]): string {
  const starts = changes.map((change) => change.revision?.pointer ?? change.base?.pointer ?? "");
  if (starts.every((pointer) => pointer.startsWith("/components/schemas/"))) return "schemas";
  if (starts.every((pointer) => pointer.startsWith("/components/"))) return "components";
  if (starts.every((pointer) => pointer.startsWith("/paths/"))) return "operations";
  return "places";
}

/**
 * One sentence for several changes: what they all say of their subjects (`36 schemas: mode was removed`), else the
 * rule's title with their number, else the first one's message with their number.
 */
export function foldedMessage(changes: readonly Change[], title: string | undefined): string {
  const times = `(${number(changes.length)} ×)`;
  const first = changes[0]?.message ?? "";
  if (changes.every((change) => change.message === first)) return `${first} ${times}`;
  const beginnings = new Set(changes.map((change) => splitLast(change.message)[0]));
  if (beginnings.size === 1) {
    const words = [...new Set(changes.map((change) => splitLast(change.message)[1]))];
    return `${[...beginnings].join()} ${named(words, words.length > SERIES + 1 ? SERIES : words.length)}`.trim();
  }
  const subjects = new Set(changes.map(subjectOf));
  const common = commonSentence(changes);
  if (common !== undefined && subjects.size > 1)
    return `${number(subjects.size)} ${nounOf(changes)}: ${common}`;
  return title === undefined ? `${number(changes.length)} alike: ${first}` : `${title} ${times}`;
}

/** Stands for the subject of a sentence. */
const SUBJECT = "\u0000";

function commonSentence(changes: readonly Change[]): string | undefined {
  const sentences = new Set(
    changes.map((change) => change.message.replace(subjectOf(change), () => SUBJECT)),
  );
  const [only] = sentences;
  if (sentences.size !== 1 || only === undefined || !only.includes(SUBJECT)) return undefined;
  // `Pet.name is gone` of many is `name is gone`; `Pet can be null` of many is `each can be null`.
  return only.replace(/^\0(?:: |\.)/, "").replace(SUBJECT, "each");
}
