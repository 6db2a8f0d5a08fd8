import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/cli/main.ts";
import type { ValidateReport } from "../../../src/model/report.ts";
import { folderWith } from "../../support/folder.ts";
import { captureIo } from "../../support/io.ts";

const DOCUMENT = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        responses: {
          "200": { description: "OK", content: { "application/json": { schema: { type: "array" } } } },
        },
      },
    },
  },
});

/** The parts of an exchange as JSON text, so that each can be something that it must not be. */
interface Parts {
  readonly url: string;
  readonly status: string;
  /** The value of the response's content-type. */
  readonly type: string;
  /** The text of the response's body. */
  readonly text: string;
}

interface Format {
  readonly exchange: (parts: Parts) => string;
  readonly file: (exchanges: readonly Buffer[]) => Buffer;
  /** It is read as a whole: bytes that cannot be read anywhere in it are one error. */
  readonly whole?: true;
}

const between = (list: readonly Buffer[], separator: string) =>
  Buffer.concat(list.flatMap((each, i) => (i === 0 ? [each] : [Buffer.from(separator), each])));
const inside = (start: string, end: string) => (list: readonly Buffer[]) =>
  Buffer.concat([Buffer.from(start), between(list, ",\n"), Buffer.from(end)]);
const base64 = (text: string) => Buffer.from(text).toString("base64");

const FORMATS: Readonly<Record<string, Format>> = {
  "newline-delimited JSON": {
    exchange: ({ url, status, type, text }) =>
      `{"request":{"method":"GET","url":${url}},"response":{"status":${status},"headers":{"content-type":${type}},"body":{"text":${text}}}}`,
    file: (list) => between(list, "\n"),
  },
  "an HTTP Archive": {
    exchange: ({ url, status, type, text }) =>
      `{"request":{"method":"GET","url":${url}},"response":{"status":${status},"headers":[{"name":"content-type","value":${type}}],"content":{"text":${text}}}}`,
    file: inside('{"log":{"version":"1.2","entries":[', "]}}"),
  },
  "newman's report": {
    exchange: ({ url, status, type, text }) =>
      `{"item":{"request":{"method":"GET","url":${url}}},"response":{"code":${status},"header":[{"key":"content-type","value":${type}}],"body":${text}}}`,
    file: inside('{"run":{"executions":[', "]}}"),
  },
  "undici's snapshots": {
    exchange: ({ url, status, type, text }) =>
      `{"snapshot":{"request":{"method":"GET","url":${url}},"responses":[{"statusCode":${status},"headers":{"content-type":${type}},"body":"${base64(JSON.parse(text) as string)}"}]}}`,
    file: inside("[", "]"),
  },
  "nock's definitions": {
    exchange: ({ url, status, type, text }) =>
      `{"scope":"https://pets.example:443","path":${url.replace("https://pets.example", "")},"status":${status},"response":${text},"rawHeaders":["content-type",${type}]}`,
    file: inside("[", "]"),
  },
  "a Postman collection": {
    exchange: ({ url, status, type, text }) =>
      `{"name":"list","request":{"method":"GET","url":${url}},"response":[{"code":${status},"header":[{"key":"content-type","value":${type}}],"body":${text}}]}`,
    file: inside('{"info":{"name":"pets"},"item":[', "]}"),
    whole: true,
  },
};

const GOOD: Parts = {
  url: '"https://pets.example/pets"',
  status: "200",
  type: '"application/json"',
  text: '"[]"',
};
const DEEP = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
const PASSED_OVER = ["recording-unreadable"];

/** What stands between two exchanges that are in order, and the rules of what is found. */
const FAULTS: readonly [string, (exchange: Format["exchange"]) => string, readonly string[]][] = [
  ["a number", () => "7", PASSED_OVER],
  ["a list that is nested 100,000 times", () => DEEP, PASSED_OVER],
  ["an exchange without a url", (of) => of({ ...GOOD, url: "null" }), PASSED_OVER],
  ["a url that is nested 100,000 times", (of) => of({ ...GOOD, url: DEEP }), PASSED_OVER],
  ["a status that is text", (of) => of({ ...GOOD, status: '"200"' }), PASSED_OVER],
  ["a status that is none", (of) => of({ ...GOOD, status: "2e9" }), PASSED_OVER],
  ["a status with a fraction", (of) => of({ ...GOOD, status: "200.5" }), PASSED_OVER],
  ["a header nested 100,000 times", (of) => of({ ...GOOD, type: DEEP }), ["content-type-missing"]],
  ["a body nested 100,000 times", (of) => of({ ...GOOD, text: JSON.stringify(DEEP) }), ["response-body"]],
  ["a body that was cut off", (of) => of({ ...GOOD, text: '"[1,"' }), ["response-body"]],
];

async function judged(bytes: Buffer): Promise<{ exit: number; stderr: string; report?: ValidateReport }> {
  const cwd = folderWith({ "pets.json": DOCUMENT });
  writeFileSync(join(cwd, "recording"), bytes);
  const { io, stdout, stderr } = captureIo({ cwd });
  const exit = await run(["validate", "pets.json", "recording", "--format", "json"], io);
  const text = stdout();
  return { exit, stderr: stderr(), ...(text === "" ? {} : { report: JSON.parse(text) as ValidateReport }) };
}

