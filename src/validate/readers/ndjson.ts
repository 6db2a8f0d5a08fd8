import type { Exchange } from "../../model/exchange.ts";
import { NotAnExchange, readExchange } from "./exchange-reader.ts";
import { parseBytes } from "./json-text.ts";
import { inMegabytes } from "./longest.ts";
import type { Problem } from "./problem.ts";

/** Exchanges of newline-delimited JSON, line by line, so that memory stays flat however long the file is. */
export async function* readNdjson(
  chunks: AsyncIterable<Buffer>,
  recording: string,
  longest: number,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  let index = 0;
  let number = 0;
  for await (const { bytes, complete } of lines(chunks, longest)) {
    number++;
    if (bytes !== undefined && isBlank(bytes)) continue;
    try {
      if (bytes === undefined) throw new NotAnExchange(`it is longer than ${inMegabytes(longest)}`);
      yield readExchange(parseBytes(number === 1 ? withoutMark(bytes) : bytes), recording, index);
    } catch (error) {
      if (!(error instanceof NotAnExchange)) throw error;
      const cut = !complete && /^it is not (?:JSON|UTF-8)/.test(error.message);
      const why = cut ? "it ends in the middle of an exchange" : error.message;
      onProblem({ recording, index, place: `line ${number}`, why });
    }
    index++;
  }
}

/** Without the byte order mark, which is no part of JSON (RFC 8259, section 8.1). */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

interface Line {
  /** Absent where the line is too long to be kept. */
  readonly bytes: Buffer | undefined;
  /** Does a line end follow it? */
  readonly complete: boolean;
}

async function* lines(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Line> {
  let pending: Buffer[] = [];
  let size = 0;
  const keep = (bytes: Buffer) => {
    size += bytes.length;
    if (size > longest) pending = [];
    else if (bytes.length > 0) pending.push(bytes);
  };
  const take = (complete: boolean): Line => {
    const bytes =
      size > longest ? undefined : pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending);
    pending = [];
    size = 0;
    return { bytes, complete };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield take(false);
}
