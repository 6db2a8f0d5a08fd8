import type { Concatenation, Element, NoParent } from "refa";
import { END, ends, MAX, refa, START } from "./refa.ts";

/** `^` and `$` are parsed as "nothing before" and "nothing after". */
export function anchorOf(element: NoParent<Element>): number | undefined {
  if (element.type !== "Assertion" || !element.negate || element.alternatives.length !== 1) return undefined;
  const inner = element.alternatives[0]?.elements;
  const only = inner?.[0];
  if (inner?.length !== 1 || only?.type !== "CharacterClass" || !only.characters.isAll) return undefined;
  return element.kind === "behind" ? START : END;
}

export function withEnds(element: NoParent<Element>): NoParent<Element> {
  const { CharSet } = refa();
  const anchor = anchorOf(element);
  if (anchor !== undefined) return { type: "CharacterClass", characters: CharSet.fromCharacter(MAX, anchor) };
  switch (element.type) {
    case "CharacterClass":
      return { type: "CharacterClass", characters: element.characters.without(ends()) };
    case "Alternation":
      return group(element.alternatives.map(alternativeWithEnds));
    case "Quantifier":
      return { ...element, alternatives: element.alternatives.map(alternativeWithEnds) };
    default:
      throw new Error("a lookaround or word boundary inside the expression");
  }
}

function alternativeWithEnds(alternative: NoParent<Concatenation>): NoParent<Concatenation> {
  return { type: "Concatenation", elements: alternative.elements.map(withEnds) };
}

export function group(alternatives: readonly NoParent<Concatenation>[]): NoParent<Element> {
  return { type: "Alternation", alternatives: [...alternatives] };
}

/**
 * Turned into a character, an anchor matches once where the assertion matches any number of times. They are the
 * same as long as no path through the expression meets two of a kind, or an end before a start.
 */
export function countAnchors(sequence: NoParent<Concatenation>): { starts: number; ends: number } {
  let starts = 0;
  let ends = 0;
  for (const element of sequence.elements) {
    const inner = anchorsIn(element);
    if (inner.starts > 0 && (starts > 0 || ends > 0)) throw new Error("anchors that meet");
    if (inner.ends > 0 && ends > 0) throw new Error("anchors that meet");
    starts += inner.starts;
    ends += inner.ends;
  }
  return { starts, ends };
}

function anchorsIn(element: NoParent<Element>): { starts: number; ends: number } {
  if (element.type === "CharacterClass") {
    const only = element.characters.size === 1 ? element.characters.ranges[0]?.min : undefined;
    return { starts: Number(only === START), ends: Number(only === END) };
  }
  if (element.type !== "Alternation" && element.type !== "Quantifier") return { starts: 0, ends: 0 };
  const counts = element.alternatives.map(countAnchors);
  const starts = Math.max(0, ...counts.map((count) => count.starts));
  const ends = Math.max(0, ...counts.map((count) => count.ends));
  if (element.type === "Quantifier" && element.max > 1 && starts + ends > 0)
    throw new Error("a repeated anchor");
  return { starts, ends };
}
