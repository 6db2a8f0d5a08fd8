import { reasonOf } from "../../model/errors.ts";
import type { Exchange } from "../../model/exchange.ts";
import type { Json } from "../../model/json.ts";
import { NotAnExchange, readExchange } from "./exchange-reader.ts";
import { isHar, readHar } from "./har.ts";
import type { Problem } from "./problem.ts";

/** A line longer than this is no exchange but a file of another kind. */
const LONGEST_LINE = 256 * 1024 * 1024;

/** Exchanges of newline-delimited JSON, line by line, so that memory stays flat however long the file is. */
export async function* readNdjson(
  chunks: AsyncIterable<Buffer>,
  recording: string,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  let index = 0;
  let number = 0;
  let complete = true;
  for await (const line of lines(chunks)) {
    number++;
    complete = line.complete;
    const text = number === 1 ? line.text.replace(/^\uFEFF/, "") : line.text;
    if (text.trim() === "") continue;
    const place = `line ${number}`;
    try {
      const value = JSON.parse(text) as Json;
      if (number === 1 && isHar(value)) yield* readHar(value, recording, onProblem);
      else yield readExchange(value, recording, index);
    } catch (error) {
      if (!(error instanceof NotAnExchange || error instanceof SyntaxError)) throw error;
      const cut = !complete && error instanceof SyntaxError;
      const why = cut ? "it ends in the middle of an exchange" : fault(error);
      onProblem({ recording, index, place, why });
    }
    index++;
  }
}

function fault(error: Error): string {
  if (error instanceof NotAnExchange) return error.message;
  // V8 quotes the text, which may hold anything.
  return `it is not JSON (${reasonOf(error)
    .replace(/, ?".*$/s, "")
    .replace(/^Unexpected token .*$/s, "unexpected character")
    .slice(0, 80)})`;
}

/** The lines of a stream of bytes; the last one is incomplete where no line end follows it. */
async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ text: string; complete: boolean }> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      yield { text: Buffer.concat(pending).toString("utf8").replace(/\r$/, ""), complete: true };
      pending = [];
      size = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      size += chunk.length - start;
      if (size > LONGEST_LINE) throw new NotAnExchange(`a line is longer than ${LONGEST_LINE / 1048576} MB`);
    }
  }
  if (pending.length > 0) yield { text: Buffer.concat(pending).toString("utf8"), complete: false };
}
