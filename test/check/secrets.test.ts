import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../src/cli/main.ts";
import { FORMATS } from "../../src/report/formats.ts";
import { serve } from "../fetch/support/server.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const SECRETS = {
  CLIENT_ID: "cl1ent-one-4711",
  CLIENT_SECRET: "cl1ent/s3cret+value",
  GITHUB_TOKEN: "ghp_s3cr3tgithubvalue",
  TOKEN: "",
};
const TOKEN = "t0k3n-of-the-service";
const PASSWORD = "pa55-w0rd-in-a-url";

/** Every way in which a secret may be written down. */
const SPELLINGS = [TOKEN, PASSWORD, SECRETS.CLIENT_ID, SECRETS.CLIENT_SECRET, SECRETS.GITHUB_TOKEN].flatMap(
  (secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").slice(0, -4)],
);

function found(text: string): string[] {
  return SPELLINGS.filter((secret) => text.includes(secret));
}

const api = (version: string, more: object = {}) =>
  JSON.stringify({ openapi: "3.1.0", info: { title: "Lamps", version }, paths: {}, ...more });

interface Recorder {
  readonly url: string;
  /** All it was sent: lines, headers, bodies. */
  readonly received: () => string;
}

/** A server that keeps everything it is sent, and repeats the headers where it refuses. */
async function recorder(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Recorder> {
  let received = "";
  const server = await serve((request, response) => {
    received += `${request.method} ${request.url}\n${request.rawHeaders.join("\n")}\n`;
    request.on("data", (data: Buffer) => {
      received += data.toString();
    });
    request.on("end", () => answer(request, response));
  });
  return { url: server.url, received: () => received };
}

const repeat = (request: IncomingMessage) => JSON.stringify(request.headers);

test("secrets go where they belong, and into nothing that is written or said", async () => {
  const elsewhere = await recorder((request, response) => response.writeHead(403).end(repeat(request)));
  const tokens = await recorder((_, response) =>
    response.end(JSON.stringify({ access_token: TOKEN, expires_in: 60 })),
  );
  const live = await recorder((request, response) => {
    const headers = { link: `<https://x.example/?echo=${request.headers.authorization}>`, etag: '"1"' };
    if (request.url === "/version") response.writeHead(302, { location: `${elsewhere.url}/version` }).end();
    else response.writeHead(200, headers).end(api("1.1.0", { externalDocs: { url: live.url } }));
  });
  const github = await recorder((request, response) => {
    const next = { link: `<${elsewhere.url}/tags>; rel="next"` };
    if (request.url?.includes("/tags")) response.writeHead(200, next).end('[{"name":"1.0.0"}]');
    else response.writeHead(500).end(repeat(request));
  });
  const raw = await recorder((request, response) => {
    if (request.url?.includes("/1.0.0/")) response.end(api("1.0.0"));
    else response.writeHead(404).end(repeat(request));
  });
  const region = await recorder((request, response) => response.writeHead(401).end(repeat(request)));

  const service = {
    title: "Lamps",
    documents: {
      tagged: "github:octo/lamps#{version}:openapi.json",
      github: { api: github.url, raw: raw.url },
      live: `${live.url}/openapi.json`,
      published: `${raw.url}/octo/lamps/refs/tags/1.0.0/openapi.json`,
    },
    versionEndpoint: { url: `${live.url}/version` },
    regions: [{ name: "far", live: `${region.url}/openapi.json` }],
    authentication: {
      type: "bearer",
      tokenEnv: "TOKEN",
      renewal: {
        url: `${tokens.url}/token`,
        clientIdEnv: "CLIENT_ID",
        clientSecretEnv: "CLIENT_SECRET",
        source: "the handbook",
      },
    },
  };
  const configuration = { service: "lamps", services: { lamps: service } };
  const cwd = folderWith({ "specwitness.config.json": JSON.stringify(configuration) });
  let said = "";
  const specwitness = async (...argv: string[]) => {
    const { io, stdout, stderr } = captureIo({ cwd, env: { ...SECRETS, PATH: process.env.PATH } });
    const exit = await run(argv, io);
    said += stdout() + stderr();
    return exit;
  };
  const withLogin = live.url.replace("//", `//me:${PASSWORD}@`);
  const reports = FORMATS.check.flatMap((format) => ["--report", `${format}=report.${format}`]);
  expect(await specwitness("check", "--update-lock", ...reports)).toBe(3);
  await specwitness("versions", "--changed", "--format", "json");
  await specwitness("versions", "--versions", `${withLogin}/{version}.json?token=${PASSWORD}`);
  expect(await specwitness("fetch", `${withLogin}/a.json?token=${PASSWORD}`, "--format", "json")).toBe(0);
  await specwitness(
    "diff",
    `${withLogin}/a.json?token=${PASSWORD}`,
    "live",
    "--format",
    "html",
    "-o",
    "d.html",
  );
  await specwitness("fetch", `http://me:${PASSWORD}@bad host/?token=${PASSWORD}`);
  writeFileSync(join(cwd, "said.txt"), said);

  // Each secret reached the one place it is for, and no other.
  expect(live.received()).toContain(`Bearer ${TOKEN}`);
  expect(github.received()).toContain(`Bearer ${SECRETS.GITHUB_TOKEN}`);
  const basic = /Basic (\S+)/.exec(tokens.received())?.[1] ?? "";
  expect(Buffer.from(basic, "base64").toString()).toContain(encodeURIComponent(SECRETS.CLIENT_SECRET));
  expect(found(live.received().replaceAll(TOKEN, "").replaceAll(PASSWORD, ""))).toEqual([]);
  expect(found(github.received().replaceAll(SECRETS.GITHUB_TOKEN, ""))).toEqual([]);
  for (const other of [elsewhere, raw, region]) {
    expect(other.received()).not.toBe("");
    expect(found(other.received())).toEqual([]);
    expect(other.received()).not.toMatch(/authorization/i);
  }

  // Cache, lock, reports, and what was said.
  const files = filesBelow(cwd).filter((path) => !path.endsWith("specwitness.config.json"));
  expect(files.length).toBeGreaterThan(FORMATS.check.length + 4);
  for (const path of files)
    expect({ path, found: found(readFileSync(path, "utf8")) }).toEqual({ path, found: [] });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}
