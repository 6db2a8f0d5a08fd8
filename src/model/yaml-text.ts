import { createRequire } from "node:module";
import type { CST, Document } from "yaml";
import { MOST_LEVELS, TOO_DEEP } from "./depth.ts";
import { reasonOf } from "./errors.ts";
import type { Json } from "./json.ts";
import { LineStarts } from "./line-starts.ts";
import type { Parsed } from "./parse.ts";
import { type Pointer, tokens } from "./pointer.ts";

const require = createRequire(import.meta.url);

/** The only module that knows `yaml`; most documents are JSON, so it is loaded when first needed. */
function library() {
  return require("yaml") as typeof import("yaml");
}

/** What keeps a text from being read as YAML, and what to do about it. */
export class YamlFault extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** @throws YamlFault for text that is no YAML, that is nested too deep, or that grows without bound. */
export function readYaml(text: string): Parsed {
  const starts = new LineStarts(text);
  const document = compose(text);
  const fault = document.errors[0];
  if (fault !== undefined) {
    const { line, column } = starts.placeOf(fault.pos[0]);
    const why = `it is not valid YAML (line ${line}, column ${column}: ${fault.message.split("\n")[0]})`;
    throw new YamlFault(why, "Mend it there");
  }
  try {
    // The default of 100 expansions of one alias guards against texts that grow without bound.
    const value = document.toJS() as Json;
    return { value, line: (pointer) => starts.placeOf(offsetOf(document, pointer)).line };
  } catch (error) {
    throw new YamlFault(`its YAML cannot be used (${reasonOf(error)})`, "Write it without so many aliases");
  }
}

/**
 * The first document of a text. It is composed by recursion, which on a text that is nested deep enough exhausts the
 * stack at a place where V8 ends the process: the tokens tell how deep it is before.
 */
function compose(text: string): Document.Parsed {
  const { Composer, Lexer, Parser } = library();
  const parser = new Parser();
  const read: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    read.push(...parser.next(lexeme));
    // A level of the value is one or two of the parser's.
    if (parser.stack.length > 2 * MOST_LEVELS) throw new YamlFault(TOO_DEEP.why, TOO_DEEP.hint);
  }
  read.push(...parser.end());
  const composer = new Composer({ merge: true, uniqueKeys: true, logLevel: "silent" });
  const [document] = composer.compose(read, true, text.length);
  return document as Document.Parsed;
}

/** The offset of the value at a pointer, name included; of its nearest ancestor where it has none. */
function offsetOf(document: Document.Parsed, pointer: Pointer): number {
  const { isAlias, isMap, isNode, isScalar, isSeq } = library();
  let node: unknown = document.contents;
  let offset = 0;
  for (const token of tokens(pointer)) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === token);
      if (pair === undefined) return offset;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(token)];
      if (item === undefined) return offset;
      if (isNode(item) && item.range) offset = item.range[0];
      node = item;
    } else return offset;
  }
  return offset;
}
