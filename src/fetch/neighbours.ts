import { realpath } from "node:fs/promises";
import { dirname, posix, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InputError } from "../model/errors.ts";
import { fileProblem, readDocument } from "./document-file.ts";
import type { Downloads } from "./downloads.ts";
import type { Reach } from "./http.ts";
import { leadsInside } from "./inside.ts";
import type { Login } from "./login.ts";
import type { Neighbours } from "./provider.ts";
import { excerpt, safeUrl } from "./redact.ts";

/**
 * What the references of a document lead to. A document may come from anyone, so that it can make nobody read
 * files outside of its own folder, or ask servers that only this machine reaches.
 */
export type ReadUrl = (url: string) => Promise<Uint8Array>;

/** @param remedy what the user may do instead of bundling. */
function refuse(url: string, why: string, remedy = ""): InputError {
  return new InputError({
    what: "cannot follow the $ref to",
    where: safeUrl(url),
    why,
    hint: `Bundle the document into one file first${remedy}`,
  });
}

const TRUST = ", or give --allow-external if you trust it";
const OUTSIDE = "it leads outside of the document's folder";

/**
 * Reads http(s) references.
 * @param own the origin of the document, which may always be asked.
 * @param trust which other servers may be.
 */
export function remoteReader(
  downloads: Downloads,
  own: string | undefined,
  trust: "anywhere" | "public",
  login: Login["for"] = () => undefined,
): ReadUrl {
  async function allow(hop: URL): Promise<Reach> {
    if (trust === "anywhere" || hop.origin === own) return "any";
    if (!(await leadsInside(hop))) return "public";
    throw refuse(
      hop.href,
      "a document from elsewhere may not refer to addresses of the local network",
      TRUST,
    );
  }
  return async (url) => {
    const { protocol } = new URL(url);
    if (protocol !== "http:" && protocol !== "https:")
      throw refuse(url, `${protocol} cannot be reached from this document`);
    return (await downloads.get(url, { allow, credentials: login(url) })).bytes;
  };
}

/** Files beside and below the document, wherever links lead to, or `anywhere`; servers through `remote`. */
export function fileNeighbours(
  document: string,
  remote: ReadUrl,
  { anywhere }: { readonly anywhere: boolean },
): Neighbours {
  const folder = dirname(document);
  return {
    base: pathToFileURL(document).href,
    async read(url) {
      if (!url.startsWith("file:")) return remote(url);
      const path = pathOf(url);
      if (anywhere) return readDocument(path, excerpt(path, 300));
      // Asked before the file is looked for, so that no message tells what is elsewhere.
      if (!isWithin(folder, path)) throw refuse(url, OUTSIDE, TRUST);
      const shown = excerpt(path, 300);
      const real = await realpath(path).catch((error: unknown) => Promise.reject(fileProblem(error, shown)));
      if (!isWithin(await realpath(folder), real)) throw refuse(url, OUTSIDE, TRUST);
      return readDocument(real, shown);
    },
  };
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw refuse(url, "it is not the URL of a file here");
  }
}

function isWithin(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** Files of the same tree (a commit, a package); servers through `remote`. */
export function treeNeighbours(
  scheme: string,
  path: string,
  read: (path: string) => Promise<Uint8Array>,
  remote: ReadUrl,
): Neighbours {
  const root = `${scheme}://tree/`;
  return {
    base: root + path.split("/").map(encodeURIComponent).join("/"),
    async read(url) {
      if (!url.startsWith(root)) return remote(url);
      return read(pathInTree(url, root));
    },
  };
}

function pathInTree(url: string, root: string): string {
  let path: string;
  try {
    path = posix.normalize(decodeURIComponent(url.slice(root.length)));
  } catch {
    throw refuse(url, "it is not well encoded");
  }
  if (/^(?:\.\.)?\/|^\.\.$/.test(path)) throw refuse(url, OUTSIDE);
  if (/[\r\n\0]/.test(path)) throw refuse(url, "it holds a line break");
  return path;
}
