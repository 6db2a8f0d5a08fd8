import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MissingError } from "../../src/fetch/fetch-errors.ts";
import {
  findVersion,
  latestVersion,
  missingVersion,
  sortVersions,
  versionsWithin,
} from "../../src/fetch/versions.ts";
import { UsageError } from "../../src/model/errors.ts";
import { compareVersions } from "../../src/model/version.ts";

const listed = (...versions: string[]) => versions.map((version) => ({ version }));
const BETAS = sortVersions(
  listed(
    "1.0.0-beta.33.54.11",
    "1.0.0-beta.33.54.9",
    "1.0.0-beta.46.208.0",
    "nightly",
    "1.0.0-beta.46.211.1",
    "1.0.0-beta.33.54.9",
  ),
);

describe("sortVersions", () => {
  it("orders by number, drops what is no version and what comes twice", () => {
    expect(BETAS.map(({ version }) => version)).toEqual([
      "1.0.0-beta.33.54.9",
      "1.0.0-beta.33.54.11",
      "1.0.0-beta.46.208.0",
      "1.0.0-beta.46.211.1",
    ]);
  });
});

describe("findVersion", () => {
  it.each([
    ["1.0.0-beta.46.208.0", "1.0.0-beta.46.208.0"],
    ["46.208.0", "1.0.0-beta.46.208.0"],
    ["v1.0.0-beta.46.208.0", "1.0.0-beta.46.208.0"],
    ["beta.46.211.1", "1.0.0-beta.46.211.1"],
  ])("finds %s", (text, version) => {
    expect(findVersion(text, BETAS).version).toBe(version);
  });

  it("does not mind a leading v, on either side", () => {
    expect(findVersion("1.8.0", listed("v1.7.0", "v1.8.0")).version).toBe("v1.8.0");
    expect(findVersion("v1.8.0", listed("1.7.0", "1.8.0")).version).toBe("1.8.0");
  });

  it("prefers the whole name to an end", () => {
    expect(findVersion("1.0", listed("0.1.0", "1.0", "2.1.0")).version).toBe("1.0");
  });

  it("asks which is meant where several are", () => {
    const entries = listed("1.0.0-alpha.1.0", "1.0.0-beta.1.0");
    expect(() => findVersion("1.0", entries)).toThrow(UsageError);
    expect(() => findVersion("1.0", entries)).toThrow("1.0.0-alpha.1.0 or 1.0.0-beta.1.0");
  });

  it("takes numbers for what they are", () => {
    expect(findVersion("1.2", listed("1.2.0", "2.1.2")).version).toBe("1.2.0");
    for (const text of ["8.0", "208.0", "211.1"])
      expect(() => findVersion(text, BETAS)).toThrow(MissingError);
    expect(() => findVersion("1.0", listed("0.1.0", "2.1.0"))).toThrow(MissingError);
  });

  it.each([
    ["46.209.0", ["1.0.0-beta.46.208.0", "1.0.0-beta.46.211.1"], "1.0.0-beta.46.208.0"],
    ["1.0.0-beta.99.0.0", ["1.0.0-beta.46.211.1"], "1.0.0-beta.46.211.1"],
    ["1.0.0-beta.1.0.0", ["1.0.0-beta.33.54.9"], undefined],
  ])("names the neighbours of %s", (text, nearest, lower) => {
    const error = missingVersion(text, BETAS);
    expect(error.nearest).toEqual(nearest);
    expect(error.nearestLower).toBe(lower);
    for (const version of nearest) expect(error.message).toContain(version);
  });

  it("finds by its end exactly the versions that end so, and neighbours are next to it", () => {
    const version = fc
      .array(fc.nat(12), { minLength: 3, maxLength: 3 })
      .map((parts) => `1.0.0-b.${parts.join(".")}`);
    fc.assert(
      fc.property(fc.uniqueArray(version, { minLength: 1, maxLength: 12 }), version, (versions, asked) => {
        const entries = sortVersions(listed(...versions));
        const short = asked.slice("1.0.0-b.".length);
        if (versions.includes(asked)) {
          expect(findVersion(short, entries).version).toBe(asked);
          return;
        }
        const { nearestLower } = missingVersion(short, entries);
        const lower = entries.filter((entry) => compareVersions(entry.version, asked) < 0).at(-1);
        expect(nearestLower).toBe(lower?.version);
      }),
      { seed: 20261120, numRuns: 500, verbose: 1 },
    );
  });
});

describe("latestVersion", () => {
  it("is the last, and the one before it", () => {
    expect(latestVersion(BETAS, 0).version).toBe("1.0.0-beta.46.211.1");
    expect(latestVersion(BETAS, 1).version).toBe("1.0.0-beta.46.208.0");
  });
  it("says why there is none", () => {
    expect(() => latestVersion([], 0)).toThrow("there are no versions");
    expect(() => latestVersion(listed("1.0"), 1)).toThrow("there is only one version");
  });
});

describe("versionsWithin", () => {
  it("holds both ends; an open end reaches to the edge", () => {
    expect(versionsWithin(BETAS, BETAS[1], BETAS[2])).toEqual(BETAS.slice(1, 3));
    expect(versionsWithin(BETAS, BETAS[2], undefined)).toEqual(BETAS.slice(2));
    expect(versionsWithin(BETAS, undefined, BETAS[0])).toEqual(BETAS.slice(0, 1));
    expect(versionsWithin(BETAS, undefined, undefined)).toEqual(BETAS);
  });
  it("refuses ends in the wrong order, and says the right one", () => {
    expect(() => versionsWithin(BETAS, BETAS[2], BETAS[1])).toThrow(
      `${BETAS[1]?.version}..${BETAS[2]?.version}`,
    );
  });
});
