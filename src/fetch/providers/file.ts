import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { InputError, reasonOf } from "../../model/errors.ts";
import { makeSource } from "../../model/source.ts";
import { readDocument } from "../document-file.ts";
import { fileNeighbours, type ReadUrl } from "../neighbours.ts";
import { askedFacts, type Listed, type Of, type Provider } from "../provider.ts";
import { PLACEHOLDER, versionPattern } from "../template.ts";

/** Files of this machine; `cwd` is where relative paths start. */
export function fileProvider(
  cwd: string,
  remote: ReadUrl,
  reach: { readonly anywhere: boolean },
): Provider<Of<"file">> {
  return {
    async read({ path }, asked) {
      const absolute = resolve(cwd, path);
      const bytes = await readDocument(absolute, path);
      return {
        source: makeSource({ ...askedFacts(asked), origin: absolute, bytes }),
        neighbours: fileNeighbours(absolute, remote, reach),
      };
    },
    list: ({ path }) => listFiles(cwd, path),
  };
}

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