describe.each(Object.entries(FORMATS))("in %s", (_, { exchange, file, whole }) => {
  const good = Buffer.from(exchange(GOOD));

  it.each(FAULTS)("%s is a finding, and the rest is judged, gzipped or not", async (_, broken, rules) => {
    const bytes = file([good, Buffer.from(broken(exchange)), good]);
    for (const each of [bytes, gzipSync(bytes)]) {
      const { exit, report } = await judged(each);
      expect(report?.findings.map(({ rule }) => rule)).toEqual(rules);
      expect(report?.summary.conforming).toBe(rules.includes("content-type-missing") ? 3 : 2);
      expect(exit).toBe(rules.includes("response-body") ? 1 : 0);
    }
  });

  it("bytes that are no UTF-8 are a finding, or one clear error", async () => {
    const [start = "", end = ""] = exchange({ ...GOOD, url: '"?"' }).split("?");
    const broken = Buffer.concat([Buffer.from(start), Buffer.from([0xff, 0xfe]), Buffer.from(end)]);
    const { exit, stderr, report } = await judged(file([good, broken, good]));
    if (whole) {
      expect(stderr).toMatch(/^specwitness: cannot read the recording recording: it is not UTF-8, and .*\n$/);
      expect(exit).toBe(3);
    } else {
      expect(report?.findings.map(({ rule, message }) => [rule, message])).toEqual([
        [
          "recording-unreadable",
          expect.stringMatching(/^recording, \w+ [12]: it is not UTF-8; passed over$/),
        ],
      ]);
      expect(report?.summary.conforming).toBe(2);
    }
  });

  it("an end in the middle is a finding, or one clear error", async () => {
    const bytes = file([good, good, good]);
    const { exit, stderr, report } = await judged(bytes.subarray(0, bytes.lastIndexOf("pets.example") + 5));
    if (whole) {
      expect(stderr).toMatch(
        /^specwitness: cannot read the recording recording: it is not JSON \(.*\), and .*\n$/,
      );
      expect(exit).toBe(3);
    } else {
      expect(report?.findings.map(({ rule }) => rule)).toEqual(PASSED_OVER);
      expect(report?.summary.conforming).toBe(2);
    }
  });
});

describe("a body of 200 MB", () => {
  /** Members of a gzip file are read one after the other (RFC 1952, 2.2): the same megabyte, two hundred times. */
  const body = Buffer.concat(Array<Buffer>(200).fill(gzipSync(Buffer.alloc(1_048_576, "[],"))));

  it.each(["newline-delimited JSON", "an HTTP Archive"] as const)("in %s is passed over", async (name) => {
    const { exchange, file } = FORMATS[name] as Format;
    const good = Buffer.from(exchange(GOOD));
    const whole = file([good, Buffer.from(exchange({ ...GOOD, text: '"[CUT0]"' })), good]);
    const at = whole.indexOf("CUT");
    const { exit, report } = await judged(
      Buffer.concat([gzipSync(whole.subarray(0, at)), body, gzipSync(whole.subarray(at + 3))]),
    );
    expect(report?.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^recording, (?:line 2|entry 1): it is longer than 64 MB; passed over$/),
    ]);
    expect(report?.summary.conforming).toBe(2);
    expect(exit).toBe(0);
  });

  it("that a recorder kept compressed is passed over", async () => {
    const entry = (text: string, coding: string) =>
      Buffer.from(
        `{"request":{"method":"GET","url":"https://pets.example/pets"},"response":{"status":200,"headers":[{"name":"content-type","value":"application/json"},{"name":"content-encoding","value":"${coding}"}],"content":{"encoding":"base64","text":"${text}"}}}`,
      );
    const good = entry(gzipSync("[]").toString("base64"), "gzip");
    const { file } = FORMATS["an HTTP Archive"] as Format;
    const { report } = await judged(file([good, entry(body.toString("base64"), "gzip"), good]));
    expect(report?.findings.map(({ message }) => message)).toEqual([
      "recording, entry 1: a body of it unfolds to more than 64 MB; passed over",
    ]);
    expect(report?.summary.conforming).toBe(2);
  });
});

it("tells compressed data that is damaged from data that was cut off", async () => {
  const { exchange, file } = FORMATS["newline-delimited JSON"] as Format;
  const bytes = gzipSync(file(Array<Buffer>(5).fill(Buffer.from(exchange(GOOD)))));
  const damaged = Buffer.from(bytes);
  damaged.writeUInt32LE(0, damaged.length - 8);
  const messages = async (each: Buffer) =>
    (await judged(each)).report?.findings.map(({ message }) => message);
  expect(await messages(damaged)).toEqual([
    "recording, the end: its compressed data is damaged; passed over",
  ]);
  expect(await messages(bytes.subarray(0, -4))).toEqual([
    "recording, the end: its compressed data is cut off; passed over",
  ]);
});
