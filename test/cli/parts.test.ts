import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorConfiguration, anchorReference } from "../../src/cli/config/anchor.ts";
import { writeFiles } from "../../src/cli/files.ts";
import { nearest, suggestion } from "../../src/cli/nearest.ts";
import { createProgress } from "../../src/cli/progress.ts";
import { systemReason } from "../../src/cli/system-reason.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

describe("nearest", () => {
  const words = ["diff", "changelog", "check", "validate", "versions"];

  test("finds slips of the hand: a letter left out, added, changed, swapped", () => {
    expect(nearest("dif", words)).toBe("diff");
    expect(nearest("chekc", words)).toBe("check");
    expect(nearest("validates", words)).toBe("validate");
    expect(nearest("Versions", words)).toBe("versions");
  });

  test("does not guess at what is far", () => {
    expect(nearest("record", words)).toBeUndefined();
    expect(nearest("", words)).toBeUndefined();
    expect(suggestion("record", words)).toBe(`Choose from ${words.join(", ")}`);
    expect(suggestion("record", [])).toBe("There is none");
  });
});

describe("progress", () => {
  test("draws over itself on a terminal, never wider than it, and leaves nothing", () => {
    const { io, stderr } = captureIo({ cwd: "/", terminal: true });
    const progress = createProgress({ ...io, columns: 50 }, false);
    progress.update({ done: 1, total: 4, what: "1.0.0" });
    progress.update({ done: 1, total: 4, what: "1.0.0" });
    progress.update({ done: 4, total: 4, what: "a\u001b[2Jb\n".repeat(20) });
    progress.clear();
    const lines = stderr().split("\r\u001b[2K").slice(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain("1/4 1.0.0");
    for (const line of lines) {
      expect(line.length).toBeLessThan(50);
      expect(line).not.toContain("\u001b");
    }
    expect(lines.at(-1)).toBe("");
  });

  test("says nothing elsewhere, or when asked to be quiet", () => {
    for (const [terminal, quiet] of [
      [false, false],
      [true, true],
    ] as const) {
      const { io, stderr } = captureIo({ cwd: "/", terminal });
      const progress = createProgress(io, quiet);
      progress.update({ done: 1, total: 4, what: "1.0.0" });
      progress.clear();
      expect(stderr()).toBe("");
    }
  });
});

describe("paths of a configuration", () => {
  test.each([
    ["specs/{version}.yaml", "../../specs/{version}.yaml"],
    ["./a.yaml", "../../a.yaml"],
    ["/abs/a.yaml", "/abs/a.yaml"],
    ["-", "-"],
    ["https://api.example/openapi.json", "https://api.example/openapi.json"],
    ["github:o/r#{version}:openapi.json", "github:o/r#{version}:openapi.json"],
    ["git:{version}:openapi.json", "git:../..#{version}:openapi.json"],
    ["git:../other#{version}:openapi.json", "git:../../../other#{version}:openapi.json"],
  ])("%s is seen as %s from two folders below", (written, seen) => {
    expect(anchorReference(written, "/home/me", "/home/me/a/b")).toBe(seen);
    expect(anchorReference(written, "/home/me", "/home/me")).toBe(written);
  });

  test("all of them are moved, and what is no path is left alone", () => {
    const moved = anchorConfiguration(
      {
        failOn: "never",
        recordings: ["night.har"],
        versions: "v/{version}.yaml",
        reports: [{ format: "html", file: "out.html" }],
        services: { mine: { title: "Mine", documents: { live: "live.json", tagged: null } } },
      },
      "/home/me",
      "/home/me/a",
    );
    expect(moved).toEqual({
      failOn: "never",
      recordings: ["../night.har"],
      versions: "../v/{version}.yaml",
      reports: [{ format: "html", file: "../out.html" }],
      services: { mine: { title: "Mine", documents: { live: "../live.json", tagged: null } } },
    });
  });
});

describe("writing files", () => {
  const signal = new AbortController().signal;

  test("goes through a symbolic link, and leaves no trace of how", async () => {
    const cwd = folderWith({ "real/report.json": "before" });
    symlinkSync(join(cwd, "real/report.json"), join(cwd, "link.json"));
    await writeFiles([{ path: "link.json", data: "after" }], cwd, signal);
    expect(readFileSync(join(cwd, "real/report.json"), "utf8")).toBe("after");
    expect(readdirSync(join(cwd, "real"))).toEqual(["report.json"]);
  });

  test("never replaces a device", async () => {
    await writeFiles([{ path: "/dev/null", data: "gone" }], "/", signal);
    expect(readFileSync("/dev/null", "utf8")).toBe("");
  });

  test("refuses a folder, in words", async () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, "reports"));
    await expect(writeFiles([{ path: "reports", data: "" }], cwd, signal)).rejects.toThrow(
      "cannot write reports: it is a folder",
    );
    expect(systemReason({ code: "EACCES" })).toBe("you may not access it");
  });
});
