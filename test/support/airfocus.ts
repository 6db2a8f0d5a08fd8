import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { type Airfocus, type AirfocusOptions, startAirfocus as start } from "../../src/demo/airfocus.ts";
import { gitStore } from "../../src/demo/git-store.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { makeSource } from "../../src/model/source.ts";
import { shared } from "./shared.ts";

export type { Airfocus, AirfocusOptions } from "../../src/demo/airfocus.ts";

let clone: string | undefined;
let store: ReturnType<typeof gitStore> | undefined;

/** A bare clone of the 317 tags, made once for each test file; `undefined`, said in one line, without the data. */
export function airfocusClone(): string | undefined {
  if (clone !== undefined) return clone;
  const bundle = shared("data", "airfocus.bundle");
  if (bundle === undefined) return undefined;
  clone = join(mkdtempSync(join(tmpdir(), "specwitness-airfocus-")), "airfocus-api.git");
  execFileSync("git", ["clone", "--quiet", "--bare", bundle, clone], { stdio: "ignore" });
  return clone;
}

// A worker of the test runner ends without the event `exit`; hooks of a file run last what was registered first.
afterAll(async () => {
  await store?.close?.();
  store = undefined;
  if (clone !== undefined) rmSync(dirname(clone), { recursive: true, force: true });
  clone = undefined;
});

/** The document of a version, out of the 317 tags. */
export async function airfocusDocument(version: string): Promise<Document> {
  store ??= gitStore(airfocusClone() ?? "", "docs/openapi.json");
  const bytes = await store.read(version);
  if (bytes === undefined) throw new Error(`airfocus has no version ${version}`);
  return loadDocument(makeSource({ ref: version, origin: version, version, bytes }));
}

/** The airfocus tags as GitHub serves them, beside a server that runs one of them; `undefined` without the data. */
export async function startAirfocus(options: AirfocusOptions = {}): Promise<Airfocus | undefined> {
  const repository = airfocusClone();
  return repository === undefined ? undefined : start(repository, options);
}
