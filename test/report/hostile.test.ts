import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReportKind } from "../../src/model/report.ts";
import { FORMATS, type Format, render } from "../../src/report/index.ts";
import { REPORTS } from "./fixtures/reports.ts";
import { hostileText, poison, SEED } from "./hostile.ts";
import { expectAnnotations, tagsOf, UNSEEN } from "./support/harmless.ts";

const kinds = Object.keys(REPORTS) as ReportKind[];

/** Every rendering of every kind, with all its texts replaced by hostile ones. */
async function poisoned(format: Format, texts: readonly string[]): Promise<string[]> {
  const wanted = kinds.filter((kind) => FORMATS[kind].includes(format));
  return Promise.all(wanted.map((kind) => render(poison(REPORTS[kind], texts), format, { width: 300 })));
}

const texts = fc.array(hostileText, { minLength: 1, maxLength: 5 });
const few = { ...SEED, numRuns: 6 };

describe(`hostile text (seed ${SEED.seed}) is harmless`, () => {
  it.each(["text", "markdown", "html", "json", "sarif", "junit", "github"] as const)(
    "in %s: nothing invisible, nothing that a terminal obeys",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(texts, async (given) => {
          for (const text of await poisoned(format, given)) expect(text).not.toMatch(UNSEEN);
        }),
        few,
      );
    },
  );

  it("in HTML: the elements and attributes are the template's alone", async () => {
    const ordinary = await Promise.all(kinds.map((kind) => render(REPORTS[kind], "html")));
    // Short and long values are written apart.
    const plain = await Promise.all([poisoned("html", ["x"]), poisoned("html", ["x".repeat(200)])]);
    const allowed = new Set([...ordinary, ...plain.flat()].flatMap(tagsOf));
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        for (const html of await poisoned("html", given)) {
          for (const tag of tagsOf(html)) expect(allowed).toContain(tag);
        }
      }),
      few,
    );
  });

  it("in JUnit's XML: well-formed, and the elements are ours", async () => {
    const shape = (xml: string) => (xml.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const allowed = new Set((await poisoned("junit", ["x"])).flatMap(shape));
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        for (const xml of await poisoned("junit", given)) {
          for (const tag of shape(xml)) expect(allowed).toContain(tag);
          expect(xml.replace(/&(?:amp|lt|gt|quot|apos);/g, "")).not.toContain("&");
        }
      }),
      few,
    );
  });

  it("in workflow commands: every line is one annotation of ours", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        for (const text of await poisoned("github", given)) expectAnnotations(text);
      }),
      few,
    );
  });

  it("in JSON and SARIF: the same values come back", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const report = poison(REPORTS.diff, given);
        expect(JSON.parse(await render(report, "json"))).toEqual(JSON.parse(JSON.stringify(report)));
        JSON.parse(await render(report, "sarif"));
      }),
      few,
    );
  });
});
