import { join, type Pointer, tokens } from "../pointer.ts";

/** Where the parts of a converted document stood in the text that a person wrote. */
export class Origins {
  readonly #written = new Map<Pointer, Pointer>();

  /** Says that what is now at `to`, with all below it, was written at `from`. The first word counts. */
  note(to: Pointer, from: Pointer): void {
    if (to !== from && !this.#written.has(to)) this.#written.set(to, from);
  }

  /** The pointer in the original of a place in the converted document. */
  of(pointer: Pointer): Pointer {
    const steps = tokens(pointer);
    for (let length = steps.length; length > 0; length--) {
      const known = this.#written.get(join("", ...steps.slice(0, length)));
      if (known !== undefined) return join(known, ...steps.slice(length));
    }
    return pointer;
  }
}
