import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { InputError } from "../../model/errors.ts";
import { makeSource } from "../../model/source.ts";
import { parseVersion } from "../../model/version.ts";
import { assertDocumentLike } from "../content.ts";
import { MissingError } from "../fetch-errors.ts";
import { git } from "../git.ts";
import { GitObjects } from "../git-objects.ts";
import { type ReadUrl, treeNeighbours } from "../neighbours.ts";
import { type Asked, askedFacts, type Listed, type Of, type Provider } from "../provider.ts";
import { excerpt } from "../redact.ts";
import { PLACEHOLDER, versionPattern } from "../template.ts";

type Place = Of<"git">;

export interface GitOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Reads http(s) references of documents. */
  readonly remote: ReadUrl;
}

/** One repository: a folder, or a bundle unpacked for the time being. */
interface Repository {
  readonly folder: string;
  readonly where: string;
  readonly objects: GitObjects;
  readonly temporary?: string;
}

/** Documents in local git repositories and bundles. */
export function gitProvider(options: GitOptions): Provider<Place> {
  const repositories = new Map<string, Promise<Repository>>();

  function open(name: string): Promise<Repository> {
    const known = repositories.get(name) ?? openRepository(name, options);
    repositories.set(name, known);
    return known;
  }

  const run = ({ folder, where }: Repository, ...args: string[]) =>
    git(args, { cwd: folder, env: options.env, where, signal: options.signal });

  async function readBlob(repository: Repository, revision: string, path: string): Promise<Buffer> {
    options.signal?.throwIfAborted();
    const object = await repository.objects.read(`${revision}:${path}`);
    if (object?.type === "blob") return object.content;
    const shown = revision.replace(/^refs\/tags\//, "");
    const where = `${repository.where}#${shown}:${excerpt(path, 300)}`;
    if (object !== undefined)
      throw new InputError({
        what: "cannot read",
        where,
        why: `it is a ${object.type}, not a file`,
        hint: "Name a file in it",
      });
    const known = await repository.objects.read(`${revision}^{commit}`);
    throw new MissingError(
      known === undefined
        ? {
            what: "cannot read",
            where,
            why: `the repository has no revision ${shown}`,
            hint: "Fetch it first: git fetch --tags",
          }
        : { what: "cannot read", where, why: `there is no such file at ${shown}`, hint: "Check the path" },
    );
  }

  /** What a template names is a tag first of all: a short version may look like the beginning of a hash. */
  async function revisionOf(repository: Repository, revision: string, { version }: Asked): Promise<string> {
    if (version === undefined || revision.startsWith("refs/")) return revision;
    const tag = `refs/tags/${revision}`;
    return (await repository.objects.read(`${tag}^{commit}`)) === undefined ? revision : tag;
  }

  async function dateOf(repository: Repository, revision: string): Promise<string | undefined> {
    const commit = await repository.objects.read(`${revision}^{commit}`);
    const seconds = /^committer .* (\d+) [+-]\d{4}$/m.exec(commit?.content.toString("utf8") ?? "")?.[1];
    return seconds === undefined ? undefined : isoDate(Number(seconds));
  }

  return {
    async read({ repository: name = ".", revision, path }, asked) {
      const repository = await open(name);
      const exact = await revisionOf(repository, revision, asked);
      const bytes = await readBlob(repository, exact, path);
      const origin = `${repository.where}#${revision}:${path}`;
      if (bytes.length > 0) assertDocumentLike(bytes, origin);
      const version = asked.version ?? (parseVersion(revision) === undefined ? undefined : revision);
      const date = asked.date ?? (await dateOf(repository, exact));
      const facts = { ref: asked.ref, ...(version && { version }), ...(date && { date }) };
      const read = (tree: string) => readBlob(repository, exact, tree);
      return {
        source: makeSource({ ...askedFacts(facts), origin, bytes }),
        neighbours: treeNeighbours("git", path, read, options.remote),
      };
    },

    async list({ repository: name = ".", revision, path }) {
      const repository = await open(name);
      return revision.includes(PLACEHOLDER)
        ? listTags(await run(repository, "for-each-ref", `--format=${TAG_FORMAT}`, "refs/tags"), revision)
        : listTree(
            await run(repository, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision),
            path,
          );
    },

    async close() {
      for (const opened of repositories.values()) {
        const repository = await opened.catch(() => undefined);
        repository?.objects.close();
        if (repository?.temporary !== undefined)
          await rm(repository.temporary, { recursive: true, force: true });
      }
      repositories.clear();
    },
  };
}

async function openRepository(name: string, { cwd, env, signal }: GitOptions): Promise<Repository> {
  const path = resolve(cwd, name);
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined)
    throw new InputError({
      what: "cannot read the repository",
      where: name,
      why: "there is no such folder or bundle",
      hint: "Check the path",
    });
  if (!facts.isFile()) return { folder: path, where: name, objects: new GitObjects(path, env, name) };
  const temporary = await mkdtemp(join(tmpdir(), "specwitness-git-"));
  try {
    // git reads a bundle's objects only by cloning it.
    await git(["clone", "--quiet", "--bare", "--", path, "bundle.git"], {
      cwd: temporary,
      env,
      where: name,
      signal,
    });
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  const folder = join(temporary, "bundle.git");
  return { folder, where: name, objects: new GitObjects(folder, env, name), temporary };
}

/** A tag's own date, or its commit's; in seconds, because zones differ from commit to commit. */
const TAG_FORMAT = "%(refname:strip=2)%09%(creatordate:unix)";

function listTags(listing: string, revision: string): readonly Listed[] {
  const pattern = versionPattern(revision.replace(/^(?:refs\/)?tags\//, ""));
  return listing.split("\n").flatMap((line) => {
    const [tag = "", seconds = ""] = line.split("\t");
    const version = pattern.exec(tag)?.[1];
    if (version === undefined) return [];
    return [{ version, ...(seconds === "" ? {} : { date: isoDate(Number(seconds)) }) }];
  });
}

function listTree(listing: string, path: string): readonly Listed[] {
  const pattern = versionPattern(path);
  return listing.split("\0").flatMap((name) => {
    const version = pattern.exec(name)?.[1];
    return version === undefined || version.includes("/") ? [] : [{ version }];
  });
}

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
