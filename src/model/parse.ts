import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document as YamlDocument,
} from "yaml";
import { InputError, reasonOf } from "./errors.ts";
import type { Json, JsonObject } from "./json.ts";
import { type Pointer, tokens } from "./pointer.ts";
import type { Source } from "./source.ts";

/** A parsed text with the way back to its lines. */
export interface Parsed {
  readonly value: Json;
  /** 1-based line of the value at a pointer, or of its nearest ancestor that is in the text. */
  line(pointer: Pointer): number | undefined;
}

/**
 * Parses JSON or YAML, told apart by content.
 * @throws InputError naming the line for text that is neither, and saying so where it is an HTML page.
 */
export function parseText(source: Source): Parsed {
  const text = decode(source);
  const start = text.trimStart();
  if (start === "") throw unreadable(source, "it is empty", "Check where it comes from");
  if (start.startsWith("<")) {
    throw unreadable(
      source,
      `it is ${/^<(?:!doctype html|html)/i.test(start) ? "an HTML page" : "XML or HTML"}, not JSON or YAML (it begins ${JSON.stringify(start.slice(0, 40))})`,
      "Check the address: this is often a login or error page",
    );
  }
  const parsed =
    start.startsWith("{") || start.startsWith("[") ? parseJson(source, text) : parseYaml(source, text);
  if (isDeeperThan(parsed.value, MOST_LEVELS)) {
    const why = `it is nested too deep (more than ${MOST_LEVELS} levels)`;
    throw unreadable(source, why, "No API needs that: check where it comes from");
  }
  return parsed;
}

/** Real documents have some thirty; what is built on top of this may call itself once for each. */
const MOST_LEVELS = 500;

function isDeeperThan(value: Json, levels: number): boolean {
  const inside = (list: readonly Json[]) =>
    list
      .flatMap((one) => Object.values(one as JsonObject))
      .filter((one) => typeof one === "object" && one !== null);
  let level = inside([[value]]);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return true;
    level = inside(level);
  }
  return false;
}

function unreadable(source: Source, why: string, hint: string): InputError {
  return new InputError({ what: "cannot read", where: source.ref, why, hint });
}

function decode(source: Source): string {
  const { bytes } = source;
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(source, "its bytes are not UTF-8 text", "Save it as UTF-8");
  }
}

function parseJson(source: Source, text: string): Parsed {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    // Flow mappings are YAML too, with comments and bare keys.
    const fallback = tryYaml(text);
    if (fallback !== undefined) return fallback;
    throw unreadable(
      source,
      `it is not valid JSON (${jsonFault(text, error)})`,
      "It may have been cut off; fetch it again",
    );
  }
  // Positions are asked for rarely and cost as much as parsing: find them on first use.
  let tree: Node | undefined;
  let counter: LineCounter | undefined;
  return {
    value,
    line(pointer) {
      tree ??= parseTree(text);
      counter ??= linesOf(text);
      for (let path: (string | number)[] = tokens(pointer); tree !== undefined; path = path.slice(0, -1)) {
        const node = findNodeAtLocation(tree, typed(tree, path));
        if (node !== undefined) {
          const offset = node.parent?.type === "property" ? node.parent.offset : node.offset;
          return counter.linePos(offset).line;
        }
        if (path.length === 0) return 1;
      }
      return undefined;
    },
  };
}

/** `jsonc-parser` wants array indices as numbers, and a JSON Pointer does not tell. */
function typed(tree: Node, path: readonly (string | number)[]): (string | number)[] {
  const result: (string | number)[] = [];
  let node: Node | undefined = tree;
  for (const token of path) {
    result.push(node?.type === "array" ? Number(token) : token);
    node = node === undefined ? undefined : findNodeAtLocation(node, result.slice(-1));
  }
  return result;
}

function linesOf(text: string): LineCounter {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) counter.addNewLine(i + 1);
  return counter;
}

/** V8's message with its offset turned into line and column. */
function jsonFault(text: string, error: unknown): string {
  const reason = reasonOf(error).replace(/\s+/g, " ");
  const at = / in JSON at position (\d+).*$/.exec(reason);
  const offset = at === null ? text.length : Number(at[1]);
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  return `line ${line}, column ${column}: ${reason.replace(/ in JSON at position.*$/, "").replace(/, ".*" is not valid JSON$/s, "")}`;
}

const YAML_OPTIONS = { merge: true, uniqueKeys: true, logLevel: "silent" } as const;

function tryYaml(text: string): Parsed | undefined {
  // A large broken JSON text would be parsed for nothing.
  if (text.length > 200_000) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines });
  return document.errors.length > 0 ? undefined : yamlParsed(document, lines);
}

function parseYaml(source: Source, text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const reason = (fault.message.split("\n")[0] as string).replace(/ at line \d+, column \d+:?$/, "");
    const { line, col } = lines.linePos(fault.pos[0]);
    throw unreadable(
      source,
      `it is not valid YAML (line ${line}, column ${col}: ${reason})`,
      "Mend it there",
    );
  }
  try {
    return yamlParsed(document, lines);
  } catch (error) {
    throw unreadable(
      source,
      `its YAML cannot be used (${reasonOf(error)})`,
      "Write it without so many aliases",
    );
  }
}

function yamlParsed(document: YamlDocument.Parsed, lines: LineCounter): Parsed {
  // The default of 100 expansions of one alias guards against texts that grow without bound.
  const value = document.toJS() as Json;
  return {
    value,
    line(pointer) {
      let node: unknown = document.contents;
      let line = 1;
      for (const token of tokens(pointer)) {
        if (isAlias(node)) node = node.resolve(document);
        if (isMap(node)) {
          const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === token);
          if (pair === undefined) return line;
          if (isNode(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
          node = pair.value;
        } else if (isSeq(node)) {
          const item = node.items[Number(token)];
          if (item === undefined) return line;
          if (isNode(item) && item.range) line = lines.linePos(item.range[0]).line;
          node = item;
        } else return line;
      }
      return line;
    },
  };
}
