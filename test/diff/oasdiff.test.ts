import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Direction, Severity } from "../../src/model/finding.ts";
import { makeSource } from "../../src/model/source.ts";
import { shared } from "../support/shared.ts";
import { FAULTS_OF_THE_DOCUMENT, KNOWN_DISAGREEMENTS } from "./known-disagreements.ts";

interface Case {
  readonly name: string;
  readonly base: string;
  readonly revision: string;
  readonly expected: readonly { readonly id: string; readonly level: "ERR" | "WARN" | "INFO" }[];
  readonly check_scope: "single" | "all";
  readonly single_check_rule_ids: readonly string[] | null;
}

/** The day of the version that the cases are from: what is announced to go away is held against it. */
const PUBLISHED = "2026-08-08";
const folder = shared("cases", "oasdiff");

function load(folder: string, file: string): Document {
  const bytes = readFileSync(join(folder, "specs", file));
  return loadDocument(makeSource({ ref: file, origin: file, bytes, date: PUBLISHED }));
}

/** A case that ran one check expects only what that check looks at: mostly one direction. */
function looksAt({ check_scope, single_check_rule_ids }: Case, direction: Direction): boolean {
  if (check_scope === "all" || single_check_rule_ids === null) return true;
  const only = (word: string) => single_check_rule_ids.every((id) => id.startsWith(`${word}-`));
  if (only("request")) return direction !== "response";
  return only("response") ? direction !== "request" : true;
}

/** What the case says of clients: they break, some may, or none does. */
function stated({ expected }: Case): "breaks" | "may break" | "is fine" {
  const levels = expected.filter(({ id }) => !FAULTS_OF_THE_DOCUMENT.has(id)).map(({ level }) => level);
  if (levels.includes("ERR")) return "breaks";
  return levels.includes("WARN") ? "may break" : "is fine";
}

/** The severities found where the case looks. Its reader is a strict one: it knows no other. */
function found(folder: string, one: Case): ReadonlySet<Severity> {
  const { changes } = diff(load(folder, one.base), load(folder, one.revision), { consumer: "strict" });
  const effects = changes.flatMap((change) => change.effects);
  return new Set(effects.filter(({ direction }) => looksAt(one, direction)).map(({ severity }) => severity));
}

/** Agrees on breaking or not: "may break" (there: what a program cannot settle) leaves it open. */
function agrees(one: Case, severities: ReadonlySet<Severity>): boolean {
  return stated(one) === "may break" || severities.has("breaking") === (stated(one) === "breaks");
}

describe.skipIf(folder === undefined)("the cases of oasdiff", () => {
  it("are agreed with, but for what is known and has a reason", () => {
    const lines = readFileSync(join(folder as string, "cases.ndjson"), "utf8")
      .trim()
      .split("\n");
    const cases = lines.map((line) => JSON.parse(line) as Case);
    const disputed = cases.flatMap((one) => (agrees(one, found(folder as string, one)) ? [] : [one.name]));
    expect(disputed.sort()).toEqual(Object.keys(KNOWN_DISAGREEMENTS).sort());
    const verdicts = disputed.filter((name) => KNOWN_DISAGREEMENTS[name]?.about === "verdict").length;
    const deciding = cases.length - (disputed.length - verdicts);
    const share = 1 - verdicts / deciding;
    process.stdout.write(
      `oasdiff: ${cases.length - disputed.length} of ${cases.length} cases agree; of the ${deciding} ` +
        `whose documents hold what they are about, ${deciding - verdicts} (${(100 * share).toFixed(1)} %)\n`,
    );
    expect(share).toBeGreaterThan(0.95);
  }, 30_000);
});
