import { createRequire } from "node:module";
import type { Document } from "yaml";
import { reasonOf } from "./errors.ts";
import type { Json } from "./json.ts";
import { LineStarts } from "./line-starts.ts";
import type { Parsed } from "./parse.ts";
import { type Pointer, tokens } from "./pointer.ts";

const load = createRequire(import.meta.url);

/** The only module that knows `yaml`; most documents are JSON, so it is loaded when first needed. */
function library() {
  return load("yaml") as typeof import("yaml");
}

/** What keeps a text from being read as YAML. */
export class YamlFault extends Error {
  /** Is the text YAML, but of a kind that must not be used? */
  readonly unusable: boolean;

  constructor(message: string, unusable: boolean) {
    super(message);
    this.unusable = unusable;
  }
}

/** @throws YamlFault for text that is no YAML, or that grows without bound. */
export function readYaml(text: string): Parsed {
  const starts = new LineStarts(text);
  const document = library().parseDocument(text, { merge: true, uniqueKeys: true, logLevel: "silent" });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const reason = (fault.message.split("\n")[0] as string).replace(/ at line \d+, column \d+:?$/, "");
    const { line, column } = starts.placeOf(fault.pos[0]);
    throw new YamlFault(`line ${line}, column ${column}: ${reason}`, false);
  }
  try {
    // The default of 100 expansions of one alias guards against texts that grow without bound.
    const value = document.toJS() as Json;
    return { value, line: (pointer) => starts.placeOf(offsetOf(document, pointer)).line };
  } catch (error) {
    throw new YamlFault(reasonOf(error), true);
  }
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
