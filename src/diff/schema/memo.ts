/**
 * Remembers answers to questions that may come back to themselves. While a question is open, asking it again
 * gives a provisional answer; what rests on that is remembered for good only once the question it rests on has been
 * answered the same way, and forgotten otherwise (containment of recursive types, after Amadio and Cardelli).
 *
 * Questions are numbered as they are opened, and what rests on each other is found as Tarjan finds strongly connected
 * components. Depths would not do: a question opened later can be as deep as one that others still rest on.
 */
export class Memo<Answer extends { readonly is: string }> {
  readonly #known = new Map<string, Answer>();
  /** Open questions, with their numbers. */
  readonly #open = new Map<string, number>();
  /** Answers that rest on an open question, with the number of the first one, in the order they were given. */
  readonly #provisional = new Map<string, { answer: Answer; rests: number }>();
  /** The number of the first question that the present one rests on. */
  #rests = Number.POSITIVE_INFINITY;
  #asked = 0;

  get depth(): number {
    return this.#open.size;
  }

  known(key: string): Answer | undefined {
    return this.#known.get(key);
  }

  /** @param assumed the answer while the question is open; other answers never rest on it. */
  ask(key: string, assumed: Answer, answer: () => Answer): Answer {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const open = this.#open.get(key);
    if (open !== undefined) return this.#lean(assumed, open);
    const provisional = this.#provisional.get(key);
    if (provisional !== undefined) return this.#lean(provisional.answer, provisional.rests);

    const number = this.#asked++;
    const outer = this.#rests;
    const given = this.#provisional.size;
    this.#open.set(key, number);
    this.#rests = Number.POSITIVE_INFINITY;
    const result = answer();
    const rests = this.#rests;
    this.#open.delete(key);
    this.#rests = outer;

    if (result.is !== assumed.is) {
      // Found, or not to be found out: nothing that was built on the assumption stands.
      this.#known.set(key, result);
      for (const [later] of [...this.#provisional].slice(given)) this.#provisional.delete(later);
      return result;
    }
    if (rests < number) {
      this.#provisional.set(key, { answer: result, rests });
      return this.#lean(result, rests);
    }
    this.#known.set(key, result);
    for (const [later, { answer: theirs }] of [...this.#provisional].slice(given)) {
      this.#provisional.delete(later);
      this.#known.set(later, theirs);
    }
    return result;
  }

  /** Forgets everything that is still open, after an exception. */
  abandon(): void {
    this.#open.clear();
    this.#provisional.clear();
    this.#rests = Number.POSITIVE_INFINITY;
  }

  #lean(answer: Answer, on: number): Answer {
    this.#rests = Math.min(this.#rests, on);
    return answer;
  }
}
