// Traffic that fits a document, of any size: the same for the same seed. A line is an exchange, also in the HTTP archive,
// and the header x-schema tells the simplest of readers which schema its body has.
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { createJiti } from "jiti";
import { loadDocument } from "../dist/model/document.js";
import { makeSource } from "../dist/model/source.js";
import { SchemaEngine } from "../dist/validate/schema/engine.js";
import { note } from "./print.mjs";

/** Different bodies, in bytes all together; larger traffic repeats them. */
const POOL = 24 << 20;

/** @param files `{ ndjson, har }`, to be written with `size` bytes each, or a little more. */
export async function writeTraffic(documentFile, files, size, seed = 1) {
  const pool = await bodies(documentFile, Math.min(POOL, size), seed);
  const random = await randomFrom(seed + 1);
  const ndjson = createWriteStream(files.ndjson);
  const har = createWriteStream(files.har);
  const put = async (stream, text) => stream.write(text) || (await once(stream, "drain"));
  await put(har, '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[\n');
  for (let written = 0; written < size; ) {
    const body = pool[Math.floor(random() * pool.length)];
    const line = `${JSON.stringify(asExchange(body))}\n`;
    await put(ndjson, line);
    await put(har, `${written === 0 ? "" : ",\n"}${JSON.stringify(asEntry(body))}`);
    written += line.length;
  }
  await put(har, "\n]}}\n");
  await Promise.all([ndjson, har].map((stream) => once(stream.end(), "finish")));
}

/** Bodies for every operation that answers 200 with JSON and needs no parameters but those of its path. */
async function bodies(documentFile, size, seed) {
  const { Generator } = await support("generator");
  const random = await randomFrom(seed);
  const document = loadDocument(
    makeSource({ ref: documentFile, origin: documentFile, bytes: readFileSync(documentFile) }),
  );
  const generator = new Generator(document.schemas, random, 9);
  const engine = new SchemaEngine(document.schemas, "response");
  const sources = document.operations.flatMap((operation) => {
    const response = operation.responses.find(({ status }) => status === "200");
    const content = response?.content.find(({ type }) => type === "application/json");
    const plain = operation.parameters.every((each) => each.in === "path" || !each.required);
    return content?.schema === undefined || !plain || operation.requestBody?.required
      ? []
      : [{ operation, schema: content.schema }];
  });
  const pool = [];
  let total = 0;
  for (let tries = 0; total < size && tries < 200_000; tries++) {
    const { operation, schema } = sources[Math.floor(random() * sources.length)];
    const value = generator.value(schema);
    const text = JSON.stringify(value);
    if (text.length < 2000 || text.length > 2_000_000 || engine.check(schema, value).length > 0) continue;
    const path = operation.path.replace(/\{[^}]+\}/g, "8e7e5b8c-3d42-4a10-9a4e-111111111111");
    pool.push({ method: operation.method, url: `https://app.airfocus.com${path}`, schema, text });
    total += text.length;
  }
  note(`${pool.length} bodies of ${sources.length} operations, ${(total / 1048576).toFixed(0)} MB`);
  return pool;
}

const AT = "2026-11-20T04:30:00Z";
const TYPE = "application/json";

function asExchange({ method, url, schema, text }) {
  return {
    at: AT,
    request: { method, url, headers: { authorization: ["[redacted]"], "x-schema": [schema] } },
    response: { status: 200, headers: { "content-type": [TYPE] }, body: { text } },
  };
}

function asEntry({ method, url, schema, text }) {
  const sent = { authorization: "[redacted]", "x-schema": schema };
  return {
    startedDateTime: AT,
    time: 1,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      headers: Object.entries(sent).map(([name, value]) => ({ name, value })),
      queryString: [],
      cookies: [],
    },
    response: {
      status: 200,
      statusText: "OK",
      httpVersion: "HTTP/1.1",
      headers: [{ name: "content-type", value: TYPE }],
      cookies: [],
      content: { size: text.length, mimeType: TYPE, text },
    },
  };
}

function support(name) {
  return createJiti(import.meta.url).import(`../test/support/generate/${name}.ts`);
}

async function randomFrom(seed) {
  return (await support("random")).randomFrom(seed);
}
