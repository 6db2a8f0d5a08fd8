import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { contest } from "../contest.mjs";
import { airfocusDocument } from "../documents.mjs";
import { driver, npmPeer } from "../peers.mjs";
import { note } from "../print.mjs";
import { specwitness } from "../specwitness.mjs";
import { bytes, standings } from "../table.mjs";
import { writeTraffic } from "../traffic.mjs";

export const validate = {
  name: "validate",
  title: "Recorded traffic against a document: airfocus 47.144.0, bodies of 200 responses",
  async run({ folder, runs, quick, mb = quick ? 16 : 128 }) {
    const document = airfocusDocument("47.144.0");
    if (document === undefined) return undefined;
    const files = { ndjson: join(folder, "traffic.ndjson"), har: join(folder, "traffic.har") };
    await writeTraffic(document, files, mb * 1024 * 1024);
    const redocly = npmPeer("@redocly/cli");
    const entrants = [
      { ...specwitness("validate", document, files.ndjson), name: "specwitness, NDJSON" },
      { ...specwitness("validate", document, files.har), name: "specwitness, HAR" },
      ...["ajv", "openapi-response-validator"].flatMap((name) => {
        const peer = driver(name);
        return peer === undefined
          ? []
          : [{ name: `${peer.name}, NDJSON`, commands: [[...peer.argv, document, files.ndjson]] }];
      }),
      ...(redocly === undefined ? [] : [drift(redocly, document, files.har)]),
    ];
    const size = bytes(statSync(files.ndjson).size);
    note(`  ${size} of traffic`);
    const results = await contest(entrants, { folder, runs: mb > 256 ? 1 : Math.min(3, runs), limit: 600 });
    for (const file of Object.values(files)) rmSync(file);
    return `${size} of newline-delimited JSON, and the same as an HTTP archive.\n\n${standings(results)}`;
  },
};

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
