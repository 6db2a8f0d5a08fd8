// How fast recorded traffic is held against a document, beside the least that anybody could do: read the bytes,
// parse the exchange, parse its body, validate that with Ajv. The traffic is generated from the document, the same
// for the same seed.
//
//   npm run build && node bench/validate.mjs DOCUMENT [--mb 1024] [--seed 1] [--keep DIR] [--kind ndjson|har]
//
// And how soon the first exchange is answered, from the start of the process (Node's own start included) to the moment
// when all checks of that exchange have been made: reading the modules, the document and the recording, compiling what
// its schemas need. Many processes are started one after the other; the least of each figure is what it costs, the
// median what it is like on this machine.
//
//   node bench/validate.mjs DOCUMENT --first 20
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const print = (text) => process.stdout.write(`${text}\n`);
const note = (text) => process.stderr.write(`${text}\n`);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mb: { type: "string", default: "1024" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
    dist: { type: "string", default: fileURLToPath(new URL("../dist", import.meta.url)) },
    kind: { type: "string", multiple: true, default: ["ndjson", "har"] },
    first: { type: "string" },
    run: { type: "string" },
  },
});
const [documentFile] = positionals;
if (documentFile === undefined) throw new Error("name a document");
if (values.run === "first") await firstAnswer(positionals[1]);

const { loadDocument } = await import(join(values.dist, "model/document.js"));
const { makeSource } = await import(join(values.dist, "model/source.js"));
const load = () =>
  loadDocument(makeSource({ ref: documentFile, origin: documentFile, bytes: readFileSync(documentFile) }));

if (values.first !== undefined) await first(Number(values.first));
else if (values.run !== undefined) await measure(values.run, positionals[1]);
else await compare();

/** Runs each way in a process of its own, so that none profits from another's warm code or suffers from its heap. */
async function compare() {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), "specwitness-bench-"));
  const files = { ndjson: join(folder, "traffic.ndjson"), har: join(folder, "traffic.har") };
  if (!existsSync(files.har)) await generate(files, Number(values.mb) * 1024 * 1024);
  print(
    "| file | MB | way | seconds | of them busy | MB/s | peak memory, MB | exchanges |\n|---|---|---|---|---|---|---|---|",
  );
  for (const kind of values.kind) {
    const file = files[kind];
    for (const way of ["bare", "specwitness"]) {
      const args = [process.argv[1], documentFile, file, "--run", `${way}-${kind}`, "--dist", values.dist];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, {
        encoding: "utf8",
        maxBuffer: 1 << 26,
      });
      if (status !== 0) throw new Error(stderr);
      const { seconds, cpu, peak, exchanges } = JSON.parse(stdout);
      const mb = statSync(file).size / 1048576;
      print(
        `| ${kind} | ${mb.toFixed(0)} | ${way} | ${seconds.toFixed(1)} | ${cpu.toFixed(1)} | ${(mb / seconds).toFixed(0)} | ${(peak / 1048576).toFixed(0)} | ${exchanges} |`,
      );
    }
  }
  if (values.keep === undefined) rmSync(folder, { recursive: true });
}

/** Nothing but what a user's process would do: the rest of this file is not loaded. */
async function firstAnswer(file) {
  const { validate, readRecordings } = await import(join(values.dist, "validate/index.js"));
  const { loadDocument } = await import(join(values.dist, "model/document.js"));
  const { makeSource } = await import(join(values.dist, "model/source.js"));
  const bytes = readFileSync(documentFile);
  const document = loadDocument(makeSource({ ref: documentFile, origin: documentFile, bytes }));
  await validate(
    document,
    (async function* () {
      for await (const exchange of readRecordings([file])) {
        yield exchange;
        // The next one is asked for when this one has been judged.
        const { user, system } = process.cpuUsage();
        print(JSON.stringify({ wall: performance.now(), cpu: (user + system) / 1000 }));
        process.exit();
      }
    })(),
  );
}

async function first(times) {
  const folder = mkdtempSync(join(tmpdir(), "specwitness-bench-"));
  const file = join(folder, "one.ndjson");
  writeFileSync(file, await searchAnswered());
  const runs = Array.from({ length: times }, () => {
    const args = [process.argv[1], documentFile, file, "--run", "first", "--dist", values.dist];
    return JSON.parse(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout);
  });
  const show = (key) => {
    const sorted = runs.map((run) => Math.round(run[key])).sort((a, b) => a - b);
    return `${sorted[0]} | ${sorted[sorted.length >> 1]}`;
  };
  print("| first exchange answered | least, ms | median, ms |\n|---|---|---|");
  print(`| after (wall clock) | ${show("wall")} |\n| with (processor time) | ${show("cpu")} |`);
  rmSync(folder, { recursive: true });
}

/** The operation with the largest schemas, with a body of some size. */
async function searchAnswered() {
  const { document, generator, engine } = await generating(6);
  const operation = document.operations.find(({ path }) => path.endsWith("/items/search"));
  const schema = operation.responses
    .find(({ status }) => status === "200")
    .content.find(({ type }) => type === "application/json").schema;
  for (let tries = 0; tries < 1000; tries++) {
    const text = JSON.stringify(generator.value(schema));
    if (text.length > 8000 && engine.fits(schema, JSON.parse(text)))
      return exchangeOf({ operation, schema, text });
  }
  throw new Error("no body was found");
}

