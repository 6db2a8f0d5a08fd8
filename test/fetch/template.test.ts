import { describe, expect, it } from "vitest";
import { parseTemplate, versionPattern } from "../../src/fetch/template.ts";
import { UsageError } from "../../src/model/errors.ts";

const RAW = "https://raw.example.com";

describe("parseTemplate", () => {
  it("puts the version into its place", () => {
    const { at } = parseTemplate("git:../api#v{version}:specs/{version}.yaml", RAW);
    expect(at("1.2.0")).toEqual({
      kind: "git",
      repository: "../api",
      revision: "v1.2.0",
      path: "specs/1.2.0.yaml",
    });
  });

  it.each(["refs/tags/{version}", "{version}", "v{version}"])(
    "reads a raw file's address at %s as a tag on GitHub",
    (tag) => {
      const { reference } = parseTemplate(`${RAW}/octo/api/${tag}/docs/openapi.json`, RAW);
      expect(reference).toEqual({
        ...{ kind: "github", owner: "octo", repo: "api", path: "docs/openapi.json" },
        tag: tag.replace("refs/tags/", ""),
      });
    },
  );

  it("leaves other addresses alone", () => {
    expect(parseTemplate("https://example.com/{version}/a.json", RAW).at("1.0")).toEqual({
      kind: "http",
      url: "https://example.com/1.0/a.json",
    });
  });

  it.each(["specs/api.yaml", "latest", "-", "1.0", ""])("refuses %j", (text) => {
    expect(() => parseTemplate(text, RAW)).toThrow(UsageError);
  });

  // A version may be what a server says it is.
  it.each([
    "../../etc/passwd",
    "1.0/../../x",
    "1.0#x",
    "1.0:x",
    "-x",
    ".git",
    "1\n2",
    "",
    "a".repeat(300),
    "1.0?x=1",
  ])("never puts %j into a place", (version) => {
    expect(() => parseTemplate("specs/{version}.yaml", RAW).at(version)).toThrow(UsageError);
  });
});

describe("versionPattern", () => {
  it("finds the version again, wherever it stood", () => {
    expect(versionPattern("api-{version}.yaml").exec("api-1.2.0.yaml")?.[1]).toBe("1.2.0");
    expect(versionPattern("{version}/api-{version}.yaml").exec("1.2/api-1.2.yaml")?.[1]).toBe("1.2");
    expect(versionPattern("{version}/api-{version}.yaml").exec("1.2/api-1.3.yaml")).toBeNull();
    expect(versionPattern("a.b+{version}").exec("axb+1")).toBeNull();
  });
});
