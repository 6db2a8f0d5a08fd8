import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError, reasonOf } from "../../model/errors.ts";
import type { Exchange } from "../../model/exchange.ts";
import type { Finding } from "../../model/finding.ts";
import { isObject, type Json, own } from "../../model/json.ts";
import { NotAnExchange, readExchange } from "./exchange-reader.ts";
import { findRecordings, type RecordingFile } from "./files.ts";
import { isHar, readHar } from "./har.ts";
import { readNdjson } from "./ndjson.ts";
import { type Problem, problemFinding } from "./problem.ts";

export interface ReadOptions {
  /** Told of every line or entry that is passed over. */
  readonly onProblem?: (finding: Finding) => void;
  /** Where relative paths start; default: the process's own. */
  readonly cwd?: string;
}

/** A HAR file is one JSON value and has to be held in memory as a whole. */
const LARGEST_HAR = 512 * 1024 * 1024;

/**
 * Reads recordings: files, folders and globs of HAR 1.2 or newline-delimited JSON, told apart by content, gzipped
 * or not. Parts that cannot be read go to `onProblem` and are passed over.
 * @throws InputError for a file that is not there, cannot be read, or is no recording at all.
 */
export async function* readRecordings(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Exchange> {
  const onProblem = (problem: Problem) => options.onProblem?.(problemFinding(problem));
  for (const file of await findRecordings(paths, options.cwd ?? process.cwd())) {
    yield* readFile(file, onProblem);
  }
}

async function* readFile(
  file: RecordingFile,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  const chunks = unzipped(createReadStream(file.path));
  try {
    const [head, rest] = await peek(chunks);
    const start = head
      .toString("utf8", 0, 4096)
      .replace(/^\uFEFF/, "")
      .trimStart();
    if (start === "") return;
    if (!start.startsWith("{")) throw notARecording(file, describeStart(start));
    if (isOneLine(head)) yield* readNdjson(rest, file.name, onProblem);
    else yield* readWhole(await collect(rest, file), file, onProblem);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (isCutOff(error)) {
      onProblem({ recording: file.name, index: 0, place: "the end", why: "its compressed data is cut off" });
      return;
    }
    if (error instanceof NotAnExchange || isFileError(error)) throw notARecording(file, reasonOf(error));
    throw error;
  }
}

/** Newline-delimited JSON has a whole object, and the mark of an exchange, before its first line end. */
function isOneLine(head: Buffer): boolean {
  const end = head.indexOf(10);
  const line = head.toString("utf8", 0, end === -1 ? head.length : end).trim();
  if (/^\{\s*"log"\s*:/.test(line)) return false;
  if (end === -1) return true;
  return (
    line !== "{" && (line.endsWith("}") || !/^\s*[{["}\]]/.test(head.toString("utf8", end + 1, end + 40)))
  );
}

/** One JSON value in many lines: an archive, or a single exchange that somebody has formatted. */
async function* readWhole(
  text: string,
  file: RecordingFile,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch (error) {
    // Lines that are broken from the first one on are still lines.
    if (/^\{"(?!log")/m.test(text)) {
      yield* readNdjson(oneChunk(text), file.name, onProblem);
      return;
    }
    const why = `it is neither HAR nor newline-delimited JSON (${reasonOf(error)
      .replace(/, ?".*$/s, "")
      .slice(0, 80)})`;
    throw notARecording(file, why);
  }
  if (isHar(value)) yield* readHar(value, file.name, onProblem);
  else if (isObject(value) && own(value, "request") !== undefined) yield readExchange(value, file.name, 0);
  else
    throw notARecording(file, "it is JSON, but neither a HAR (no log.entries) nor an exchange (no request)");
}

async function* oneChunk(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, "utf8");
}

/** The stream without its compression, told by its first two bytes (RFC 1952). */
async function* unzipped(source: Readable): AsyncGenerator<Buffer> {
  const [head, rest] = await peek(source as AsyncIterable<Buffer>);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const gunzip = createGunzip();
    pipeline(rest, gunzip, () => undefined);
    yield* gunzip as AsyncIterable<Buffer>;
  } else yield* rest;
}

/** The first bytes of a stream, and the stream from its start. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  let done = false;
  // Enough to see a whole line in most recordings.
  while (!done && size < 65_536) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else {
      first.push(next.value);
      size += next.value.length;
    }
  }
  const head = Buffer.concat(first);
  const all = async function* (): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      // Whoever stops in the middle closes the file.
      await iterator.return?.();
    }
  };
  return [head, all()];
}

async function collect(chunks: AsyncIterable<Buffer>, file: RecordingFile): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_HAR) {
      throw notARecording(
        file,
        `it is larger than ${LARGEST_HAR / 1048576} MB, and a HAR has to be read as a whole`,
      );
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("utf8");
}

function describeStart(start: string): string {
  const shown = JSON.stringify(start.slice(0, 20));
  return `it is neither HAR nor newline-delimited JSON (it begins ${shown})`;
}

function isCutOff(error: unknown): boolean {
  return isFileError(error) && String((error as { code?: unknown }).code).startsWith("Z_");
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "string";
}

function notARecording(file: RecordingFile, why: string): InputError {
  return new InputError({
    what: "cannot read the recording",
    where: file.name,
    why,
    hint: "Recordings are HAR 1.2 or newline-delimited JSON, gzipped or not",
  });
}
