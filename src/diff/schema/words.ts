import { automaton } from "./automaton.ts";
import { both, complement, literally, words } from "./languages.ts";
import { type Dfa, END, MAX, START } from "./refa.ts";
import { found, NONE, type Outcome, unknown } from "./search.ts";

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
