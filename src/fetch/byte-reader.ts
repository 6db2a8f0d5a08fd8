/** Takes lines and counted bytes off a stream, in turn. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Up to the next line feed, which is dropped; `undefined` where the stream ends first. */
  async line(): Promise<string | undefined> {
    for (let from = 0; ; ) {
      const end = this.#rest.indexOf(0x0a, from);
      if (end !== -1) {
        const line = this.#rest.subarray(0, end).toString("utf8");
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      from = this.#rest.length;
      const chunk = await this.#chunks.next();
      if (chunk.done) return undefined;
      this.#rest = Buffer.concat([this.#rest, chunk.value]);
    }
  }

  /** Exactly `size` bytes; `undefined` where the stream ends first. */
  async bytes(size: number): Promise<Buffer | undefined> {
    const pieces = [this.#rest];
    for (let held = this.#rest.length; held < size; ) {
      const chunk = await this.#chunks.next();
      if (chunk.done) return undefined;
      pieces.push(Buffer.from(chunk.value));
      held += chunk.value.length;
    }
    const all = Buffer.concat(pieces);
    this.#rest = all.subarray(size);
    return all.subarray(0, size);
  }
}
