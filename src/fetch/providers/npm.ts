import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { InputError, UsageError } from "../../model/errors.ts";
import { isObject, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import { makeSource } from "../../model/source.ts";
import { parseVersion } from "../../model/version.ts";
import { MAX_BYTES } from "../client.ts";
import { assertDocumentLike } from "../content.ts";
import type { Downloads } from "../downloads.ts";
import { MissingError } from "../fetch-errors.ts";
import { type ReadUrl, treeNeighbours } from "../neighbours.ts";
import { askedFacts, type Of, type Provider } from "../provider.ts";
import { excerpt, isHttpUrl } from "../redact.ts";
import { readTar } from "../tar.ts";

type Place = Of<"npm">;
type Files = ReadonlyMap<string, Uint8Array>;

export interface NpmOptions {
  readonly downloads: Downloads;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly remote: ReadUrl;
}

/** Documents inside npm packages. */
export function npmProvider(options: NpmOptions): Provider<Place> {
  const { downloads } = options;
  let registry: Promise<string> | undefined;
  // Of packages only what the registry says is kept: their files may be large, and there may be many versions.
  const manifests = new Map<string, Promise<JsonObject>>();

  function manifest(name: string): Promise<JsonObject> {
    const known = manifests.get(name) ?? fetchManifest(name);
    manifests.set(name, known);
    return known;
  }

  async function fetchManifest(name: string): Promise<JsonObject> {
    registry ??= findRegistry(options);
    const url = `${await registry}/${name.replace("/", "%2F")}`;
    const { bytes, origin } = await downloads.get(url, { headers: { accept: "application/json" } });
    const value: unknown = parseJson(bytes);
    if (!isObject(value))
      throw new InputError({
        what: "cannot use the answer of the npm registry",
        where: origin,
        why: "it is not a JSON object",
      });
    return value;
  }

  async function load({ package: name, version: asked }: Place): Promise<{ files: Files; version: string }> {
    const facts = await manifest(name);
    const version = stringAt(objectAt(facts, "dist-tags"), asked) ?? asked;
    const release = own(objectAt(facts, "versions"), version);
    if (!isObject(release))
      throw new MissingError({
        what: "cannot read",
        where: `npm:${name}@${asked}`,
        why: `the package has no version ${asked}`,
        hint: "Check the version; ranges such as ^1.0.0 are not read",
      });
    const dist = objectAt(release, "dist");
    const tarball = stringAt(dist, "tarball") ?? "";
    if (!isHttpUrl(tarball))
      throw new InputError({
        what: "cannot read",
        where: `npm:${name}@${version}`,
        why: "the registry does not say where it is",
      });
    const { bytes, origin } = await downloads.get(tarball, { fixed: `${name}@${version}` });
    assertIntegrity(bytes, stringAt(dist, "integrity"), origin);
    return { files: await unpack(bytes, origin), version };
  }

  return {
    async read(place, asked) {
      const { files, version } = await load(place);
      const read = async (path: string) => {
        const content = files.get(path);
        if (content !== undefined) return content;
        throw new MissingError({
          what: "cannot read",
          where: `npm:${place.package}@${version}:${path}`,
          why: "the package has no such file",
          hint: documentsAmong(files),
        });
      };
      const origin = `npm:${place.package}@${version}:${place.path}`;
      const bytes = await read(place.path.replace(/^\.\//, ""));
      if (bytes.length > 0) assertDocumentLike(bytes, origin);
      const named = asked.version ?? (parseVersion(version) === undefined ? undefined : version);
      return {
        source: makeSource({ ...askedFacts({ ...asked, ...(named && { version: named }) }), origin, bytes }),
        neighbours: treeNeighbours("npm", place.path, read, options.remote),
      };
    },
    async list(template) {
      const facts = await manifest(template.package);
      const times = objectAt(facts, "time");
      return Object.keys(objectAt(facts, "versions")).map((version) => {
        const date = stringAt(times, version);
        return { version, ...(date === undefined ? {} : { date }) };
      });
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Subresource Integrity (https://www.w3.org/TR/SRI/): every package published since 2017 has a sha512. */
function assertIntegrity(bytes: Uint8Array, integrity: string | undefined, where: string): void {
  const wanted = /(?:^|\s)sha512-([A-Za-z0-9+/=]+)/.exec(integrity ?? "")?.[1];
  if (wanted === undefined || createHash("sha512").update(bytes).digest("base64") === wanted) return;
  throw new InputError({
    what: "cannot use",
    where,
    why: "its content is not what the registry promises (sha512)",
    hint: "Fetch it again",
  });
}

async function unpack(bytes: Uint8Array, where: string): Promise<Files> {
  try {
    const archive =
      bytes[0] === 0x1f ? await promisify(gunzip)(bytes, { maxOutputLength: 4 * MAX_BYTES }) : bytes;
    const files = new Map<string, Uint8Array>();
    // The archive's one top folder is called package, or whatever its maker liked.
    for (const { path, content } of readTar(archive)) files.set(path.replace(/^[^/]*\//, ""), content);
    return files;
  } catch (error) {
    throw new InputError(
      { what: "cannot unpack", where, why: "it is damaged or too large", hint: "Fetch it again" },
      { cause: error },
    );
  }
}

function documentsAmong(files: Files): string {
  const candidates = [...files.keys()].filter(
    (path) => /\.(?:json|ya?ml)$/.test(path) && !/(?:^|\/)package\.json$/.test(path),
  );
  return candidates.length === 0
    ? "It holds no JSON or YAML file"
    : `It holds ${excerpt(candidates.sort().slice(0, 5).join(", "), 200)}`;
}

/** npm's own setting: from its environment variable, else asked from npm, which knows all its `.npmrc` files. */
async function findRegistry({ env, cwd }: NpmOptions): Promise<string> {
  const named = env.npm_config_registry ?? env.NPM_CONFIG_REGISTRY ?? (await askNpm(env, cwd));
  const registry = named.trim().replace(/\/+$/, "");
  if (isHttpUrl(registry)) return registry;
  throw new UsageError({
    what: "cannot tell the npm registry",
    why: "npm is not there to ask",
    hint: "Set npm_config_registry to its URL",
  });
}

async function askNpm(env: NodeJS.ProcessEnv, cwd: string): Promise<string> {
  // On Windows npm is a script, which only a shell runs; nothing of it comes from outside.
  const shell = process.platform === "win32";
  return promisify(execFile)("npm", ["config", "get", "registry"], { env, cwd, shell }).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
