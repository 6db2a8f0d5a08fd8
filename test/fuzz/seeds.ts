import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { JsonObject } from "../../src/model/json.ts";
import { shared } from "../support/shared.ts";
import { EVERYTHING } from "./everything.ts";

/** One document of each real history: Swagger 2.0, OpenAPI 3.0 and 3.1, JSON and YAML. */
const CORPUS = ["qdrant", "outline", "meilisearch", "figma", "moby-swagger2", "adyen-checkout-v71"];

/** Real documents to start from, and small ones with everything that a document may hold. */
export function seeds(): JsonObject[] {
  const harbour = fileURLToPath(new URL("../../demo/harbour/versions", import.meta.url));
  return [
    ...EVERYTHING,
    ...EVERYTHING,
    ...readdirSync(harbour).map((name) => read(join(harbour, name))),
    ...CORPUS.flatMap(fromCorpus),
    ...fromAirfocus(),
  ];
}

function fromCorpus(api: string): JsonObject[] {
  const archive = shared("data", "corpus", `${api}.tar.xz`);
  if (archive === undefined) return [];
  return inFolder((folder) => {
    execFileSync("tar", ["-xJf", archive, "-C", folder]);
    const newest = readdirSync(join(folder, api)).sort().at(-1) as string;
    return [read(join(folder, api, newest))];
  });
}

function fromAirfocus(): JsonObject[] {
  const bundle = shared("data", "airfocus.bundle");
  if (bundle === undefined) return [];
  return inFolder((folder) => {
    execFileSync("git", ["clone", "--quiet", "--bare", bundle, folder], { stdio: "ignore" });
    return ["1.0.0-beta.33.31.6", "1.0.0-beta.47.144.0"].map((tag) => {
      const text = execFileSync("git", ["-C", folder, "show", `${tag}:docs/openapi.json`], {
        maxBuffer: 1 << 28,
      });
      return JSON.parse(text.toString()) as JsonObject;
    });
  });
}

function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "specwitness-seeds-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file: string): JsonObject {
  return parse(readFileSync(file, "utf8"), { merge: true }) as JsonObject;
}
