import type { Exchange } from "../../model/exchange.ts";
import { isObject, type Json } from "../../model/json.ts";
import { type Element, ElementScanner, type End } from "./elements.ts";
import { NotAnExchange, readExchange } from "./exchange-reader.ts";
import { readEntry } from "./har.ts";
import { parseBytes } from "./json-text.ts";
import { inMegabytes } from "./longest.ts";
import { isDefinition, readDefinition } from "./nock.ts";
import { readExecution } from "./postman.ts";
import type { Problem } from "./problem.ts";
import { isSnapshot, readSnapshot } from "./undici.ts";

/** The arrays that recordings hold their exchanges in, and what one element of them is called. */
const ARRAYS: ReadonlyMap<string, string> = new Map([
  ["log/entries", "entry"],
  ["run/executions", "execution"],
  ["", "element"],
]);

/**
 * Exchanges of one large JSON value: a HAR (Polly's too), newman's report, or a list of undici's snapshots, nock's
 * definitions or our own exchanges. It is read piece by piece, so that memory stays flat however long it is.
 * @returns the whole text, where it holds none of these arrays.
 */
export async function* readElements(
  chunks: AsyncIterable<Buffer>,
  recording: string,
  longest: number,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange, Buffer | undefined> {
  const scanner = new ElementScanner([...ARRAYS.keys()], longest);
  let index = 0;
  let number = 0;
  let name = "element";
  for await (const chunk of chunks) {
    for (const element of scanner.push(chunk)) {
      name = ARRAYS.get(element.path) ?? name;
      let count = 0;
      try {
        for (const exchange of exchangesOf(element, recording, index, longest)) {
          count++;
          yield exchange;
        }
      } catch (error) {
        if (!(error instanceof NotAnExchange)) throw error;
        onProblem({ recording, index, place: `${name} ${number}`, why: error.message });
      }
      index += Math.max(1, count);
      number++;
    }
    if (scanner.done) break;
  }
  const end = scanner.end();
  if (end.end === "elsewhere") return end.bytes;
  const why = ENDS[end.end];
  const place = number === 0 ? "the start of the list" : `behind ${name} ${number - 1}`;
  if (why !== undefined) onProblem({ recording, index, place, why });
  return undefined;
}

const ENDS: Readonly<Record<Exclude<End["end"], "elsewhere">, string | undefined>> = {
  complete: undefined,
  cut: "the file ends before the list of exchanges does",
  astray: "the list of exchanges ends with a brace, so that more may follow it",
};

function exchangesOf(
  { path, bytes }: Element,
  recording: string,
  index: number,
  longest: number,
): Exchange[] {
  if (bytes === undefined) throw new NotAnExchange(`it is longer than ${inMegabytes(longest)}`);
  const value = parseBytes(bytes);
  if (path === "log/entries") return [readEntry(value, recording, index)];
  if (!isObject(value)) throw new NotAnExchange("it is not an object");
  if (path === "run/executions") return [readExecution(value, recording, index)];
  if (isSnapshot(value)) return readSnapshot(value, recording, index);
  if (isDefinition(value)) return [readDefinition(value, recording, index)];
  return [readExchange(value as Json, recording, index)];
}
