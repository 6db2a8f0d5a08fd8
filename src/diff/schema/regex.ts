import { createRequire } from "node:module";
import type { CharSet, Concatenation, DFA as Dfa, Element, Expression, NoParent, Quantifier } from "refa";
import { found, NONE, type Outcome, unknown } from "./search.ts";

// Only documents whose patterns differ need automata, and containment is synchronous: loaded on first use.
const load = createRequire(import.meta.url);
let library: typeof import("refa") | undefined;
function refa(): typeof import("refa") {
  library ??= load("refa") as typeof import("refa");
  return library;
}

const native = new Map<string, RegExp | undefined>();

/** The pattern as JSON Schema means it: an ECMA-262 expression over characters, anchored nowhere. */
export function nativePattern(pattern: string): RegExp | undefined {
  if (native.has(pattern)) return native.get(pattern);
  let expression: RegExp | undefined;
  try {
    expression = new RegExp(pattern, "u");
  } catch {
    // Stays undefined: what cannot be read is never judged.
  }
  native.set(pattern, expression);
  return expression;
}

// A pattern is searched for anywhere, so `^` and `$` are turned into characters of their own, which stand
// at both ends of every word and nowhere else. Noncharacters (Unicode 15, section 23.7) never stand in texts.
const START = 0xfdd0;
const END = 0xfdd1;
const MAX = 0x10ffff;
/** Automata beyond so many states are given up. */
const STATES = 20_000;

/** What is asked of a word. */
export interface Wanted {
  readonly matches: readonly string[];
  readonly avoids: readonly string[];
  readonly shortest: number;
  readonly longest: number;
  readonly except: readonly string[];
}

/** The shortest word wanted, and of several the plainest. */
export function shortestWord({ matches, avoids, shortest, longest, except }: Wanted): Outcome {
  try {
    let language = words();
    for (const pattern of matches) language = both(language, automaton(pattern));
    for (const pattern of avoids) language = both(language, complement(automaton(pattern)));
    if (except.length > 0) language = both(language, complement(literally(except)));
    return search(language, shortest, longest);
  } catch (thrown) {
    // Backreferences, word boundaries, lookarounds in the middle, too many states.
    return unknown(`a pattern is beyond comparison (${thrown instanceof Error ? thrown.message : thrown})`);
  }
}

const automata = new Map<string, Dfa | Error>();

function automaton(pattern: string): Dfa {
  let known = automata.get(pattern);
  if (known === undefined) {
    try {
      known = build(pattern);
    } catch (thrown) {
      known = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    automata.set(pattern, known);
  }
  if (known instanceof Error) throw known;
  return known;
}

function build(pattern: string): Dfa {
  const { JS } = refa();
  const parser = JS.Parser.fromLiteral({ source: pattern, flags: "u" });
  const { expression } = parser.parse({ backreferences: "throw", assertions: "parse" });
  const whole = expression.alternatives.map((alternative) => alternativeAutomaton(alternative.elements));
  return whole.length === 1 && whole[0] !== undefined ? whole[0] : union(whole);
}

/** One top-level alternative; lookaheads right after `^` are intersections. */
function alternativeAutomaton(elements: readonly NoParent<Element>[]): Dfa {
  const heads: { elements: readonly NoParent<Element>[]; negate: boolean }[] = [];
  let rest = elements;
  if (elements[0] !== undefined && anchorOf(elements[0]) === START) {
    let next = 1;
    for (; next < elements.length; next += 1) {
      const element = elements[next];
      if (element?.type !== "Assertion" || element.kind !== "ahead" || anchorOf(element) !== undefined) break;
      const inner = group(element.alternatives);
      heads.push({ elements: [elements[0], inner], negate: element.negate });
    }
    rest = [elements[0], ...elements.slice(next)];
  }
  let language = searched(rest);
  for (const head of heads) {
    const ahead = searched(head.elements);
    language = both(language, head.negate ? complement(ahead) : ahead);
  }
  return language;
}

/** The words in which the elements are found somewhere. */
function searched(elements: readonly NoParent<Element>[]): Dfa {
  const sequence: NoParent<Concatenation> = { type: "Concatenation", elements: elements.map(withEnds) };
  countAnchors(sequence);
  const { NFA, DFA, CharSet } = refa();
  const any: NoParent<Quantifier> = {
    type: "Quantifier",
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [
      { type: "Concatenation", elements: [{ type: "CharacterClass", characters: CharSet.all(MAX) }] },
    ],
  };
  const expression: NoParent<Expression> = {
    type: "Expression",
    alternatives: [{ type: "Concatenation", elements: [any, ...sequence.elements, any] }],
  };
  const nfa = NFA.fromRegex(expression, { maxCharacter: MAX }, {}, new NFA.LimitedNodeFactory(STATES));
  const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(STATES));
  dfa.minimize();
  return dfa;
}

/** `^` and `$` are parsed as "nothing before" and "nothing after". */
function anchorOf(element: NoParent<Element>): number | undefined {
  if (element.type !== "Assertion" || !element.negate || element.alternatives.length !== 1) return undefined;
  const inner = element.alternatives[0]?.elements;
  const only = inner?.[0];
  if (inner?.length !== 1 || only?.type !== "CharacterClass" || !only.characters.isAll) return undefined;
  return element.kind === "behind" ? START : END;
}

