import type { Change } from "../../model/finding.ts";
import { equal, isArray, type Json } from "../../model/json.ts";
import type { UsedChange } from "../../model/report.ts";
import type { FactView } from "../view.ts";
import { counted, jsonText, named, number } from "../wording.ts";
import type { Scope } from "./scope.ts";
import { CAME_OR_WENT, pathOf, predicateOf, subjectOf } from "./sentence.ts";

/** Members of a fold that are named. */
const NAMED_IN_FOLD = 3;

/** The same, of operations and schemas that came or went. */
const NAMED_THAT_MOVED = 30;

/** Operations of a client that are named. */
const NAMED_IN_USE = 3;

/** What an entry says beside its sentence and its effects; one that stands for several says what all of them share. */
export function factsOf(changes: readonly Change[], scope: Scope): FactView[] {
  return [...membersFact(changes, scope), ...valueFacts(changes, scope), ...usageFacts(changes)];
}

/** Which ones a fold holds, unless its sentence is about one alone. */
function membersFact(changes: readonly Change[], scope: Scope): FactView[] {
  const subjects = [...new Set(changes.map(subjectOf))];
  if (subjects.length < 2) return [];
  const paths = [...new Set(changes.map(pathOf))];
  const names =
    new Set(changes.map(predicateOf)).size === 1 && paths.length > subjects.length ? paths : subjects;
  // What came and went is worth its name.
  const some = CAME_OR_WENT.has(changes[0]?.rule ?? "") ? NAMED_THAT_MOVED : NAMED_IN_FOLD;
  return [{ label: "in", value: named(names, scope.limits.fold ? some : names.length), code: false }];
}

/** Before and after, where neither the sentence nor a witness shows them already. */
function valueFacts(changes: readonly Change[], scope: Scope): FactView[] {
  const [first] = changes;
  if (first === undefined || first.effects.some((effect) => effect.witness !== undefined)) return [];
  const shared = (member: "before" | "after") =>
    changes.every((change) => equal(change[member], first[member])) ? first[member] : undefined;
  const [before, after] = [shared("before"), shared("after")];
  if (saysItself(first.message, before, after)) return [];
  return [...valueFact("was", before, scope), ...valueFact("now", after, scope)];
}

/** Are the values in the sentence already, each of them? */
export function saysItself(message: string, ...values: readonly (Json | undefined)[]): boolean {
  return values.every(
    (value) =>
      value === undefined ||
      (isArray(value) ? value : [value]).every((one) =>
        message.includes(typeof one === "string" ? one : JSON.stringify(one)),
      ),
  );
}

function valueFact(label: string, value: Json | undefined, scope: Scope): FactView[] {
  return value === undefined ? [] : [{ label, value: jsonText(value, scope.limits.value), code: true }];
}

/** How much the client uses what changed: of several changes, the one it uses most. */
function usageFacts(changes: readonly (Change | UsedChange)[]): FactView[] {
  const [most] = changes
    .flatMap((change) => ("usage" in change ? [change.usage] : []))
    .sort((left, right) => right.exchanges - left.exchanges);
  if (most === undefined) return [];
  const { exchanges, touching, lastSeen, operations } = most;
  const parts = [
    `in ${counted(exchanges, "recorded exchange")}`,
    touching === undefined ? "" : `${number(touching)} of them with the very value or property`,
    lastSeen === undefined ? "" : `last on ${lastSeen.slice(0, 10)}`,
  ].filter((part) => part !== "");
  return [
    { label: "you use it", value: parts.join(", "), code: false },
    ...(operations.length === 0
      ? []
      : [{ label: "with", value: named(operations, NAMED_IN_USE), code: false }]),
  ];
}
