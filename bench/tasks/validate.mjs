import { execFileSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contest } from "../contest.mjs";
import { airfocusDocument } from "../documents.mjs";
import { driver, npmPeer } from "../peers.mjs";
import { note } from "../print.mjs";
import { specwitness } from "../specwitness.mjs";
import { bytes, standings } from "../table.mjs";
import { writeTraffic } from "../traffic.mjs";

const FIRST_ANSWER = fileURLToPath(new URL("../first-answer.mjs", import.meta.url));
const ABOUT = "airfocus 47.144.0, bodies of 200 responses";

export const validate = {
  name: "validate",
  title: `Recorded traffic against a document: ${ABOUT}`,
  run: ({ folder, runs, quick, mb = quick ? 16 : 64 }) =>
    held(mb << 20, folder, mb > 256 ? 1 : Math.min(2, runs)),
};

/** What a process costs before it has judged anything: reading the document, compiling the schema that is needed. */
export const first = {
  name: "first",
  title: `A single exchange against a document: ${ABOUT}`,
  async run({ folder, runs }) {
    const standing = await held(1, folder, runs * 2);
    return (
      standing &&
      `${standing}\n\nOf the library, not waiting for coverage and report:\n\n${firstAnswers(runs * 4)}`
    );
  },
};

function firstAnswers(times) {
  const argv = [FIRST_ANSWER, airfocusDocument("47.144.0"), String(times)];
  return execFileSync(process.execPath, argv, { encoding: "utf8" }).trim();
}

async function held(size, folder, runs) {
  const many = size > 1;
  const document = airfocusDocument("47.144.0");
  if (document === undefined) return undefined;
  const files = { ndjson: join(folder, "traffic.ndjson"), har: join(folder, "traffic.har") };
  await writeTraffic(document, files, size);
  const redocly = npmPeer("@redocly/cli");
  const entrants = [
    { ...specwitness("validate", document, files.ndjson), name: "specwitness, NDJSON" },
    { ...specwitness("validate", document, files.har), name: "specwitness, HAR" },
    ...(many ? [inThreads(document, files.ndjson)] : []),
    ...["ajv", "openapi-response-validator"].flatMap((name) => {
      const peer = driver(name);
      return peer === undefined
        ? []
        : [{ name: `${peer.name}, NDJSON`, commands: [[...peer.argv, document, files.ndjson]] }];
    }),
    ...(redocly === undefined ? [] : [drift(redocly, document, files.har)]),
  ];
  const written = bytes(statSync(files.ndjson).size);
  note(`  ${written} of traffic`);
  const results = await contest(entrants, { folder, runs, limit: 600 + size / 1e6 });
  for (const file of Object.values(files)) rmSync(file);
  return `${written} of newline-delimited JSON, and the same as an HTTP archive.\n\n${standings(results)}`;
}

function inThreads(document, ndjson) {
  const entrant = specwitness("validate", document, ndjson, "--jobs", "2");
  return { ...entrant, name: "specwitness --jobs 2, NDJSON" };
}

function drift({ name, path }, document, har) {
  const argv = [
    process.execPath,
    join(path, "bin/cli.js"),
    "drift",
    har,
    "--api",
    document,
    "--format",
    "json",
  ];
  return { name: `${name} drift, HAR`, commands: [argv] };
}
