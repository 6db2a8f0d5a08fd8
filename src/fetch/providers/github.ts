import { InputError } from "../../model/errors.ts";
import { isArray, isObject, type Json, stringAt } from "../../model/json.ts";
import { makeSource } from "../../model/source.ts";
import { parseVersion } from "../../model/version.ts";
import { assertDocumentLike } from "../content.ts";
import type { Download, Downloads } from "../downloads.ts";
import { MissingError, OfflineError, RefusedError } from "../fetch-errors.ts";
import { git } from "../git.ts";
import { remoteReader } from "../neighbours.ts";
import { type Asked, askedFacts, type Fetched, type Listed, type Of, type Provider } from "../provider.ts";
import { PLACEHOLDER, versionPattern } from "../template.ts";

type Place = Of<"github">;

/** Base URLs of GitHub: tests and mirrors have others. */
export interface GithubBases {
  readonly api: string;
  readonly raw: string;
}

export const GITHUB: GithubBases = {
  api: "https://api.github.com",
  raw: "https://raw.githubusercontent.com",
};

export interface GithubOptions {
  readonly bases: GithubBases;
  /** Which servers documents may refer to. */
  readonly trust: "anywhere" | "public";
  readonly downloads: Downloads;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Where such a document usually is, for references that do not say. */
const USUAL_PATHS = ["", "docs/", "api/", "spec/"].flatMap((folder) =>
  ["openapi.json", "openapi.yaml", "openapi.yml"].map((name) => folder + name),
);
const MOST_PAGES = 200;

/** Documents at tags, branches and commits of repositories on GitHub. */
export function githubProvider(options: GithubOptions): Provider<Place> {
  const { bases, downloads, env } = options;

  /** `refs/tags/` first: a branch may have a tag's name. */
  async function fetchFile(
    { owner, repo, tag }: Place,
    path: string,
    asked: Asked,
  ): Promise<Download & { url: string }> {
    const escaped = path.split("/").map(encodeURIComponent).join("/");
    const at = (ref: string) =>
      `${bases.raw}/${owner}/${repo}/${ref.split("/").map(encodeURIComponent).join("/")}/${escaped}`;
    const request = { check: assertDocumentLike };
    const url = at(`refs/tags/${tag}`);
    try {
      return { ...(await downloads.get(url, { ...request, fixed: `tag ${tag} of ${owner}/${repo}` })), url };
    } catch (error) {
      // What a template names is a tag and nothing else.
      if (asked.version !== undefined || !(error instanceof MissingError || error instanceof OfflineError))
        throw error;
      const other = at(tag);
      return { ...(await downloads.get(other, request)), url: other };
    }
  }

  async function fetchUsual(place: Place, asked: Asked): Promise<Download & { url: string }> {
    for (const path of USUAL_PATHS) {
      try {
        return await fetchFile(place, path, asked);
      } catch (error) {
        if (!(error instanceof MissingError)) throw error;
      }
    }
    throw new MissingError({
      what: "cannot read",
      where: asked.ref,
      why: `there is none of ${USUAL_PATHS.join(", ")} at ${place.tag}`,
      hint: "Name the file after the tag: github:OWNER/REPO#TAG:PATH",
    });
  }

  async function read(place: Place, asked: Asked): Promise<Fetched> {
    const { bytes, origin, url, earlier } = await (place.path === undefined
      ? fetchUsual(place, asked)
      : fetchFile(place, place.path, asked));
    const version = asked.version ?? (parseVersion(place.tag) === undefined ? undefined : place.tag);
    return {
      source: makeSource({
        ...askedFacts({ ...asked, ...(version && { version }) }, version ? earlier : []),
        origin,
        bytes,
      }),
      neighbours: { base: url, read: remoteReader(downloads, new URL(url).origin, options.trust) },
    };
  }

  async function tagsFromApi({ owner, repo }: Place): Promise<readonly string[]> {
    const token = env.GITHUB_TOKEN?.trim();
    const tags: string[] = [];
    let url: string | undefined = `${bases.api}/repos/${owner}/${repo}/tags?per_page=100`;
    for (let page = 0; url !== undefined && page < MOST_PAGES; page++) {
      const { bytes, headers, origin }: Download = await downloads.get(url, {
        headers: { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
        ...(token ? { credentials: { headers: async () => ({ authorization: `Bearer ${token}` }) } } : {}),
        authHint: "Check GITHUB_TOKEN",
      });
      tags.push(...tagNames(bytes, origin));
      url = nextPage(headers.get("link"), bases.api);
    }
    return tags;
  }

  async function tagsFromGit({ owner, repo }: Place, web: string): Promise<readonly string[]> {
    const where = `${web}/${owner}/${repo}`;
    const { cwd, signal } = options;
    const listing = await git(["ls-remote", "--tags", "--refs", "--", where], { cwd, env, where, signal });
    return listing.split("\n").flatMap((line) => /\trefs\/tags\/(.+)$/.exec(line)?.[1] ?? []);
  }

  async function listTags(place: Place): Promise<readonly string[]> {
    const web = webOf(bases.api);
    try {
      return await tagsFromApi(place);
    } catch (error) {
      if (!(error instanceof RefusedError) || web === undefined) throw error;
      options.log(`the tags of ${place.owner}/${place.repo} are listed with git: ${error.message}`);
      return tagsFromGit(place, web);
    }
  }

  return {
    read,
    async list(template) {
      if (!template.tag.includes(PLACEHOLDER))
        throw new InputError({
          what: "cannot list the versions of",
          where: `github:${template.owner}/${template.repo}`,
          why: `${PLACEHOLDER} is in the path and not in the tag`,
          hint: `Clone the repository and name its folder: git:DIR#REV:PATH`,
        });
      const pattern = versionPattern(template.tag);
      return (await listTags(template)).flatMap((tag): Listed[] => {
        const version = pattern.exec(tag)?.[1];
        return version === undefined ? [] : [{ version }];
      });
    },
  };
}

function tagNames(bytes: Uint8Array, where: string): readonly string[] {
  let value: Json | undefined;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    value = undefined;
  }
  if (!isArray(value))
    throw new InputError({ what: "cannot use the list of tags from", where, why: "it is not a JSON list" });
  return value.flatMap((tag) => (isObject(tag) ? (stringAt(tag, "name") ?? []) : []));
}

/** `rel="next"` of a Link header (RFC 8288), as long as it stays with the API: a token goes along. */
function nextPage(link: string | undefined, api: string): string | undefined {
  const next = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "")?.[1];
  if (next === undefined || !URL.canParse(next, api)) return undefined;
  const url = new URL(next, api);
  return url.origin === new URL(api).origin ? url.href : undefined;
}

/** The site that belongs to an API: GitHub's own, or that of an Enterprise Server. */
function webOf(api: string): string | undefined {
  if (api === GITHUB.api) return "https://github.com";
  return /^(https?:\/\/[^/]+)\/api\/v3$/.exec(api)?.[1];
}
