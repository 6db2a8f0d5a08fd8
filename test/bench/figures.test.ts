import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

interface Point {
  readonly size: number;
  readonly time?: number;
}

interface Run {
  readonly wall: number;
  readonly cpu?: number;
  readonly peak?: number;
  readonly exit: number | string;
  readonly bytes: number;
}

/** What the benchmarks are made of; they are plain JavaScript. */
const bench = async <T>(file: string): Promise<T> =>
  (await import(new URL(`../../bench/${file}`, import.meta.url).href)) as T;

const { exponent } = await bench<{ exponent(points: readonly Point[]): number | undefined }>(
  "tasks/family.mjs",
);
const { SHAPES, twins } = await bench<{
  SHAPES: object;
  twins(shape: string, size: number, changed: number): readonly [JsonObject, JsonObject];
}>("family.mjs");
const { measure } = await bench<{
  measure(argv: readonly string[], options: { cwd: string; output: string; limit?: number }): Promise<Run>;
}>("measure.mjs");
const { standings } = await bench<{ standings(results: readonly object[]): string }>("table.mjs");

describe("the exponent of a growing cost", () => {
  it.each([0.8, 1, 1.2, 2])("is that of the power law which the figures follow: %d", (power) => {
    const points = [100, 1000, 10_000].map((size) => ({ size, time: 0.003 * size ** power }));
    expect(exponent(points)).toBeCloseTo(power, 10);
  });

  it("leaves out small members, whose cost is mostly that of starting, and those that were stopped", () => {
    const points = [{ size: 10, time: 5 }, { size: 100, time: 1 }, { size: 300, time: 3 }, { size: 1000 }];
    expect(exponent(points)).toBeCloseTo(1, 10);
  });

  it("is not made up of one figure", () => {
    expect(exponent([{ size: 100, time: 1 }])).toBeUndefined();
  });
});

describe("the generated family", () => {
  it.each(Object.keys(SHAPES))("%s: as many changes as components that differ", (shape) => {
    const [base, revision] = twins(shape, 24, 6).map((json) => documentOf(json));
    if (base === undefined || revision === undefined) throw new Error("twins are two");
    expect(diff(base, revision).changes).toHaveLength(6);
  });
});

describe("the measure of a process", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "specwitness-measure-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const node = (script: string, limit?: number) =>
    measure([process.execPath, "-e", script], {
      cwd: folder,
      output: join(folder, "output"),
      ...(limit === undefined ? {} : { limit }),
    });

  it("tells how it ended and what it wrote", async () => {
    expect(await node("process.stdout.write('x'.repeat(1234)); process.exitCode = 3")).toMatchObject({
      exit: 3,
      bytes: 1234,
    });
  });

  it("sees memory that is given back before the end", async () => {
    const { peak } = await node("let b = Buffer.alloc(200e6, 1); b = undefined; setTimeout(() => {}, 20)");
    if (peak !== undefined) expect(peak).toBeGreaterThan(200e6);
  });

  it("counts work, and not waiting, as CPU time", async () => {
    const { wall, cpu } = await node("setTimeout(() => {}, 1500)");
    expect(wall).toBeGreaterThan(1.4);
    if (cpu !== undefined) expect(cpu).toBeLessThan(wall);
  });

  it("stops what goes on beyond its limit", async () => {
    expect((await node("for (;;);", 0.3)).exit).toBe("SIGKILL");
  });
});

it("ratios are to the first entrant, of medians", () => {
  const runs = (...walls: number[]) => walls.map((wall) => ({ wall, cpu: wall, peak: 1e6, bytes: 1 }));
  const lines = standings([
    { name: "one", runs: runs(1, 9, 2) },
    { name: "two", runs: runs(6, 5, 4) },
    { name: "three", runs: [], failed: "ended with 1" },
  ]).split("\n");
  expect(lines[3]).toContain("| two | 5.00 | 4.00 – 6.00 | 2.50 × |");
  expect(lines[4]).toContain("ended with 1");
});
