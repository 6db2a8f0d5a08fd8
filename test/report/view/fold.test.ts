import { describe, expect, it } from "vitest";
import type { Change } from "../../../src/model/finding.ts";
import { foldChanges, mergeEffects } from "../../../src/report/view/fold.ts";
import { foldedMessage, subjectOf } from "../../../src/report/view/sentence.ts";
import { descriptions, everyChange, modeRemoved, variantAdded } from "../fixtures/changes.ts";

describe("folding", () => {
  it("puts changes of one rule and fold key together, and many notes of one rule", () => {
    const groups = foldChanges(everyChange);
    expect(groups.map((group) => group.length)).toEqual([1, 5, 1, 1, 1, 4]);
    expect(groups.flat()).toHaveLength(everyChange.length);
  });

  it("leaves a few notes alone", () => {
    expect(foldChanges(descriptions.slice(0, 2)).map((group) => group.length)).toEqual([1, 1]);
  });

  it("never puts severities together", () => {
    const [first, second] = modeRemoved;
    if (first === undefined || second === undefined) throw new Error("the fixture is empty");
    const milder: Change = {
      ...second,
      effects: second.effects.map((effect) => ({ ...effect, severity: "safe" })),
    };
    expect(foldChanges([first, milder])).toHaveLength(2);
  });

  it("says what all of them say", () => {
    expect(foldedMessage(modeRemoved, undefined)).toBe("5 schemas: property mode was removed");
    const within = modeRemoved.map((change) => ({ ...change, message: `${subjectOf(change)}.mode is gone` }));
    expect(foldedMessage(within, undefined)).toBe("5 schemas: mode is gone");
  });

  it("says it once where they say the very same", () => {
    const same = modeRemoved.map(({ foldKey: _, ...change }) => ({
      ...change,
      message: "Pet can now be string",
    }));
    expect(foldChanges(same)).toHaveLength(1);
    expect(foldedMessage(same, "A variant was added")).toBe("Pet can now be string (5 ×)");
    const each = modeRemoved.map((change) => ({ ...change, message: `${subjectOf(change)} can be null` }));
    expect(foldedMessage(each, undefined)).toBe("5 schemas can be null");
  });

  it("names the last words where nothing else is different", () => {
    const series = ["name", "team", "phase"].map((word, i) => ({
      ...variantAdded,
      id: `${i}`,
      message: `SearchFilter can no longer be ${word}`,
    }));
    expect(foldChanges(series)).toHaveLength(1);
    expect(foldedMessage(series, undefined)).toBe("SearchFilter can no longer be name, team, phase");
    const [first, ...others] = series;
    if (first === undefined) throw new Error("the fixture is empty");
    const elsewhere = { ...first, effects: first.effects.slice(1) };
    expect(foldChanges([elsewhere, ...others]).map((group) => group.length)).toEqual([1, 2]);
  });

  it("says the rule's title, or the first message, where they say different things", () => {
    const different = modeRemoved.map((change, i) => ({ ...change, message: `${change.message} ${i}` }));
    expect(foldedMessage(different, "A property was removed")).toBe("A property was removed (5 ×)");
    expect(foldedMessage(different, undefined)).toBe(`5 alike: ${different[0]?.message}`);
  });

  it("reaches all that any of them reaches, once", () => {
    const effects = mergeEffects([...modeRemoved]);
    expect(effects).toHaveLength(1);
    expect(effects[0]?.reaches).toHaveLength(4);
    expect(effects[0]?.witness).toEqual(modeRemoved[0]?.effects[0]?.witness);
    expect(mergeEffects([variantAdded])).toEqual(variantAdded.effects);
  });
});
