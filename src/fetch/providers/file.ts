import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InputError, reasonOf } from "../../model/errors.ts";
import { makeSource } from "../../model/source.ts";
import { assertWithin } from "../confinement.ts";
import { assertDocumentLike } from "../content.ts";
import { MissingError } from "../missing.ts";
import { askedFacts, type Listed, type Neighbours, type Of, type Provider } from "../provider.ts";
import { PLACEHOLDER, versionPattern } from "../template.ts";

/** Files of this machine; `cwd` is where relative paths start. */
export function fileProvider(
  cwd: string,
  remote: (url: string) => Promise<Uint8Array>,
): Provider<Of<"file">> {
  return {
    async read({ path }, asked) {
      const absolute = resolve(cwd, path);
      const bytes = await readDocument(absolute, path);
      return {
        source: makeSource({ ...askedFacts(asked), origin: absolute, bytes }),
        neighbours: fileNeighbours(absolute, remote),
      };
    },
    list: ({ path }) => listFiles(cwd, path),
  };
}

async function readDocument(absolute: string, shown: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(absolute);
  } catch (error) {
    throw fileProblem(error, shown);
  }
  if (bytes.length > 0) assertDocumentLike(bytes, shown);
  return bytes;
}

function fileProblem(error: unknown, where: string): InputError {
  const what = "cannot read";
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return new MissingError({ what, where, why: "there is no such file", hint: "Check the path" });
    case "EISDIR":
      return new InputError({ what, where, why: "it is a folder", hint: "Name a file in it" });
    case "EACCES":
    case "EPERM":
      return new InputError({ what, where, why: "it may not be read", hint: "Check its permissions" });
    default:
      return new InputError({ what, where, why: reasonOf(error) }, { cause: error });
  }
}

/** Files beside and below the document, whatever links there are among them; and what its URLs lead to. */
export function fileNeighbours(document: string, remote: (url: string) => Promise<Uint8Array>): Neighbours {
  return {
    base: pathToFileURL(document).href,
    async read(url) {
      if (!url.startsWith("file:")) return remote(url);
      const path = fileURLToPath(url);
      // Checked before the file is looked for, so that no message tells what is elsewhere.
      assertWithin(slashed(dirname(document)), slashed(path), url);
      const real = await realpath(path).catch((error: unknown) => Promise.reject(fileProblem(error, path)));
      assertWithin(slashed(await realpath(dirname(document))), slashed(real), url);
      return readDocument(real, path);
    },
  };
}

const slashed = (path: string) => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** Goes down the template segment by segment; only a segment with the placeholder needs a look into its folder. */
async function listFiles(cwd: string, template: string): Promise<readonly Listed[]> {
  const segments = template.split(/[\\/]/);
  const start = isAbsolute(template) ? "" : cwd;
  let found: { path: string; version: string | undefined }[] = [{ path: start, version: undefined }];
  for (const [index, segment] of segments.entries()) {
    const next: typeof found = [];
    for (const { path, version } of found) {
      const known = version === undefined ? segment : segment.replaceAll(PLACEHOLDER, version);
      if (!known.includes(PLACEHOLDER)) {
        next.push({ path: index === 0 && segment === "" ? "/" : join(path, known), version });
        continue;
      }
      const pattern = versionPattern(known);
      for (const name of await namesIn(path, template)) {
        const match = pattern.exec(name);
        if (match !== null) next.push({ path: join(path, name), version: match[1] });
      }
    }
    found = next;
  }
  const files = await Promise.all(found.map(async (entry) => ((await isFile(entry.path)) ? [entry] : [])));
  return files.flat().flatMap(({ version }) => (version === undefined ? [] : [{ version }]));
}

async function namesIn(folder: string, template: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return [];
    throw new InputError({
      what: "cannot list the versions of",
      where: template,
      why:
        (error as NodeJS.ErrnoException).code === "ENOENT" ? `there is no folder ${folder}` : reasonOf(error),
      hint: "Check the path",
    });
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}
