import fc from "fast-check";
import { expect, test } from "vitest";
import { changelog } from "../../src/changelog/index.ts";
import { diff, diffRules, summarize } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Report } from "../../src/model/report.ts";
import { documentFacts, reportHead } from "../../src/model/report-head.ts";
import { makeSource } from "../../src/model/source.ts";
import { FORMATS, type Format, render, renderPages } from "../../src/report/index.ts";
import { validate } from "../../src/validate/index.ts";
import { hostileText, SEED } from "./hostile.ts";
import { expectAnnotations, tagsOf, UNSEEN } from "./support/harmless.ts";
import { junitProblems } from "./support/junit-schema.ts";
import { sarifProblems } from "./support/sarif-schema.ts";
import { readXml } from "./support/xml.ts";

/** A document in which whatever its maker may name or word is some hostile text. */
function written(texts: readonly string[], revision: boolean): string {
  const [a = "", b = "", c = ""] = texts;
  const path = `/x${encodeURIComponent(a.replace(/\p{Cs}/gu, ""))}`;
  const ref = {
    $ref: `#/components/schemas/${encodeURIComponent(
      `S${b}`
        .replace(/\p{Cs}/gu, "")
        .replaceAll("~", "~0")
        .replaceAll("/", "~1"),
    )}`,
  };
  const named = {
    type: "object",
    title: a,
    description: revision ? c : b,
    required: revision ? [`p${a}`, `p${b}`] : [`p${a}`],
    properties: {
      [`p${a}`]: { type: "string", enum: revision ? [b, `${c}!`] : [b, c, `${a}?`] },
      [`p${b}`]: { type: revision ? "integer" : "string", description: c, default: a },
      ...(revision ? {} : { [`gone${c}`]: { const: c } }),
    },
  };
  const operation = {
    tags: [b],
    summary: c,
    description: revision ? a : c,
    parameters: [{ name: `q${a}`, in: "query", required: revision, schema: { type: "string" } }],
    requestBody: { content: { "application/json": { schema: ref } } },
    responses: { "200": { description: b, content: { "application/json": { schema: ref } } } },
  };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: a, version: revision ? `2.0.0` : `1.0.0`, description: c },
    servers: [{ url: "https://api.example" }],
    tags: [{ name: b, description: revision ? a : c }],
    paths: { [path]: { post: operation }, ...(revision ? {} : { [`${path}/gone`]: { get: operation } }) },
    components: { schemas: { [`S${b}`]: named } },
  });
}

function document(texts: readonly string[], revision: boolean): Document {
  const ref = `${texts[2] ?? ""}.yaml`;
  return loadDocument(makeSource({ ref, origin: ref, bytes: written(texts, revision) }));
}

/** The reports that a pair of such documents and their traffic make. */
async function reports(texts: readonly string[]): Promise<Report[]> {
  const [base, revision] = [document(texts, false), document(texts, true)];
  const { changes } = diff(base, revision);
  const [a = "", b = ""] = texts;
  const url = `https://api.example/x${encodeURIComponent(a.replace(/\p{Cs}/gu, ""))}`;
  const body = { json: { [`p${a}`]: b, [`p${b}`]: a } };
  const headers = { "content-type": ["application/json"], [`x-${b}`]: [a] };
  const exchanges = [
    {
      recording: `${b}.har`,
      index: 0,
      request: { method: "POST", url, headers, body },
      response: { status: 200, headers, body },
    },
    {
      recording: `${b}.har`,
      index: 1,
      request: { method: "GET", url: `${url}/${encodeURIComponent(b.replace(/\p{Cs}/gu, ""))}`, headers: {} },
    },
  ];
  const { summary, findings, coverage } = await validate(revision, exchanges);
  const sources = [base, revision].map(({ source }, i) =>
    makeSource({ ...source, version: `${i + 1}.0.0`, bytes: written(texts, i === 1) }),
  );
  const fetcher = {
    open: async () => base,
    async *readVersions() {
      yield* sources;
    },
  };
  const entries = sources.map(({ ref }, i) => ({ version: `${i + 1}.0.0`, ref }));
  return [
    {
      ...reportHead("diff"),
      base: documentFacts(base),
      revision: documentFacts(revision),
      summary: summarize(changes),
      changes,
      findings: [],
    },
    await changelog(fetcher, entries, { today: "2026-11-20" }),
    { ...reportHead("validate"), document: documentFacts(revision), summary, findings, coverage },
  ];
}

/** What a harmless document of the same shape makes: the elements that are the template's. */
const plain = await reports(["a", "b", `${"c".repeat(200)}`]);
const allowed = new Set(
  (
    await Promise.all(plain.flatMap((report) => [true, false].map((all) => render(report, "html", { all }))))
  ).flatMap(tagsOf),
);

async function check(report: Report, format: Format): Promise<void> {
  const text = await render(report, format, { rules: diffRules, width: 300 });
  expect(text).not.toMatch(UNSEEN);
  if (format === "html") for (const tag of tagsOf(text)) expect(allowed).toContain(tag);
  if (format === "github") expectAnnotations(text);
  if (format === "junit") expect(junitProblems(readXml(text))).toEqual([]);
  if (format === "sarif") expect(sarifProblems(JSON.parse(text))).toEqual([]);
  if (format === "markdown") expectPlain(text);
}

/** Out of code, the only elements of Markdown are ours, and nothing is a link. */
function expectPlain(markdown: string): void {
  const bare = markdown.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "").replace(/\\./g, "");
  for (const tag of bare.match(/<[^>]*>?/g) ?? [])
    expect(tag).toMatch(/^<\/?(?:details|summary|a(?: id="[\w.-]+")?)>$/);
  expect(bare).not.toMatch(/\]\(|:\/\/|@/);
}

test(`documents of hostile text make harmless reports in every format (seed ${SEED.seed})`, async () => {
  const texts = fc.array(hostileText, { minLength: 3, maxLength: 3 });
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      for (const report of await reports(given)) {
        if (report.kind === "diff") changes += report.changes.length;
        for (const format of FORMATS[report.kind]) await check(report, format);
        if (report.kind === "changelog")
          for (const { text } of await renderPages(report)) expect(text).not.toMatch(UNSEEN);
      }
    }),
    { ...SEED, numRuns: 15 },
  );
  // The property would hold for documents without a difference as well.
  expect(changes).toBeGreaterThan(100);
});
