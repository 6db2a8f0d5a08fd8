import { describe, expect, it } from "vitest";
import { adviseVersion } from "../../src/diff/index.ts";
import type { Change, Severity } from "../../src/model/finding.ts";

function change(severity: Severity, id = "one"): Change {
  return {
    id,
    rule: "any",
    message: "Something changed",
    effects: [{ direction: "request", severity, evidence: "rule", reaches: [] }],
  };
}

describe("the advice about a version", () => {
  it.each([
    ["1.2.3", "2.0.0", "breaking", "major", "major", "enough"],
    ["1.2.3", "1.3.0", "breaking", "major", "minor", "too-little"],
    ["1.2.3", "1.3.0", "dangerous", "minor", "minor", "enough"],
    ["1.2.3", "1.2.4", "safe", "minor", "patch", "too-little"],
    ["1.2.3", "1.2.4", "note", "patch", "patch", "enough"],
    ["v1.2", "v1.2.0.1", "note", "patch", "patch", "enough"],
    ["1.2.3", "1.2.3", "note", "patch", "none", "too-little"],
    ["1.2.3", "2.0.0-rc.1", "breaking", "major", "major", "enough"],
  ] as const)("from %s to %s, with a change that is %s", (base, revision, severity, asked, did, verdict) => {
    expect(adviseVersion(base, revision, [change(severity)])).toEqual({
      asked,
      did,
      verdict,
      because: "one",
    });
  });

  it("leaves pre-releases and what is below 1.0.0 free", () => {
    const advise = (base: string, revision: string) => adviseVersion(base, revision, [change("breaking")]);
    expect(advise("1.0.0-beta.47.140.0", "1.0.0-beta.47.144.0")).toMatchObject({
      asked: "major",
      did: "patch",
      verdict: "free",
      free: "pre-release",
    });
    expect(advise("1.0.0-beta.47.144.0", "1.0.0")).toMatchObject({ verdict: "free", free: "pre-release" });
    expect(advise("0.4.1", "0.4.2")).toMatchObject({ verdict: "free", free: "initial-development" });
  });

  it("does not let even these change under the same name", () => {
    expect(adviseVersion("0.4.1", "0.4.1", [change("safe")])).toMatchObject({ verdict: "too-little" });
  });

  it("says nothing of what is no step forward", () => {
    expect(adviseVersion("2.0.0", "1.0.0", [change("breaking")])).toEqual({
      asked: "major",
      verdict: "untold",
      because: "one",
    });
    expect(adviseVersion("main", "1.0.0", [])).toEqual({ asked: "none", verdict: "untold" });
  });

  it("asks for nothing where nothing changed, and names the change that asks for most", () => {
    expect(adviseVersion("1.0.0", "1.0.1", [])).toEqual({ asked: "none", did: "patch", verdict: "enough" });
    const changes = [change("breaking", "worst"), change("safe", "other")];
    expect(adviseVersion("1.0.0", "1.0.1", changes)).toMatchObject({ because: "worst" });
  });
});
