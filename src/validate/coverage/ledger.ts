import {
  byKind,
  COVERAGE_KINDS,
  type Coverage,
  type CoverageKind,
  type Ratio,
} from "../../model/coverage.ts";
import type { Document } from "../../model/document.ts";
import type { Seen } from "./counter.ts";
import type { Inventory } from "./inventory.ts";

/** When something was seen: the version of the document, and the recording. */
export interface Sighted {
  readonly version: string;
  readonly recording: string;
}

interface Entry {
  readonly what: string;
  readonly first: Sighted;
  readonly last: Sighted;
}

/** What was seen of one kind, and what was not; by name. */
interface Account {
  readonly seen: readonly Entry[];
  readonly missing: readonly string[];
}

/** Coverage added up over runs: what one leaves for the next. `schemas/coverage.schema.json` describes it. */
export interface CoverageLedger extends Readonly<Record<CoverageKind, Account>> {
  readonly kind: "coverage";
  readonly formatVersion: 1;
  /** Of the document that was seen last. */
  readonly title: string;
  readonly version: string;
  readonly runs: number;
}

/** What all runs together have seen of the document of this one; what it no longer has is dropped. */
export function addUp(
  before: CoverageLedger | undefined,
  inventory: Inventory,
  seen: ReadonlyMap<string, Seen>,
  { title, version }: Pick<Document, "title" | "version">,
): CoverageLedger {
  const account = (kind: CoverageKind): Account => {
    const known = new Map(before?.[kind].seen.map((entry) => [entry.what, entry]));
    const entries: Entry[] = [];
    const missing: string[] = [];
    for (const [what, marks] of inventory[kind]) {
      const [now, ...more] = marks.flatMap((mark) => seen.get(mark) ?? []);
      const entry = known.get(what);
      if (now !== undefined) {
        const last = { version, recording: (more.at(-1) ?? now).last };
        entries.push({ what, first: entry?.first ?? { version, recording: now.first }, last });
      } else if (entry !== undefined) entries.push(entry);
      else missing.push(what);
    }
    return { seen: entries.sort((a, b) => (a.what < b.what ? -1 : 1)), missing: missing.sort() };
  };
  const runs = (before?.runs ?? 0) + 1;
  return { kind: "coverage", formatVersion: 1, title, version, runs, ...byKind(account) };
}

/** The numbers, and what differs from the runs before. */
export function coverageOf(ledger: CoverageLedger, before: CoverageLedger | undefined): Coverage {
  const ratio = ({ seen, missing }: Account): Ratio => ({
    seen: seen.length,
    total: seen.length + missing.length,
  });
  return {
    ...byKind((kind) => ratio(ledger[kind])),
    missing: COVERAGE_KINDS.flatMap((kind) => ledger[kind].missing),
    ...(before === undefined ? {} : { since: difference(ledger, before) }),
  };
}

function difference(ledger: CoverageLedger, before: CoverageLedger): NonNullable<Coverage["since"]> {
  const names = ({ seen }: Account) => seen.map(({ what }) => what);
  const fresh = COVERAGE_KINDS.flatMap((kind) => {
    const known = new Set(names(before[kind]));
    return names(ledger[kind]).filter((what) => !known.has(what));
  });
  const gone = COVERAGE_KINDS.flatMap((kind) => {
    const there = new Set([...names(ledger[kind]), ...ledger[kind].missing]);
    return [...names(before[kind]), ...before[kind].missing].filter((what) => !there.has(what)).sort();
  });
  return { runs: before.runs, new: fresh, gone };
}

/** The text of a ledger, each thing on a line of its own, so that two of them compare well. */
export function ledgerText({
  kind,
  formatVersion,
  title,
  version,
  runs,
  ...accounts
}: CoverageLedger): string {
  const head = Object.entries({ kind, formatVersion, title, version, runs });
  const list = (items: readonly unknown[]) =>
    items.length === 0
      ? "[]"
      : `[\n${items.map((item) => `      ${JSON.stringify(item)}`).join(",\n")}\n    ]`;
  const members = [
    ...head.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...COVERAGE_KINDS.map((name) => {
      const { seen, missing } = accounts[name];
      return `  "${name}": {\n    "seen": ${list(seen)},\n    "missing": ${list(missing)}\n  }`;
    }),
  ];
  return `{\n${members.join(",\n")}\n}\n`;
}