async function measure(way, file) {
  let peak = 0;
  const watch = () => {
    const now = process.memoryUsage.rss();
    if (now > peak) peak = now;
  };
  const timer = setInterval(watch, 50);
  const start = process.hrtime.bigint();
  const exchanges = await (way.startsWith("bare") ? bare(way, file) : ours(file));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  watch();
  clearInterval(timer);
  const { user, system } = process.cpuUsage();
  print(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak, exchanges }));
}

async function ours(file) {
  const { validate, readRecordings } = await import(join(values.dist, "validate/index.js"));
  const { summary, findings } = await validate(load(), readRecordings([file]));
  const bad = findings.filter(({ severity }) => severity === "breaking");
  if (bad.length > 0) throw new Error(`the traffic should fit: ${JSON.stringify(bad.slice(0, 3), null, 1)}`);
  return summary.exchanges;
}

/** The files are written so that a line is an exchange in both: a HAR's lines end with a comma. */
async function bare(way, file) {
  const { default: Ajv } = await import("ajv/dist/2020.js");
  const { default: formats } = await import("ajv-formats");
  const document = JSON.parse(readFileSync(documentFile, "utf8"));
  const ajv = new Ajv({ strict: false, validateSchema: false, logger: false });
  (formats.default ?? formats)(ajv);
  ajv.addSchema(document, "doc", undefined, false);
  const validators = new Map();
  const validatorOf = (pointer) => {
    let found = validators.get(pointer);
    if (found === undefined) {
      found = ajv.getSchema(`doc#${pointer.split("/").map(encodeURIComponent).join("/")}`);
      validators.set(pointer, found);
    }
    return found;
  };
  const har = way.endsWith("har");
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 18 }) })) {
    if (har && !line.startsWith('{"startedDateTime"')) continue;
    const value = JSON.parse(har && line.endsWith(",") ? line.slice(0, -1) : line);
    const headers = value.request.headers;
    const pointer = har ? headers.find(({ name }) => name === "x-schema").value : headers["x-schema"][0];
    const body = JSON.parse(har ? value.response.content.text : value.response.body.text);
    if (!validatorOf(pointer)(body)) throw new Error("the traffic should fit");
    count++;
  }
  return count;
}

async function generating(depth) {
  const { createJiti } = await import("jiti");
  const support = (name) => createJiti(import.meta.url).import(`../test/support/generate/${name}.ts`);
  const { Generator } = await support("generator");
  const { randomFrom } = await support("random");
  const { SchemaEngine } = await import(join(values.dist, "validate/schema/engine.js"));
  const document = load();
  const random = randomFrom(Number(values.seed));
  const generator = new Generator(document.schemas, random, depth);
  return { document, random, generator, engine: new SchemaEngine(document.schemas, "response") };
}

/** A line of our own format; the header x-schema serves the bare way. */
function exchangeOf({ operation, schema, text }) {
  const path = operation.path.replace(/\{[^}]+\}/g, "8e7e5b8c-3d42-4a10-9a4e-111111111111");
  const body = operation.requestBody?.required ? { body: { json: {} } } : {};
  return JSON.stringify({
    at: "2026-11-20T04:30:00Z",
    request: {
      method: operation.method,
      url: `https://app.airfocus.com${path}`,
      headers: { authorization: ["[redacted]"], "x-schema": [schema] },
      ...body,
    },
    response: { status: 200, headers: { "content-type": ["application/json"] }, body: { text } },
  });
}

/** Exchanges with bodies for every operation that answers 200 with JSON. */
async function generate(files, size) {
  const { document, random, generator, engine } = await generating(9);
  const sources = document.operations.flatMap((operation) => {
    const response = operation.responses.find(({ status }) => status === "200");
    const content = response?.content.find(({ type }) => type === "application/json");
    const plain = operation.parameters.every((each) => each.in === "path" || !each.required);
    return content?.schema === undefined || !plain || operation.requestBody?.required
      ? []
      : [{ operation, schema: content.schema }];
  });
  const pool = [];
  let poolSize = 0;
  for (let tries = 0; poolSize < 24 * 1024 * 1024 && tries < 200_000; tries++) {
    const { operation, schema } = sources[Math.floor(random() * sources.length)];
    const value = generator.value(schema);
    const text = JSON.stringify(value);
    if (text.length < 2000 || text.length > 2_000_000 || !engine.fits(schema, value)) continue;
    pool.push({ operation, schema, text });
    poolSize += text.length;
  }
  note(`${pool.length} bodies of ${sources.length} operations, ${(poolSize / 1048576).toFixed(0)} MB`);
  const ndjson = createWriteStream(files.ndjson);
  const har = createWriteStream(files.har);
  const put = async (stream, text) => stream.write(text) || (await once(stream, "drain"));
  await put(har, '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[\n');
  let separator = "";
  for (let written = 0; written < size; ) {
    const line = exchangeOf(pool[Math.floor(random() * pool.length)]);
    const { at, request, response } = JSON.parse(line);
    const pairs = (headers) => Object.entries(headers).map(([name, [value]]) => ({ name, value }));
    const entry = JSON.stringify({
      startedDateTime: at,
      request: { ...request, headers: pairs(request.headers) },
      response: {
        status: response.status,
        headers: pairs(response.headers),
        content: { mimeType: "application/json", text: response.body.text },
      },
    });
    written += line.length;
    await put(ndjson, `${line}\n`);
    await put(har, `${separator}${entry}`);
    separator = ",\n";
  }
  await put(har, "\n]}}\n");
  await Promise.all([ndjson, har].map((stream) => once(stream.end(), "finish")));
}
