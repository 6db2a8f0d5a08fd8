import { gzipSync } from "node:zlib";

const headers = { "content-type": ["application/json"] };
const line = (body: string, url = "https://a.example/a") =>
  `{"request":{"method":"POST","url":${JSON.stringify(url)},"headers":{}},"response":{"status":200,"headers":${JSON.stringify(headers)},"body":${body}}}`;
const said = (text: string) => line(JSON.stringify({ text }));
const har = (entries: string) => `{"log":{"version":"1.2","entries":[${entries}]}}`;

/** Recordings made to do harm: each must end in a report or one clear error, within the memory of a worker. */
export const RECORDINGS: Readonly<Record<string, () => string | Uint8Array>> = {
  "nothing but an opening bracket, a million times": () => "[".repeat(1_000_000),
  "a body nested 100,000 deep": () => said(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`),
  "a line nested 100,000 deep": () => line(`{"json":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  "an archive nested 100,000 deep": () => har(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
  "members that objects inherit": () =>
    `${line('{"json":{"__proto__":{"a":1},"constructor":1}}')}\n{"__proto__":{"request":1},"request":{"method":"__proto__","url":"/","headers":{"__proto__":["a"],"constructor":["b"]}}}`,
  "numbers beyond all bounds": () => said('{"a":1e999999,"b":-1e-999999,"c":[-0,1E400]}'),
  "a line of fifty megabytes": () => said(`"${"a".repeat(50 << 20)}"`),
  "a hundred megabytes without a line's end": () => Buffer.alloc(100 << 20, 0x61),
  "two hundred megabytes of zeros, compressed": () => gzipSync(Buffer.alloc(200 << 20)),
  "an address of a megabyte": () => said("{}").replace("/a", `/${"a/".repeat(1 << 19)}`),
  "100,000 query parameters": () => said("{}").replace('/a"', `/a?${"a[b]=1&".repeat(100_000)}"`),
  "addresses that are none": () =>
    [
      "",
      "//",
      "http://",
      "https://[::1",
      "file:///etc/passwd",
      "\0",
      "%",
      "https://a.example/%ff%00",
      "a:b:c",
    ]
      .map((url) => line('{"json":1}', url))
      .join("\n"),
  "statuses, methods and headers that are none": () =>
    [
      '{"request":{"method":1,"url":2,"headers":3},"response":4}',
      '{"request":{"method":"GET","url":"/a","headers":{"a":[1,null,{}]}},"response":{"status":1e400,"headers":[]}}',
      '{"request":{"method":"G\\u0000T","url":"/a","headers":{"\\ud800":["\\n"]}},"response":{"status":-1,"headers":{}}}',
      '{"request":{"method":"GET","url":"/a","headers":{}},"response":{"status":200,"headers":{},"body":{"base64":"====","text":1}}}',
      'null\n[]\n1\n""\n{}',
    ].join("\n"),
  "a string that makes patterns backtrack": () => said(`"${"a".repeat(5_000)}!"`),
  "20,000 exchanges that fail each in its own way": () =>
    Array.from({ length: 20_000 }, (_, i) => said(`{"k${i}":${i}}`)).join("\n"),
  "bytes that are no text": () => Uint8Array.from({ length: 100_000 }, (_, i) => (i * 197) % 256),
  "an archive that was cut off in a string": () => har(said("x").slice(0, -20)).slice(0, -30),
};
