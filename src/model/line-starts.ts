/** The way from an offset in a text to its line. Line breaks are looked for as far as they are asked for. */
export class LineStarts {
  readonly #text: string;
  readonly #starts = [0];
  /** Where the first line begins that was not looked at; none after the last. */
  #next: number | undefined = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** 1-based line and column of an offset. */
  placeOf(offset: number): { line: number; column: number } {
    this.#lookTo(offset);
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return { line: low, column: offset - (this.#starts[low - 1] as number) + 1 };
  }

  #lookTo(offset: number): void {
    while (this.#next !== undefined && this.#next <= offset) {
      const end = this.#text.indexOf("\n", this.#next);
      this.#next = end === -1 ? undefined : end + 1;
      if (this.#next !== undefined) this.#starts.push(this.#next);
    }
  }
}
