import type { Body, Exchange } from "../model/exchange.ts";

/** Characters of bodies that are kept in memory: what is more is read again from its files each time. */
const KEPT = 64_000_000;

/** Recordings that are gone through several times: those of an ordinary night are read once. */
export class Replay implements AsyncIterable<Exchange> {
  readonly #read: (isFirst: boolean) => AsyncIterable<Exchange>;
  readonly #limit: number;
  #kept: readonly Exchange[] | undefined;
  #times = 0;

  /** @param read starts reading from the beginning; told whether that is for the first time. */
  constructor(read: (isFirst: boolean) => AsyncIterable<Exchange>, limit = KEPT) {
    this.#read = read;
    this.#limit = limit;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Exchange> {
    if (this.#kept !== undefined) {
      yield* this.#kept;
      return;
    }
    let exchanges: Exchange[] | undefined = [];
    let size = 0;
    for await (const exchange of this.#read(this.#times++ === 0)) {
      size += exchanges === undefined ? 0 : sizeOf(exchange);
      if (size > this.#limit) exchanges = undefined;
      exchanges?.push(exchange);
      yield exchange;
    }
    this.#kept = exchanges;
  }
}

/** What everything but the bodies of an exchange may take. */
const FRAME = 1000;

function sizeOf({ request, response }: Exchange): number {
  return FRAME + bodySize(request.body) + bodySize(response?.body);
}

function bodySize(body: Body | undefined): number {
  if (body === undefined || "omitted" in body) return 0;
  if ("text" in body) return body.text.length;
  return "base64" in body ? body.base64.length : JSON.stringify(body.json).length;
}
