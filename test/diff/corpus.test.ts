import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type DiffResult, diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { InputError } from "../../src/model/errors.ts";
import { type Change, severityOf } from "../../src/model/finding.ts";
import { isArray, isObject, type Json, own } from "../../src/model/json.ts";
import { resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { compareVersions } from "../../src/model/version.ts";
import { shared } from "../support/shared.ts";

const corpus = shared("data", "corpus");
const airbyte = shared("data", "airbyte");
const unpacked = corpus === undefined ? undefined : mkdtempSync(join(tmpdir(), "corpus-"));

afterAll(() => {
  if (unpacked !== undefined) rmSync(unpacked, { recursive: true });
});

/** The documents of one API by version, oldest first; an archive is unpacked when it is first needed. */
function versionsOf(name: string): readonly string[] {
  const folder = name === "airbyte" ? airbyte : join(unpacked as string, name);
  if (folder === undefined) return [];
  if (name !== "airbyte") {
    execFileSync("tar", ["xf", join(corpus as string, `${name}.tar.xz`), "-C", unpacked as string]);
  }
  const byVersion = (left: string, right: string) =>
    compareVersions(basename(left, ".yaml"), basename(right, ".yaml"));
  return readdirSync(folder)
    .sort(byVersion)
    .map((file) => join(folder, file));
}

function load(path: string): Document {
  const source = makeSource({ ref: basename(path), origin: path, bytes: readFileSync(path) });
  return loadDocument(source, { allowDangling: true });
}

/** How many values differ, one by one: what a comparison that knows nothing of meaning would have to say. */
function differences(left: Json | undefined, right: Json | undefined): number {
  if (left === right) return 0;
  if (isArray(left) && isArray(right)) {
    const longer = left.length > right.length ? left : right;
    return longer.reduce((sum: number, _, i) => sum + differences(left[i], right[i]), 0);
  }
  if (isObject(left) && isObject(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].reduce((sum, key) => sum + differences(own(left, key), own(right, key)), 0);
  }
  return Math.max(size(left), size(right));
}

function size(value: Json | undefined): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, member: Json) => sum + size(member), 1);
}

function counts(changes: readonly Change[], matters: (change: Change) => boolean): Record<string, number> {
  const found: Record<string, number> = {};
  for (const change of changes.filter(matters)) found[change.rule] = (found[change.rule] ?? 0) + 1;
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const undecided = ({ changes }: DiffResult) =>
  changes.flatMap(({ effects }) => effects).filter(({ evidence }) => evidence === "undecided").length;

/** These are no YAML: a quoted text goes on at the indentation of its key (YAML 1.2.2, section 6.3). */
const NO_YAML = new Set(["20161020-0243936d.yaml", "20171006-0380fbff.yaml"]);

const NAMES = [
  ...(corpus === undefined ? [] : readdirSync(corpus).map((file) => basename(file, ".tar.xz"))),
  ...(airbyte === undefined ? [] : ["airbyte"]),
];

describe.skipIf(NAMES.length === 0).each(NAMES)("every version of %s", (name) => {
  it("differs from the one before it in no more than its text does", () => {
    let base: Document | undefined;
    const seen = { pairs: 0, effects: 0, undecided: 0 };
    for (const path of versionsOf(name)) {
      if (NO_YAML.has(basename(path))) {
        expect(() => load(path)).toThrow(InputError);
        continue;
      }
      const revision = load(path);
      expect(revision.operations.length).toBeGreaterThan(0);
      if (base !== undefined) {
        const result = diff(base, revision);
        const label = `${base.source.ref} → ${revision.source.ref}`;
        const most = differences(base.written, revision.written);
        expect(result.changes.length, label).toBeLessThanOrEqual(most);
        expect(result.disputed, label).toBe(0);
        for (const { message, base: from, revision: to } of result.changes) {
          expect(from?.line ?? to?.line, message).toBeGreaterThan(0);
          expect(message).not.toContain("undefined");
        }
        seen.pairs++;
        seen.effects += result.summary.breaking + result.summary.dangerous + result.summary.safe;
        seen.undecided += undecided(result);
      }
      base = revision;
    }
    expect(seen.pairs).toBeGreaterThan(0);
    expect(seen.undecided / seen.effects).toBeLessThan(0.02);
  });
});

describe.skipIf(airbyte === undefined)("Airbyte's step from OpenAPI 3.0 to 3.1", () => {
  const step = () =>
    diff(load(join(airbyte as string, "v0.62.4.yaml")), load(join(airbyte as string, "v1.2.0.yaml"))).changes;

  it("reports what changed for clients, and nothing that only the dialect writes otherwise", () => {
    expect(counts(step(), (change) => severityOf(change) !== "note")).toMatchInlineSnapshot(`
      {
        "operation-added": 13,
        "parameter-became-optional": 1,
        "property-added": 3,
        "required-property-added": 2,
        "server-added": 1,
        "server-removed": 3,
        "type-changed": 1,
        "type-widened": 1,
      }
    `);
  });
});

describe.skipIf(corpus === undefined)("OpenAI's step from OpenAPI 3.0 to 3.1", () => {
  const step = () => {
    const [base = "", revision = ""] = versionsOf("openai").slice(-2);
    return [load(base), load(revision)] as const;
  };

  it("reports a null or a type only where the text has another one", () => {
    const [base, revision] = step();
    const { changes } = diff(base, revision);
    const written = ({ revision: at }: Change) => resolve(revision.root, at?.pointer ?? "") ?? null;
    const of = (rule: string) => changes.filter((change) => change.rule === rule);
    // A `nullable` that was left over means what it meant: null, beside a type.
    const leftover = (value: Json) => isObject(value) && own(value, "nullable") === true && "type" in value;
    expect(of("null-refused").filter((change) => leftover(written(change)))).toEqual([]);
    expect(of("null-refused")).toHaveLength(1);
    expect(of("openapi-version-changed")[0]?.message).toMatch(/nullable, .* in \d+ places/);
    const { schemas } = revision;
    const behind = ({ revision: at }: Change) =>
      JSON.stringify(schemas.target(schemas.at(at?.pointer ?? "")).raw);
    expect(of("null-accepted").filter((change) => !behind(change).includes("null"))).toEqual([]);
    // A union that was put beside null is the same union.
    const before = ({ base: at }: Change) => resolve(base.root, at?.pointer ?? "");
    const besideNull = (change: Change) => {
      const value = written(change);
      const union = isObject(value) ? own(value, "anyOf") : undefined;
      return (
        isArray(union) && union.some((member) => JSON.stringify(member) === JSON.stringify(before(change)))
      );
    };
    expect(of("null-accepted").filter(besideNull).length).toBeGreaterThan(0);
    expect(changes.filter(({ rule }) => rule.startsWith("type-")).filter(besideNull)).toEqual([]);
  });
});
