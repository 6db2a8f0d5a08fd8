import { HOSTILE } from "./hostile-inputs.ts";
import { type Input, inputOf } from "./input.ts";
import { seeds } from "./seeds.ts";

/** Where inputs come from: a number gives the same one every time. */
export type Source = (index: number) => Input;

export function sourceOf(name: string, seed: number): Source {
  if (name === "mutated") {
    const start = seeds();
    return (index) => inputOf(seed, index, start);
  }
  return (index) => {
    const make = HOSTILE[index];
    if (make === undefined) throw new Error(`there are ${HOSTILE.length} hostile inputs`);
    return make();
  };
}
