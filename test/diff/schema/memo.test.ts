import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Memo } from "../../../src/diff/schema/memo.ts";
import { property } from "../../support/property.ts";

type Answer = { readonly is: "reached" } | { readonly is: "not" };
const REACHED: Answer = { is: "reached" };
const NOT: Answer = { is: "not" };

/** Each question leads to others; some are answered at once. */
interface Web {
  readonly edges: readonly (readonly number[])[];
  readonly ends: readonly number[];
}

const SIZE = 7;
const webs: fc.Arbitrary<Web> = fc.record({
  edges: fc.array(fc.array(fc.nat(SIZE - 1), { maxLength: 3 }), { minLength: SIZE, maxLength: SIZE }),
  ends: fc.array(fc.nat(SIZE - 1), { maxLength: 2 }),
});

/** Does some way lead from the question to an end? Found by looking at all that is reachable. */
function reaches({ edges, ends }: Web, from: number): boolean {
  const seen = new Set([from]);
  for (const at of seen) for (const next of edges[at] ?? []) seen.add(next);
  return ends.some((end) => seen.has(end));
}

/** The same, asked question by question. Ends are looked at last, so that assumptions are made first. */
function ask(memo: Memo<Answer>, web: Web, from: number): Answer {
  return memo.ask(String(from), NOT, () => {
    for (const next of web.edges[from] ?? []) if (ask(memo, web, next).is === "reached") return REACHED;
    return web.ends.includes(from) ? REACHED : NOT;
  });
}

describe("a memo of questions that lead back to themselves", () => {
  it("answers as if nothing had been assumed, in whatever order it is asked", () => {
    property(
      fc.tuple(webs, fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE })),
      ([web, order]) => {
        const memo = new Memo<Answer>();
        for (const from of order) {
          expect(ask(memo, web, from).is === "reached", `${from}`).toBe(reaches(web, from));
        }
      },
      1000,
    );
  });

  it("takes no question for another that was open at the same depth before", () => {
    // 2 rests on 1, and 1 on 0. When 3, beside 1, asks for 2, that still rests on 0 and not on 3.
    const web: Web = { edges: [[1, 3], [2, 0], [1], [2]], ends: [0] };
    const memo = new Memo<Answer>();
    expect(ask(memo, web, 0)).toBe(REACHED);
    expect(ask(memo, web, 3)).toBe(REACHED);
  });

  it("asks each question few times, however they are woven", () => {
    const size = 40;
    const everything = Array.from({ length: size }, (_, i) => i);
    let asked = 0;
    const memo = new Memo<Answer>();
    const visit = (from: number): Answer =>
      memo.ask(String(from), NOT, () => {
        asked += 1;
        return everything.some((next) => visit(next).is === "reached") ? REACHED : NOT;
      });
    expect(visit(0)).toBe(NOT);
    expect(asked).toBe(size);
  });

  it("starts again after an exception", () => {
    const memo = new Memo<Answer>();
    expect(() =>
      memo.ask("a", NOT, () => {
        memo.ask("b", NOT, () => memo.ask("a", NOT, () => NOT));
        throw new RangeError("too much");
      }),
    ).toThrow(RangeError);
    memo.abandon();
    expect(memo.depth).toBe(0);
    expect(memo.ask("b", NOT, () => REACHED)).toBe(REACHED);
  });
});
