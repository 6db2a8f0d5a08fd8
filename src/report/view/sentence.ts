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
  const many = `${number(subjects.size)} ${nounOf(changes)}`;
  if (subjects.size > 1) {
    const sentences = [...new Set(changes.map(sentenceOf))];
    const [only = ""] = sentences;
    if (sentences.length === 1 && only.includes(SUBJECT)) return ofMany(only, many);
    const predicates = new Set(changes.map(predicateOf));
    if (predicates.size === 1 && !predicates.has(undefined))
      return ofMany(
        `${SUBJECT} ${[...predicates].join()}`,
        `${number(new Set(changes.map(pathOf)).size)} properties`,
      );
    const [beginning = "", ...others] = new Set(sentences.map((one) => splitLast(one)[0]));
    // It must be true of each of them.
    const pairs = new Set(changes.map((change) => `${subjectOf(change)} ${sentenceOf(change)}`));
    if (
      others.length === 0 &&
      beginning.includes(SUBJECT) &&
      pairs.size === subjects.size * sentences.length
    ) {
      const words = sentences.map((one) => splitLast(one)[1]);
      return `${ofMany(beginning, many)} ${named(words, SERIES)}`;
    }
  }
  return title === undefined ? `${number(changes.length)} alike: ${first}` : `${title} ${times}`;
}

/** Rules about whole operations and components, whose names are the news. */
export const CAME_OR_WENT: ReadonlySet<string> = new Set([
  "operation-added",
  "operation-removed",
  "deprecated-operation-removed",
  "component-added",
  "component-removed",
]);

/** Stands for the subject of a sentence. */
const SUBJECT = "\u0000";

/** `Item.owner.name`, which a sentence about a part of a schema begins with; else its subject. */
export function pathOf(change: Change): string {
  const [first = ""] = change.message.split(" ", 1);
  const subject = subjectOf(change);
  return first.startsWith(`${subject}.`) || first.startsWith(`${subject}[`) ? first : subject;
}

/** What is said of a part of a schema: `can no longer be null`. */
export function predicateOf(change: Change): string | undefined {
  const path = pathOf(change);
  return path !== subjectOf(change) ? change.message.slice(path.length + 1) : undefined;
}

/** What a change says, with its subject taken out. */
export function sentenceOf(change: Change): string {
  return change.message.replace(subjectOf(change), () => SUBJECT);
}

/** `Pet.name is gone` of many is `2 schemas: name is gone`; `Pet is gone` of many is `2 schemas are gone`. */
function ofMany(sentence: string, many: string): string {
  const verb = /^\0 ((?:now |no longer )?)([a-z]+s)\b/.exec(sentence);
  if (verb !== null) {
    const [matched, adverb = "", singular = ""] = verb;
    return `${many} ${adverb}${PLURALS.get(singular) ?? singular.slice(0, -1)}${sentence.slice(matched.length)}`;
  }
  if (/^\0 /.test(sentence)) return `${many}${sentence.slice(1)}`;
  return `${many}: ${sentence.replace(/^\0(?:: |\.)/, "").replace(SUBJECT, "each")}`;
}

const PLURALS: ReadonlyMap<string, string> = new Map([
  ["is", "are"],
  ["has", "have"],
  ["was", "were"],
]);
