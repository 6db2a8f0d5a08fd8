import type { Concatenation, Element, Expression, NoParent, Quantifier } from "refa";
import { anchorOf, countAnchors, group, withEnds } from "./anchors.ts";
import { both, complement, union } from "./languages.ts";
import { type Dfa, MAX, refa, START, STATES } from "./refa.ts";

const automata = new Map<string, Dfa | Error>();

/** The words in which the pattern is found. Throws for what automata cannot express. */
export function automaton(pattern: string): Dfa {
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
