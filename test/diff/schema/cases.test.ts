import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareSchemas, createConfirmer, type Verdict } from "../../../src/diff/schema/index.ts";
import type { Dialect } from "../../../src/model/dialect.ts";
import type { Json } from "../../../src/model/json.ts";
import { shared } from "../../support/shared.ts";
import { at } from "./at.ts";
import { DISAGREEMENTS } from "./known-disagreements.ts";

const DIRECTIONS = ["a_subset_b", "b_subset_a"] as const;
type Direction = (typeof DIRECTIONS)[number];

/** Two schemas and, for each direction, whether the one is contained in the other, and how that is known. */
interface Case {
  readonly a: Json;
  readonly b: Json;
  readonly dialect: Dialect;
  readonly name: string;
  readonly a_subset_b?: boolean | null;
  readonly b_subset_a?: boolean | null;
  readonly label: Readonly<Partial<Record<Direction, string | null>>>;
}

/** One label, next to what is found here. */
interface Judged {
  readonly case: Case;
  readonly direction: Direction;
  readonly contained: boolean;
  readonly weak: boolean;
  readonly verdict: Verdict;
}

const file = shared("cases", "schema-pairs", "cases.ndjson");

describe.skipIf(file === undefined)("schema pairs labelled by others", () => {
  const cases = readFileSync(file ?? "/dev/null", "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Case);

  const times: number[] = [];
  const judged = cases.flatMap((of): Judged[] => {
    const start = performance.now();
    const { gains, loses } = compareSchemas(of.a, of.b, { dialect: of.dialect, openWorld: true });
    times.push(performance.now() - start);
    return DIRECTIONS.flatMap((direction) => {
      const contained = of[direction];
      if (typeof contained !== "boolean") return [];
      const verdict = direction === "a_subset_b" ? loses : gains;
      return { case: of, direction, contained, weak: of.label[direction] === "weak", verdict };
    });
  });

  it("are judged as labelled, but for the known disagreements", () => {
    const wrong = judged.filter(
      ({ contained, weak, verdict }) =>
        (verdict.verdict === "no" && !contained && !weak) || (verdict.verdict === "yes" && contained),
    );
    const names = (list: readonly { name: string; direction: Direction }[]) =>
      list.map(({ name, direction }) => `${direction} of ${name}`).sort();
    expect(names(wrong.map((one) => ({ name: one.case.name, direction: one.direction })))).toEqual(
      names(DISAGREEMENTS),
    );
  });

  it("are told apart only by witnesses that Ajv confirms", () => {
    const confirmer = createConfirmer();
    for (const { case: of, direction, verdict } of judged) {
      if (verdict.verdict !== "yes") continue;
      const [a, b] = [at(of.a, of.dialect), at(of.b, of.dialect)];
      const [accepting, refusing] = direction === "a_subset_b" ? [a, b] : [b, a];
      expect(confirmer.confirms(verdict.witness, accepting, refusing), of.name).toBe(true);
    }
  });

  it("are decided, nearly all", () => {
    const strong = judged.filter(({ weak }) => !weak);
    const unknown = strong.filter(({ verdict }) => verdict.verdict === "unknown");
    times.sort((left, right) => left - right);
    const median = times[Math.floor(times.length / 2)] ?? 0;
    process.stderr.write(
      `schema pairs: ${unknown.length} of ${strong.length} unknown, median ${median.toFixed(2)} ms\n`,
    );
    expect(unknown.length / strong.length).toBeLessThan(0.02);
  });
});
