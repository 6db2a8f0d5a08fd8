import { type Document, loadDocument } from "../model/document.ts";
import { InputError } from "../model/errors.ts";
import { makeSource } from "../model/source.ts";
import { bundle } from "../model/swagger-parser.ts";
import type { Fetched, Neighbours } from "./provider.ts";

const MOST_FILES = 1000;
const MOST_BYTES = 100 * 1024 * 1024;

/**
 * Reads a document, and brings into it what it refers to in other files. Its lines stay those of its own file.
 * @throws InputError for what is no document, and for references that lead nowhere or further than they may.
 */
export async function openDocument({ source, neighbours }: Fetched): Promise<Document> {
  const document = loadDocument(source);
  if (document.externalReferences.length === 0) return document;
  const root = await bundle(document.root, limited(neighbours, source.ref));
  const { sha256: _, ...facts } = source;
  const whole = loadDocument(makeSource({ ...facts, bytes: JSON.stringify(root) }));
  return Object.defineProperty(whole, "line", { value: document.line });
}

/** A document that makes somebody read without end is refused. */
function limited({ base, read }: Neighbours, ref: string): Neighbours {
  let files = 0;
  let bytes = 0;
  return {
    base,
    async read(url) {
      files++;
      const content = files > MOST_FILES ? undefined : await read(url);
      bytes += content?.length ?? 0;
      if (content !== undefined && bytes <= MOST_BYTES) return content;
      throw new InputError({
        what: "cannot use",
        where: ref,
        why: `it refers to more than ${MOST_FILES} files or ${MOST_BYTES / 1024 / 1024} MB in other files`,
        hint: "Bundle it into one file first",
      });
    },
  };
}
