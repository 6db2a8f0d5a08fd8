import type { Document } from "../model/document.ts";
import {
  bySeverity,
  type Change,
  type Consumer,
  type Direction,
  type Effect,
  type Location,
  type Reach,
  severityOf,
} from "../model/finding.ts";
import { identify } from "../model/identity.ts";
import type { Json } from "../model/json.ts";
import { type Pointer, tokens } from "../model/pointer.ts";
import { severityFor } from "../model/rule.ts";
import type { LoggedEdit } from "./edit-log.ts";
import type { Evidence } from "./evidence.ts";
import { type Reaches, toReach } from "./reach.ts";
import { HARMED_BY } from "./rule.ts";

/** By whom and by what the severity of an effect is settled. */
export interface Judges {
  readonly evidence: Evidence;
  readonly consumer: Consumer;
}

/** Turns edits into changes: whom each reaches, which way, and how much that hurts. */
export function toChanges(
  entries: Iterable<LoggedEdit>,
  reaches: Reaches,
  base: Document,
  revision: Document,
  judges: Judges,
): Change[] {
  const changes = [...entries].map((entry) => {
    const { id, edit } = entry;
    return {
      id,
      rule: edit.rule.id,
      message: edit.message,
      ...(edit.base === undefined ? {} : { base: locate(base, edit.base) }),
      ...(edit.revision === undefined ? {} : { revision: locate(revision, edit.revision) }),
      ...(edit.before === undefined ? {} : { before: edit.before }),
      ...(edit.after === undefined ? {} : { after: edit.after }),
      foldKey: foldKey(entry),
      effects: effectsOf(entry, reaches, judges),
    };
  });
  return changes.sort(byUrgency);
}

function locate(document: Document, pointer: Pointer): Location {
  const line = document.line(pointer);
  return line === undefined ? { pointer } : { pointer, line };
}

function effectsOf(entry: LoggedEdit, reaches: Reaches, judges: Judges): Effect[] {
  const { onlyIn } = entry.edit;
  const directions: Direction[] = ["request", "response", "none"];
  const effects = directions.flatMap((direction): Effect[] => {
    if (onlyIn !== undefined && onlyIn !== direction) return [];
    const reached = shortest([
      ...entry.nodes.flatMap((node) => reaches.of(node, direction)),
      ...entry.uses.filter((use) => use.direction === direction).map((use) => toReach(use, "$")),
    ]);
    return reached.length === 0 ? [] : [effect(entry, direction, reached, judges)];
  });
  return effects.length > 0 ? effects : [effect(entry, "none", [], judges)];
}

function effect(
  entry: LoggedEdit,
  direction: Direction,
  reaches: Reach[],
  { evidence, consumer }: Judges,
): Effect {
  const { rule } = entry.edit;
  const severity = severityFor(rule, direction, consumer);
  const judgement = direction === "none" ? undefined : evidence.of(entry, direction);
  if (judgement === undefined) return { direction, severity, evidence: "rule", reaches };
  if (judgement.verdict === "harmless") {
    const { reason } = judgement;
    return { direction, severity: "safe", evidence: "proof", ...(reason && { reason }), reaches };
  }
  if (judgement.verdict === "unknown") {
    // Not shown to break anything, and not proved to be safe.
    const undecided = severity === "breaking" ? "dangerous" : severity;
    return { direction, severity: undecided, evidence: "undecided", reason: judgement.reason, reaches };
  }
  const { witness, reason } = judgement;
  const relation = direction === "none" ? undefined : rule.relation?.[HARMED_BY[direction]];
  const shown = relation === "maybe" ? "breaking" : severity;
  if (reason === undefined) return { direction, severity: shown, evidence: "witness", witness, reaches };
  const unlifted = shown === "breaking" ? "dangerous" : shown;
  return { direction, severity: unlifted, evidence: "witness", witness, reason, reaches };
}

/** One way for each operation and place; the first found is the shortest. */
function shortest(reaches: readonly Reach[]): Reach[] {
  const best = new Map<string, Reach>();
  for (const reach of reaches) {
    const { path: _path, ...place } = reach;
    const key = JSON.stringify(place);
    const known = best.get(key);
    if (known === undefined || reach.path.length < known.path.length) best.set(key, reach);
  }
  return [...best.values()];
}

/** Alike edits on many places share it: the rule, and where below a component or operation the edit is. */
function foldKey({ edit }: LoggedEdit): string {
  const tail = tokens(edit.revision ?? edit.base ?? "").slice(3);
  const atRoot = tail.length === 0;
  const kind = (value: Json | undefined) => (atRoot ? (value ?? null) : value !== undefined);
  return identify(edit.rule.id, tail, kind(edit.before), kind(edit.after));
}

/** The most urgent first, then by place, so that the order never depends on how edits were found. */
function byUrgency(left: Change, right: Change): number {
  return (
    bySeverity(severityOf(left), severityOf(right)) ||
    compareText(placeOf(left), placeOf(right)) ||
    compareText(left.rule, right.rule) ||
    compareText(left.id, right.id)
  );
}

function placeOf({ base, revision }: Change): string {
  return revision?.pointer ?? base?.pointer ?? "";
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
