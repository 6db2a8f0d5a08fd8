/** Lets at most `limit` pieces of work run at once; the others wait their turn. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}

/** Does `work` for every item, at most `ahead` at once, and gives the results in the items' order. */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  const start = (item: T) => {
    const result = work(item);
    // Its failure is thrown when its turn comes; until then it is not unhandled.
    result.catch(() => undefined);
    pending.push(result);
  };
  for (const item of items) {
    start(item);
    if (pending.length >= ahead) yield await (pending.shift() as Promise<R>);
  }
  for (const result of pending) yield await result;
}
