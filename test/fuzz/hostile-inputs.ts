import { DOCUMENTS } from "./hostile-documents.ts";
import { RECORDINGS } from "./hostile-recordings.ts";
import type { Input } from "./input.ts";

/** A hostile input and what it is. */
export interface Named extends Input {
  readonly name: string;
}

const PLAIN = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "A", version: "1" },
  paths: {
    "/a": {
      post: {
        requestBody: { content: { "application/json": { schema: { type: "object" } } } },
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: { pattern: "^(a+)+$", not: { required: ["k"] } } } },
          },
        },
      },
    },
  },
});
const JSON_REPORT = ["--format", "json"];
const VERSIONS = ["--versions", "{version}.json"];
const EXCHANGES = [0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", { a: { a: { b: 1 } } }, []]
  .map((json) => ({
    request: { method: "POST", url: "https://a.example/a", headers: {}, body: { json } },
    response: { status: 200, headers: { "content-type": ["application/json"] }, body: { json } },
  }))
  .map((exchange) => JSON.stringify(exchange))
  .join("\n");

/** Every hostile document compared and used, and every hostile recording held against a plain document. */
export const ESSENTIAL: readonly (() => Named)[] = [
  ...Object.entries(DOCUMENTS).flatMap(([name, hostile]) => {
    const [base, revision] = [() => hostile(0), () => hostile(1)];
    return [
      input(`diff: ${name}`, ["diff", "base", "revision", ...JSON_REPORT], { base, revision }),
      input(`validate: ${name}`, ["validate", "base", "recording", ...JSON_REPORT], {
        base,
        recording: () => EXCHANGES,
      }),
    ];
  }),
  ...Object.entries(RECORDINGS).map(([name, recording]) =>
    input(`validate: ${name}`, ["validate", "base", "recording", ...JSON_REPORT], {
      base: () => PLAIN,
      recording,
    }),
  ),
];

/** The same by way of other commands. */
const MORE: readonly (() => Named)[] = [
  ...Object.entries(DOCUMENTS).flatMap(([name, hostile]) => {
    const [base, revision] = [() => hostile(0), () => hostile(1)];
    const versions = { "1.json": base, "2.json": revision };
    return [
      input(`diff as text: ${name}`, ["diff", "revision", "base"], { base, revision }),
      input(
        `diff with itself: ${name}`,
        ["diff", "base", "same", ...JSON_REPORT],
        { base, same: base },
        true,
      ),
      input(`changelog: ${name}`, ["changelog", ...VERSIONS, "--format", "markdown"], versions),
      input(`versions: ${name}`, ["versions", ...VERSIONS], versions),
    ];
  }),
  ...Object.entries(RECORDINGS).map(([name, recording]) =>
    input(`compat: ${name}`, ["compat", "base", "revision", "--usage", "recording", ...JSON_REPORT], {
      base: () => PLAIN,
      revision: () => PLAIN.replace("^(a+)+$", "^(a|b)+$"),
      recording,
    }),
  ),
];

export const HOSTILE: readonly (() => Named)[] = [...ESSENTIAL, ...MORE];

/** Made when it is run: all of them together would fill the memory. */
function input(
  name: string,
  args: readonly string[],
  texts: Readonly<Record<string, () => string | Uint8Array>>,
  same?: true,
): () => Named {
  return () => {
    const files = Object.entries(texts).map(([file, make]) => [file, Buffer.from(make())] as const);
    return { name, args, files: new Map(files), ...(same && { same }) };
  };
}
