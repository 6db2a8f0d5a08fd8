import { describe, expect, it } from "vitest";
import type { ChangelogReport } from "../../../src/model/report.ts";
import { render } from "../../../src/report/index.ts";
import { changelog } from "../fixtures/reports.ts";

describe("versions without a change", () => {
  it("in a row are one line", async () => {
    const markdown = await render(changelog, "markdown");
    expect(markdown).toContain("**1.0.0-beta.33.31.7 – 33.34.3**: no change but the number (3 versions)");
    expect(markdown).toContain("**1.0.0-beta.47.147.2**: no change but the number\n");
    expect(markdown.replace(/<a id="[^"]*"><\/a>/g, "")).not.toContain("33.33.0");
  });

  it("keep both names whole where the versions have no common label", async () => {
    const [first, , , ...rest] = changelog.releases;
    const plain = [first, ...rest].map((release, i) => ({ ...release, version: `${9 - i}.0` }));
    const text = await render({ ...changelog, releases: plain } as ChangelogReport, "text");
    expect(text).toContain("6.0 – 9.0: no change but the number (4 versions)");
  });
});
