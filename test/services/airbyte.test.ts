import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import { parseText } from "../../src/model/parse.ts";
import { resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { airbyte } from "../../src/services/airbyte.ts";
import { shared } from "../support/shared.ts";

const folder = shared("data", "airbyte");

async function rootOf(name: string): Promise<JsonObject> {
  const bytes = await readFile(join(folder ?? "", name));
  return parseText(makeSource({ ref: name, origin: name, bytes })).value as JsonObject;
}

describe.skipIf(folder === undefined)("the airbyte definition, held against its documents", () => {
  test("the version is not in the document, so the tag alone says it", async () => {
    const names = await readdir(folder ?? "");
    const versions = await Promise.all(
      names.map(async (name) => resolve(await rootOf(name), "/info/version")),
    );
    expect(versions).toEqual(Array.from({ length: 9 }, () => "1.0.0"));
    expect(airbyte.documents.versionInDocument).toBe(false);
  });

  test("the server and the place of tokens are the newest document's own", async () => {
    const root = await rootOf("v1.8.0.yaml");
    const server = airbyte.servers?.[0] ?? "";
    expect(resolve(root, "/servers/0/url")).toBe(server);
    const renewal = airbyte.authentication?.type === "bearer" ? airbyte.authentication.renewal : undefined;
    expect(renewal?.url).toBe(`${server}/applications/token`);
    // Who has no token yet needs none.
    expect(resolve(root, "/paths/~1applications~1token/post/security")).toEqual([]);
  });
});
