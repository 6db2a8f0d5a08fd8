import type { CharSet } from "refa";
import { type Dfa, END, ends, MAX, refa, START, STATES } from "./refa.ts";

function characters(): CharSet {
  return refa().CharSet.all(MAX).without(ends());
}

let everyWord: Dfa | undefined;

/** All words, between their ends. */
export function words(): Dfa {
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

export function literally(texts: readonly string[]): Dfa {
  const codes = texts.map((text) => [START, ...[...text].map((c) => c.codePointAt(0) ?? 0), END]);
  return refa().DFA.fromWords(codes, { maxCharacter: MAX });
}

export function both(left: Dfa, right: Dfa): Dfa {
  const { DFA } = refa();
  const dfa = DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(STATES));
  dfa.minimize();
  return dfa;
}

export function complement(dfa: Dfa): Dfa {
  const { DFA } = refa();
  const copy = dfa.copy(new DFA.LimitedNodeFactory(STATES));
  copy.complement(new DFA.LimitedNodeFactory(STATES));
  return copy;
}

/** Neither of them: the complement of the intersection of the complements. */
export function union(languages: readonly Dfa[]): Dfa {
  return complement(languages.map(complement).reduce(both));
}
