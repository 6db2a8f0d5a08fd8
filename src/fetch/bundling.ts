import { type Document, type LoadOptions, loadDocument } from "../model/document.ts";
import { InputError } from "../model/errors.ts";
import { makeSource } from "../model/source.ts";
import { bundle } from "../model/swagger-parser.ts";
import type { Fetched, Neighbours } from "./provider.ts";

/** How much a document may make anyone read; the largest real ones have some two thousand files. */
const LIMITS = { files: 5000, bytes: 100 * 1024 * 1024 };

/**
 * Reads a document, and brings into it what it refers to in other files. Its lines stay those of its own file.
 * @throws InputError for what is no document, and for references that lead nowhere or further than they may.
 */
export async function openDocument(
  { source, neighbours }: Fetched,
  options: LoadOptions = {},
  limits = LIMITS,
): Promise<Document> {
  const document = loadDocument(source, options);
  if (document.externalReferences.length === 0) return document;
  const root = await bundle(document.written, limited(neighbours, source.ref, limits));
  const { sha256: _, ...facts } = source;
  const whole = loadDocument(makeSource({ ...facts, bytes: JSON.stringify(root) }), options);
  return Object.defineProperty(whole, "line", { value: document.line });
}

function limited({ base, read }: Neighbours, ref: string, limits: typeof LIMITS): Neighbours {
  let files = 0;
  let bytes = 0;
  return {
    base,
    async read(url) {
      files++;
      const content = files > limits.files ? undefined : await read(url);
      bytes += content?.length ?? 0;
      if (content !== undefined && bytes <= limits.bytes) return content;
      throw new InputError({
        what: "cannot use",
        where: ref,
        why: `it refers to more than ${limits.files} files or ${limits.bytes / 1024 / 1024} MB in other files`,
        hint: "Bundle it into one file first",
      });
    },
  };
}