function withEnds(element: NoParent<Element>): NoParent<Element> {
  const { CharSet } = refa();
  const anchor = anchorOf(element);
  if (anchor !== undefined) return { type: "CharacterClass", characters: CharSet.fromCharacter(MAX, anchor) };
  switch (element.type) {
    case "CharacterClass":
      return { type: "CharacterClass", characters: element.characters.without(endRange()) };
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

function group(alternatives: readonly NoParent<Concatenation>[]): NoParent<Element> {
  return { type: "Alternation", alternatives: [...alternatives] };
}

/**
 * Turned into a character, an anchor matches once where the assertion matches any number of times. They are the
 * same as long as no path through the expression meets two of a kind, or an end before a start.
 */
function countAnchors(sequence: NoParent<Concatenation>): { starts: number; ends: number } {
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

function endRange(): { min: number; max: number } {
  return { min: START, max: END };
}

function characters(): CharSet {
  return refa().CharSet.all(MAX).without(endRange());
}

let everyWord: Dfa | undefined;

/** All words, between their ends. */
function words(): Dfa {
  const { NFA, DFA, CharSet } = refa();
  everyWord ??= DFA.fromFA(
    NFA.fromRegex(
      {
        type: "Expression",
        alternatives: [
          {
            type: "Concatenation",
            elements: [
              { type: "CharacterClass", characters: CharSet.fromCharacter(MAX, START) },
              {
                type: "Quantifier",
                min: 0,
                max: Number.POSITIVE_INFINITY,
                lazy: false,
                alternatives: [
                  {
                    type: "Concatenation",
                    elements: [{ type: "CharacterClass", characters: characters() }],
                  },
                ],
              },
              { type: "CharacterClass", characters: CharSet.fromCharacter(MAX, END) },
            ],
          },
        ],
      },
      { maxCharacter: MAX },
    ),
  );
  return everyWord;
}

function literally(texts: readonly string[]): Dfa {
  const codes = texts.map((text) => [START, ...[...text].map((c) => c.codePointAt(0) ?? 0), END]);
  return refa().DFA.fromWords(codes, { maxCharacter: MAX });
}

function both(left: Dfa, right: Dfa): Dfa {
  const { DFA } = refa();
  const dfa = DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(STATES));
  dfa.minimize();
  return dfa;
}

function complement(dfa: Dfa): Dfa {
  const { DFA } = refa();
  const copy = dfa.copy(new DFA.LimitedNodeFactory(STATES));
  copy.complement(new DFA.LimitedNodeFactory(STATES));
  return copy;
}

/** Neither of them: the complement of the intersection of the complements. */
function union(languages: readonly Dfa[]): Dfa {
  return complement(languages.map(complement).reduce(both));
}

interface Trail {
  readonly char: number;
  readonly before: Trail | undefined;
}

type State = Dfa["initial"];

/** Breadth first, one length after the other. */
function search(language: Dfa, shortest: number, longest: number): Outcome {
  const { initial, finals } = language;
  const first = initial.out.get(START);
  if (first === undefined) return NONE;
  let layer = new Map<State, Trail | undefined>([[first, undefined]]);
  const seen = new Set<State>();
  let work = 0;
  for (let length = 0; length <= longest && layer.size > 0; length += 1) {
    if (length >= shortest) {
      for (const [state, trail] of layer) {
        const end = state.out.get(END);
        if (end !== undefined && finals.has(end)) return found(spell(trail));
      }
    }
    const next = new Map<State, Trail | undefined>();
    for (const [state, trail] of layer) {
      for (const [target, char] of steps(state)) {
        work += 1;
        if (length + 1 >= shortest) {
          // From here on a state that was met earlier leads to nothing shorter.
          if (seen.has(target)) continue;
          seen.add(target);
        }
        if (!next.has(target)) next.set(target, { char, before: trail });
      }
    }
    if (work > 100_000) return unknown("the patterns only allow very long texts");
    layer = next;
  }
  return NONE;
}

/** Where one character leads, by its plainest character. */
function steps(state: State): Map<State, number> {
  const targets = new Map<State, number>();
  for (const [range, target] of state.out) {
    const char = plainest(range.min, range.max);
    const known = targets.get(target);
    if (char !== undefined && (known === undefined || rank(char) < rank(known))) targets.set(target, char);
  }
  return targets;
}

const PREFERRED: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x20, 0x7e],
  [0x09, 0x0d],
  [0xa1, 0xd7ff],
  [0xe000, MAX],
  [0, MAX],
];

function plainest(min: number, max: number): number | undefined {
  for (const [from, to] of PREFERRED) {
    const char = Math.max(from, min);
    if (char <= Math.min(to, max) && char !== START && char !== END) return char;
  }
  return undefined;
}

function rank(char: number): number {
  return PREFERRED.findIndex(([from, to]) => char >= from && char <= to) * (MAX + 1) + char;
}

function spell(trail: Trail | undefined): string {
  const chars: string[] = [];
  for (let at = trail; at !== undefined; at = at.before) chars.push(String.fromCodePoint(at.char));
  return chars.reverse().join("");
}
