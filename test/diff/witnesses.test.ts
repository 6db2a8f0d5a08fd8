import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Document } from "../../src/model/document.ts";
import type { Reach } from "../../src/model/finding.ts";
import { airfocusClone, airfocusDocument as load } from "../support/airfocus.ts";
import { acceptsAt } from "../support/ajv.ts";

/** Where the schema of a whole message stands. */
function rootOf(
  { operations }: Document,
  { operation: key, in: place, status, mediaType }: Reach,
): string | undefined {
  const operation = operations.find((one) => one.key === key);
  const message =
    place === "request" ? operation?.requestBody : operation?.responses.find((one) => one.status === status);
  return message?.content.find(({ type }) => type === mediaType)?.schema;
}

describe.skipIf(airfocusClone() === undefined)("witnesses of the airfocus history", () => {
  it.each([
    ["1.0.0-beta.33.31.6", "1.0.0-beta.33.31.7"],
    // Its unions are told apart by tags that no variant declares.
    ["1.0.0-beta.37.44.6", "1.0.0-beta.37.50.2"],
    ["1.0.0-beta.47.140.0", "1.0.0-beta.47.144.0"],
  ])("from %s to %s are judged the same way by Ajv with the whole documents", async (from, to) => {
    const [base, revision] = [await load(from), await load(to)];
    const { changes, disputed } = diff(base, revision);
    expect(disputed).toBe(0);
    const seen = new Set<string>();
    for (const { effects } of changes) {
      for (const { witness, reaches } of effects) {
        const reach = reaches.find(({ operation }) => operation === witness?.operation);
        if (
          witness?.body === undefined ||
          reach === undefined ||
          reach.in !== (witness.acceptedBy === "base" ? "request" : "response")
        )
          continue;
        const text = JSON.stringify([witness.body, reach.operation]);
        // Compiling a whole document takes its time: each message once.
        if (seen.size >= 3 || seen.has(text)) continue;
        seen.add(text);
        for (const side of ["base", "revision"] as const) {
          const document = side === "base" ? base : revision;
          const root = rootOf(document, reach);
          expect(root, `${reach.operation} in ${side}`).toBeDefined();
          expect(acceptsAt(document, root ?? "", witness.body), side).toBe(witness.acceptedBy === side);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });
});
