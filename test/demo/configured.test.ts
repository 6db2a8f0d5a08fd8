import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli/main.ts";
import { startHarbour } from "../../src/demo/harbour.ts";
import { airfocusClone, startAirfocus } from "../support/airfocus.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specwitness-configured-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command line in a folder whose configuration is this. */
async function specwitness(configuration: object, ...argv: string[]) {
  await writeFile(join(folder, "specwitness.config.json"), JSON.stringify(configuration));
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await run([...argv, "--cache", join(folder, "cache"), "--format", "json"], {
    stdout: (data) => void out.push(typeof data === "string" ? data : new TextDecoder().decode(data)),
    stderr: (text) => void err.push(text),
    stdin: async () => new Uint8Array(),
    env: {},
    cwd: folder,
    isTTY: { stdout: false, stderr: false },
    signal: new AbortController().signal,
    now: () => new Date("2026-11-20T06:00:00Z"),
  });
  expect(err.join("")).toBe("");
  return { exit, report: JSON.parse(out.join("")) as never };
}

describe.skipIf(airfocusClone() === undefined)(
  "airfocus, in whose configuration only addresses differ",
  () => {
    test("lists its versions, compares two of them, and is checked", async () => {
      const server = await startAirfocus();
      if (server === undefined) return;
      const configuration = { services: { airfocus: server.override } };
      const ask = (...argv: string[]) => specwitness(configuration, ...argv, "--service", "airfocus");
      try {
        const versions = await ask("versions");
        expect(versions.exit).toBe(0);
        expect((versions.report as { versions: unknown[] }).versions).toHaveLength(317);
        const diff = await ask("diff", "1.0.0-beta.47.140.0", "1.0.0-beta.47.144.0");
        expect(diff).toMatchObject({
          exit: 0,
          report: { kind: "diff", summary: { changes: 1, dangerous: 1, safe: 1 } },
        });
        const check = await ask("check");
        expect(check).toMatchObject({ exit: 0, report: { kind: "check", service: "airfocus" } });
      } finally {
        await server.close();
      }
    });
  },
);

test("the harbour as a service of one's own: its nightly job ends with exit code 1 and two findings", async () => {
  const harbour = await startHarbour();
  const configuration = {
    service: "harbour",
    services: { harbour: harbour.service },
    recordings: harbour.recordings,
  };
  try {
    const { exit, report } = await specwitness(configuration, "check");
    const { steps } = report as { steps: { name: string; findings: { rule: string }[] }[] };
    expect(exit).toBe(1);
    expect(steps.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
      "version-untagged",
      "discriminator-unknown-value",
    ]);
    const compat = await specwitness(configuration, "compat", "1.1.1", "1.2.0", "--usage", harbour.client);
    expect(compat).toMatchObject({
      exit: 1,
      report: { usage: { exchanges: 8, operations: { seen: 6, total: 11 } } },
    });
    const { changes } = compat.report as { changes: { rule: string; usage: { touching?: number } }[] };
    expect(changes.find(({ rule }) => rule === "enum-value-removed")?.usage.touching).toBe(2);
  } finally {
    await harbour.close();
  }
});
