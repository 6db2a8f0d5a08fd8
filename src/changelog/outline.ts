import type { Document } from "../model/document.ts";
import type { Change } from "../model/finding.ts";
import { isArray, isObject, type Json, stringAt } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { fromFragment, type Pointer, resolve, tokens } from "../model/pointer.ts";
import type { OperationFacts, Outline } from "../model/report.ts";

/** Members that hold data, where `$ref` is a word like any other. */
const DATA = new Set(["example", "examples", "default", "enum", "const"]);

/** What a document holds, for finding one's way from a schema to operations and back. */
export function outlineOf(document: Document): Outline {
  const { operations, root } = document;
  const used = new Map<string, Set<number>>();
  const targets = new Map<Pointer, readonly Pointer[]>();
  const targetsOf = (pointer: Pointer) => {
    const known = targets.get(pointer) ?? referencesIn(resolve(root, pointer));
    targets.set(pointer, known);
    return known;
  };
  for (const [i, operation] of operations.entries()) {
    const seen = new Set(
      referencesIn(
        operation.raw,
        operation.parameters.map(({ raw }) => raw),
      ),
    );
    // A set grows while it is walked, and each member is visited once.
    for (const pointer of seen) {
      for (const target of targetsOf(pointer)) seen.add(target);
      const name = schemaName(pointer);
      if (name !== undefined) used.set(name, (used.get(name) ?? new Set()).add(i));
    }
  }
  return {
    version: document.version,
    operations: operations.map(factsOf),
    schemas: [...used]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, users]) => ({ name, usedBy: [...users] })),
  };
}

/** The operations that some changes reach, in the words of the newer document, else of the older one. */
export function operationsReached(
  changes: readonly Change[],
  base: Document,
  revision: Document,
): OperationFacts[] {
  const known = new Map([...base.operations, ...revision.operations].map((one) => [one.key, one]));
  const reached = new Set(changes.flatMap(({ effects }) => effects.flatMap(({ reaches }) => reaches)));
  const keys = [...new Set(Array.from(reached, ({ operation }) => operation))].sort();
  return keys.map((key) => {
    const operation = known.get(key);
    return operation === undefined ? { operation: key } : factsOf(operation);
  });
}

function factsOf({ key, tags, raw, deprecated }: Operation): OperationFacts {
  const [resource] = tags;
  const summary = stringAt(raw, "summary");
  return {
    operation: key,
    ...(resource === undefined ? {} : { resource }),
    ...(summary === undefined ? {} : { summary }),
    ...(deprecated ? { deprecated } : {}),
  };
}

function schemaName(pointer: Pointer): string | undefined {
  const parts = tokens(pointer);
  if (parts[0] === "definitions") return parts[1];
  return parts[0] === "components" && parts[1] === "schemas" ? parts[2] : undefined;
}

/** Where the `$ref`s of some values lead within the document. */
function referencesIn(...values: readonly (Json | undefined)[]): Pointer[] {
  const found: Pointer[] = [];
  const pending = [...values];
  for (let value = pending.pop(); pending.length > 0 || value !== undefined; value = pending.pop()) {
    if (isArray(value)) pending.push(...value);
    if (!isObject(value) || isArray(value)) continue;
    const target = fromFragment(stringAt(value, "$ref") ?? "");
    if (target !== undefined && target !== "") found.push(target);
    for (const [key, member] of Object.entries(value)) if (!DATA.has(key)) pending.push(member);
  }
  return found;
}
