import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReference, parseRange, parseReference, type Reference } from "../../src/fetch/reference.ts";
import { UsageError } from "../../src/model/errors.ts";

const SEED = { seed: 20261120, verbose: 1 } as const;

describe("parseReference", () => {
  it.each<[string, Reference]>([
    ["./api.yaml", { kind: "file", path: "./api.yaml" }],
    ["docs/openapi.json", { kind: "file", path: "docs/openapi.json" }],
    ["C:\\specs\\api.yaml", { kind: "file", path: "C:\\specs\\api.yaml" }],
    ["file:///specs/my%20api.yaml", { kind: "file", path: "/specs/my api.yaml" }],
    ["main", { kind: "file", path: "main" }],
    ["./1.0", { kind: "file", path: "./1.0" }],
    ["-", { kind: "stdin" }],
    ["https://example.com/a.json?x=1", { kind: "http", url: "https://example.com/a.json?x=1" }],
    ["git:v1.2.0:docs/openapi.json", { kind: "git", revision: "v1.2.0", path: "docs/openapi.json" }],
    [
      "git:../api#HEAD~1:a:b.json",
      { kind: "git", repository: "../api", revision: "HEAD~1", path: "a:b.json" },
    ],
    ["git:C:\\api#v1:a.json", { kind: "git", repository: "C:\\api", revision: "v1", path: "a.json" }],
    ["github:octo/api#v1", { kind: "github", owner: "octo", repo: "api", tag: "v1" }],
    [
      "github:octo/a.pi#feature/x:a/b.json",
      { kind: "github", owner: "octo", repo: "a.pi", tag: "feature/x", path: "a/b.json" },
    ],
    ["npm:pkg@1.2.0:a.json", { kind: "npm", package: "pkg", version: "1.2.0", path: "a.json" }],
    ["npm:@acme/api@next:x/a.json", { kind: "npm", package: "@acme/api", version: "next", path: "x/a.json" }],
    ["latest", { kind: "alias", name: "latest" }],
    ["running", { kind: "alias", name: "running" }],
    ["1.0.0-beta.47.144.0", { kind: "version", version: "1.0.0-beta.47.144.0" }],
    ["v1.8.0", { kind: "version", version: "v1.8.0" }],
  ])("reads %s", (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each([
    ["", "it is empty"],
    ["  ", "it is empty"],
    ["ftp://example.com/a.json", "ftp: is not supported"],
    ["https://", "not a valid URL"],
    ["git:v1", "names no path"],
    ["git::a.json", "names no revision"],
    ["git:#v1:a.json", "no repository is named"],
    ["git:--upload-pack=x:a.json", "cannot begin with -"],
    ["git:v1:a\nb", "line break"],
    ["github:octo#v1", "OWNER/REPO#TAG"],
    ["github:octo/api", "OWNER/REPO#TAG"],
    ["github:octo/api#", "names no tag"],
    ["github:octo/api#-x:a.json", "cannot begin with -"],
    ["github:octo/api#v1:../../secret", ".."],
    ["github:octo/..#v1:a.json", ".. is not a repository"],
    ["npm:pkg:a.json", "PACKAGE@VERSION:PATH"],
    ["npm:pkg@1.0.0", "PACKAGE@VERSION:PATH"],
  ])("refuses %j", (text, why) => {
    expect(() => parseReference(text)).toThrow(UsageError);
    expect(() => parseReference(text)).toThrow(why);
  });

  it("gives a reference or a usage error for any text, and reads back what it writes", () => {
    const start = fc.constantFrom(
      "",
      "git:",
      "github:",
      "npm:",
      "https://",
      "file:",
      "-",
      "./",
      "github:a/b#",
    );
    fc.assert(
      fc.property(start, fc.string({ unit: "grapheme", maxLength: 30 }), (prefix, rest) => {
        let reference: Reference;
        try {
          reference = parseReference(prefix + rest);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        expect(parseReference(formatReference(reference))).toEqual(reference);
      }),
      { ...SEED, numRuns: 2000 },
    );
  });

  it("reads back every reference it is given to write", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/);
    const owner = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,12}$/);
    const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
    const anyPath = fc.oneof(
      path,
      path.map((text) => `${text}#1:x y`),
    );
    const reference: fc.Arbitrary<Reference> = fc.oneof(
      fc.record({ kind: fc.constant("git" as const), repository: path, revision: word, path: anyPath }),
      fc.record({ kind: fc.constant("git" as const), revision: word, path }),
      fc.record({ kind: fc.constant("github" as const), owner, repo: word, tag: path, path: anyPath }),
      fc.record({
        kind: fc.constant("npm" as const),
        package: word.map((w) => w.toLowerCase()),
        version: word,
        path: anyPath,
      }),
      fc.record({ kind: fc.constant("file" as const), path: anyPath.map((text) => `./${text}`) }),
    );
    fc.assert(
      fc.property(reference, (given) => {
        expect(parseReference(formatReference(given))).toEqual(given);
      }),
      { ...SEED, numRuns: 1000 },
    );
  });
});

describe("parseRange", () => {
  it.each([
    ["1.0..2.0", { from: "1.0", to: "2.0" }],
    ["1.0..", { from: "1.0" }],
    ["..2.0", { to: "2.0" }],
    ["1.0", { from: "1.0", to: "1.0" }],
    ["running..latest", { from: "running", to: "latest" }],
  ])("reads %s", (text, range) => {
    expect(parseRange(text)).toEqual(range);
  });

  it.each(["", "..", "1...2", "1..2..3", "1 .. 2"])("refuses %j", (text) => {
    expect(() => parseRange(text)).toThrow(UsageError);
  });
});
