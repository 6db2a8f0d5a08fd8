import { createHash } from "node:crypto";
import { type Answer, type Asked, conditional, json, pathOf } from "./answer.ts";
import { type Allowance, type RateLimit, RateWindow } from "./rate-limit.ts";
import type { StoredVersion, VersionStore } from "./version-store.ts";

export interface GitHubOptions {
  readonly versions: VersionStore;
  /** `OWNER/REPO` */
  readonly repository: string;
  /** The document's path in the repository. */
  readonly path: string;
  /** Requests an hour to the REST API without a token. Default 60, as GitHub's own. */
  readonly hourlyLimit?: number;
  /** A limit on files and everything else together. Default: files are not limited. */
  readonly limit?: RateLimit;
  /** Milliseconds since the epoch, for the window's end. */
  readonly now: () => number;
}

const DOCS = "https://docs.github.com/rest";
const PAGE_LIMIT = 100;

/**
 * Plays the parts of GitHub that specwitness asks: tags and commits of the REST API
 * (https://docs.github.com/rest/repos/repos#list-repository-tags) and files by tag.
 * @returns an answer, or `undefined` for a path that is none of GitHub's
 */
export function playGitHub(
  options: GitHubOptions,
): (asked: Asked, origin: string) => Promise<Answer | undefined> {
  const anonymous = new RateWindow({ requests: options.hourlyLimit ?? 60, windowSeconds: 3600 }, options.now);
  const withToken = new RateWindow({ requests: 5000, windowSeconds: 3600 }, options.now);
  const overall = options.limit === undefined ? undefined : new RateWindow(options.limit, options.now);
  return async (asked, origin) => {
    const isFile = pathOf(asked).startsWith(`/${options.repository}/`);
    if (overall !== undefined && (isFile || pathOf(asked).startsWith("/repos/"))) {
      const allowance = overall.take();
      if (allowance.exceeded) return { status: 429, headers: limitHeaders(allowance) };
      const answer = isFile
        ? await rawAnswer(options, asked)
        : conditional(asked, await restResource(options, asked, origin), "weak");
      return { ...answer, headers: { ...answer.headers, ...limitHeaders(allowance) } };
    }
    if (pathOf(asked).startsWith("/repos/")) {
      return restAnswer(options, asked, origin, asked.headers.authorization ? withToken : anonymous);
    }
    if (isFile) return rawAnswer(options, asked);
    return undefined;
  };
}

async function restAnswer(
  options: GitHubOptions,
  asked: Asked,
  origin: string,
  window: RateWindow,
): Promise<Answer> {
  const answer = conditional(asked, await restResource(options, asked, origin), "weak");
  // A 304 to somebody who is logged in is free.
  const free = answer.status === 304 && asked.headers.authorization !== undefined;
  const allowance = window.take(free ? 0 : 1);
  const headers = { ...limitHeaders(allowance), "X-RateLimit-Resource": "core" };
  if (!allowance.exceeded) return { ...answer, headers: { ...answer.headers, ...headers } };
  const message = "API rate limit exceeded for 127.0.0.1.";
  return json(403, { message, documentation_url: `${DOCS}/rate-limit` }, headers);
}

function limitHeaders({ limit, remaining, reset }: Allowance): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(reset),
    "X-RateLimit-Used": String(limit - remaining),
  };
}

async function restResource(options: GitHubOptions, asked: Asked, origin: string): Promise<Answer> {
  const base = `/repos/${options.repository}`;
  const path = pathOf(asked);
  if (asked.method !== "GET" && asked.method !== "HEAD") return notFound();
  if (path === `${base}/tags`)
    return tagsPage(await newestNameFirst(options.versions), asked, `${origin}${base}`);
  if (path.startsWith(`${base}/commits/`)) {
    const id = path.slice(`${base}/commits/`.length);
    const tag = (await options.versions.list()).find((each) => commitOf(each) === id);
    return tag === undefined ? notFound() : json(200, commit(tag, `${origin}${base}`));
  }
  return notFound();
}

function notFound(): Answer {
  return json(404, { message: "Not Found", documentation_url: DOCS, status: "404" });
}

/** GitHub lists tags by name backwards, which is not by version. */
async function newestNameFirst(versions: VersionStore): Promise<StoredVersion[]> {
  const list = [...(await versions.list())];
  return list.sort((left, right) => (left.version < right.version ? 1 : -1));
}

function tagsPage(tags: readonly StoredVersion[], asked: Asked, base: string): Answer {
  const query = new URLSearchParams(asked.path.slice(pathOf(asked).length));
  const size = Math.min(PAGE_LIMIT, positive(query.get("per_page"), 30));
  const page = positive(query.get("page"), 1);
  const pages = Math.max(1, Math.ceil(tags.length / size));
  const link = (to: number, rel: string) => `<${base}/tags?per_page=${size}&page=${to}>; rel="${rel}"`;
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < pages ? [link(page + 1, "next"), link(pages, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  const body = tags.slice((page - 1) * size, page * size).map((tag) => ({
    name: tag.version,
    commit: { sha: commitOf(tag), url: `${base}/commits/${commitOf(tag)}` },
    zipball_url: `${base}/zipball/refs/tags/${tag.version}`,
    tarball_url: `${base}/tarball/refs/tags/${tag.version}`,
    node_id: `REF_${commitOf(tag).slice(0, 12)}`,
  }));
  return json(200, body, links.length === 0 ? {} : { Link: links.join(", ") });
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

/** A stand-in for the commit's name: a function of the tag's, so that it is the same each time. */
function commitOf(tag: StoredVersion): string {
  return createHash("sha1").update(tag.version).digest("hex");
}

function commit(tag: StoredVersion, base: string) {
  const by = { name: "release", email: "release@harbour.example", date: tag.date ?? "1970-01-01T00:00:00Z" };
  return {
    sha: commitOf(tag),
    url: `${base}/commits/${commitOf(tag)}`,
    commit: { message: `Release ${tag.version}`, author: by, committer: by },
  };
}

/** `/OWNER/REPO/refs/tags/TAG/PATH` and `/OWNER/REPO/TAG/PATH`. */
async function rawAnswer(options: GitHubOptions, asked: Asked): Promise<Answer> {
  const missing = {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: "404: Not Found",
  };
  const rest = decoded(pathOf(asked).slice(options.repository.length + 2));
  const suffix = `/${options.path}`;
  if (rest === undefined || !rest.endsWith(suffix)) return missing;
  const bytes = await options.versions.read(rest.slice(0, -suffix.length).replace(/^refs\/tags\//, ""));
  if (bytes === undefined) return missing;
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "max-age=300" };
  return conditional(asked, { status: 200, headers, body: bytes }, "strong");
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
