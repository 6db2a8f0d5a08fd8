import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError, reasonOf } from "../../model/errors.ts";
import type { Exchange } from "../../model/exchange.ts";
import type { Finding } from "../../model/finding.ts";
import { isObject, type Json, own } from "../../model/json.ts";
import { readElements } from "./elements-reader.ts";
import { NotAnExchange, readExchange } from "./exchange-reader.ts";
import { findRecordings, type RecordingFile } from "./files.ts";
import { parseBytes } from "./json-text.ts";
import { LONGEST } from "./longest.ts";
import { readNdjson, withoutMark } from "./ndjson.ts";
import { collectionIn, readCollection } from "./postman.ts";
import { type Problem, problemFinding } from "./problem.ts";

export interface ReadOptions {
  /** Told of every line or entry that is passed over. */
  readonly onProblem?: (finding: Finding) => void;
  /** Where relative paths start; default: the process's own. */
  readonly cwd?: string;
}

/**
 * Reads recordings: files, folders and globs of newline-delimited JSON, HAR 1.2 (Polly's recordings among them),
 * newman's JSON reports, Postman collections with saved responses, undici's snapshots and nock's definitions. They
 * are told apart by content, gzipped or not, and read piece by piece. Parts that cannot be read go to `onProblem`
 * and are passed over.
 * @throws InputError for a file that is not there, cannot be read, or is no recording at all.
 */
export async function* readRecordings(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Exchange> {
  const onProblem = (problem: Problem) => options.onProblem?.(problemFinding(problem));
  for (const file of await findRecordings(paths, options.cwd ?? process.cwd())) {
    try {
      yield* readFile(file, onProblem);
    } catch (error) {
      if (file.guessed !== true || !(error instanceof InputError)) throw error;
    }
  }
}

async function* readFile(
  file: RecordingFile,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  const chunks = unzipped(createReadStream(file.path, { highWaterMark: 1 << 18 }));
  try {
    const [head, rest] = await peek(chunks);
    const start = head
      .toString("utf8", 0, 4096)
      .replace(/^\uFEFF/, "")
      .trimStart();
    if (start === "") return;
    if (!/^[{[]/.test(start)) throw notARecording(file, describeStart(start));
    if (isLines(start, head)) yield* readNdjson(rest, file.name, LONGEST, onProblem);
    else {
      const whole = yield* readElements(rest, file.name, LONGEST, onProblem);
      if (whole !== undefined) yield* readWhole(whole, file, onProblem);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const damage = damageOf(error);
    if (damage !== undefined) {
      onProblem({ recording: file.name, index: 0, place: "the end", why: damage });
      return;
    }
    if (error instanceof NotAnExchange || isFileError(error)) throw notARecording(file, reasonOf(error));
    throw error;
  }
}

/** What formats that are one JSON value begin with; an exchange of ours begins with none of these. */
const FIRST_KEYS = /^\{\s*"(?:log|collection|environment|globals|run|info|item|variable|event|auth)"\s*:/;

/** Newline-delimited JSON has a whole object, and the mark of an exchange, before its first line end. */
function isLines(start: string, head: Buffer): boolean {
  if (start.startsWith("[") || FIRST_KEYS.test(start)) return false;
  const end = head.indexOf(10);
  const line = head.toString("utf8", 0, end === -1 ? head.length : end).trim();
  if (end === -1) return true;
  return (
    line !== "{" && (line.endsWith("}") || !/^\s*[{["}\]]/.test(head.toString("utf8", end + 1, end + 40)))
  );
}

/** One JSON value that is no list: a collection, or a single exchange that somebody has formatted. */
async function* readWhole(
  bytes: Buffer,
  file: RecordingFile,
  onProblem: (problem: Problem) => void,
): AsyncGenerator<Exchange> {
  let value: Json;
  try {
    value = parseBytes(withoutMark(bytes));
  } catch (error) {
    const start = withoutMark(bytes).toString("utf8", 0, 1_000_000);
    // Lines that are broken from the first one on are still lines.
    if (!FIRST_KEYS.test(start.trimStart()) && /^\{"/m.test(start)) {
      yield* readNdjson(oneChunk(bytes), file.name, LONGEST, onProblem);
      return;
    }
    throw notARecording(file, `${reasonOf(error)}, and no recording of a known kind`);
  }
  const collection = collectionIn(value);
  if (collection !== undefined) yield* readCollection(collection, file.name, onProblem);
  else if (isObject(value) && own(value, "request") !== undefined) yield readExchange(value, file.name, 0);
  else throw notARecording(file, "it is JSON, but holds no list of exchanges (such as a HAR's log.entries)");
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
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

function describeStart(start: string): string {
  const shown = JSON.stringify(start.slice(0, 20));
  return `it is no JSON (it begins ${shown})`;
}

/** What became of compressed data that cannot be unpacked to its end. */
function damageOf(error: unknown): string | undefined {
  const code = isFileError(error) ? String((error as { code?: unknown }).code) : "";
  if (!code.startsWith("Z_")) return undefined;
  return `its compressed data is ${code === "Z_BUF_ERROR" ? "cut off" : "damaged"}`;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "string";
}

function notARecording(file: RecordingFile, why: string): InputError {
  return new InputError({
    what: "cannot read the recording",
    where: file.name,
    why,
    hint: "Recordings are HAR 1.2, newline-delimited JSON, or what Postman, newman, Polly, nock or undici write",
  });
}
