import { spawnSync } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeFailure } from "../../src/fetch/failure.ts";
import { InputError } from "../../src/model/errors.ts";
import { documentText } from "./support/documents.ts";
import { filesIn, messageOf, startFetching } from "./support/fetching.ts";
import { closedPort, serve } from "./support/server.ts";

const SECRET = "s3cr3t-t0ken-value";
const LOGIN = `user:${SECRET}`;

interface Fault {
  readonly name: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly says: string;
  /** How often the server is asked. */
  readonly asked: number;
  readonly attempts?: number;
  readonly wholeTimeout?: number;
}

const text = documentText();

const FAULTS: readonly Fault[] = [
  {
    name: "a connection that is reset in the middle of the body",
    answer(_, response) {
      response.writeHead(200, { "content-length": text.length });
      response.write(text.slice(0, 20));
      setImmediate(() => response.socket?.destroy());
    },
    says: "the connection was closed before the answer was complete (tried 4 times)",
    asked: 4,
  },
  {
    name: "a connection that is closed without an answer",
    answer: (_, response) => response.socket?.destroy(),
    says: "the connection was closed before the answer was complete (tried 4 times)",
    asked: 4,
  },
  {
    name: "a body in pieces that ends too early",
    answer(_, response) {
      response.writeHead(200);
      response.write(text.slice(0, 20));
      setImmediate(() => response.socket?.end());
    },
    says: "the connection was closed before the answer was complete",
    asked: 4,
  },
  {
    name: "JSON that is cut off before its announced length",
    answer(_, response) {
      response.writeHead(200, { "content-length": text.length + 100 });
      response.write(text);
      setImmediate(() => response.socket?.end());
    },
    says: "the connection was closed before the answer was complete (tried 4 times)",
    asked: 4,
  },
  {
    name: "JSON that is longer than its announced length",
    answer(_, response) {
      const head = `HTTP/1.1 200 OK\r\ncontent-length: ${text.length - 30}\r\nconnection: close\r\n\r\n`;
      response.socket?.end(head + text);
    },
    says: "it is not valid JSON",
    asked: 1,
  },
  {
    name: "a body that drips without end",
    answer(_, response) {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    },
    says: "its answer comes so slowly that it was given up",
    asked: 1,
    wholeTimeout: 400,
  },
  {
    name: "a text in another character set than UTF-8",
    answer: (_, response) =>
      response
        .writeHead(200, { "content-type": "application/json; charset=iso-8859-1" })
        .end(Buffer.from(text.replace("Pets", "H\u00e4fen"), "latin1")),
    says: "its bytes are not UTF-8 text",
    asked: 1,
  },
  {
    name: "a login page with status 200",
    answer(_, response) {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("\n<!DOCTYPE html><html><head><title>Sign in \u001b[31m</title></head></html>");
    },
    says: 'it is an HTML page titled "Sign in \\\\u{1b}[31m", not a document',
    asked: 1,
  },
  {
    name: "an empty body",
    answer: (_, response) => response.end(),
    says: "it is empty",
    asked: 1,
  },
  {
    name: "a pointer of Git LFS",
    answer: (_, response) =>
      response.end("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
    says: "it is a Git LFS pointer",
    asked: 1,
  },
  {
    name: "a missing document",
    answer: (_, response) => response.writeHead(404).end("404: Not Found"),
    says: "there is nothing (status 404)",
    asked: 1,
  },
  {
    name: "a refusal",
    answer: (_, response) => response.writeHead(403).end(JSON.stringify({ message: `no, ${SECRET}` })),
    says: 'it answers with status 403: {"message":"no, ***"}',
    asked: 1,
  },
  {
    name: "a server that stays broken",
    answer(_, response) {
      response.writeHead(500, { "content-type": "text/html" });
      response.end("<html><style>p{}</style><h1>Something</h1> went wrong</html>");
    },
    says: "it answers with status 500, tried 4 times: Something went wrong",
    asked: 4,
  },
  {
    name: "a redirect in a circle",
    answer: (request, response) => response.writeHead(302, { location: `${request.url}` }).end(),
    says: "it redirects more than 5 times",
    asked: 6,
  },
  {
    name: "a redirect to a file",
    answer: (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    says: "it redirects to file:, which is not followed",
    asked: 1,
  },
  {
    name: "a redirect to nowhere",
    answer: (_, response) => response.writeHead(302, { location: "http://" }).end(),
    says: "which is no URL",
    asked: 1,
  },
  {
    name: "a gzip body that grows without measure",
    answer: (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(12 * 1024 * 1024))),
    says: "its answer is too large (larger than 10 MB)",
    asked: 1,
  },
  {
    name: "a brotli body that grows without measure",
    answer: (_, response) =>
      response.writeHead(200, { "content-encoding": "br" }).end(
        brotliCompressSync(Buffer.alloc(12 * 1024 * 1024), {
          params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
        }),
      ),
    says: "its answer is too large (larger than 10 MB)",
    asked: 1,
  },
  {
    name: "gzip that is none",
    answer: (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("plain"),
    says: "its gzip encoding is broken",
    asked: 4,
  },
  {
    name: "an unknown encoding",
    answer: (_, response) => response.writeHead(200, { "content-encoding": "zip" }).end("plain"),
    says: 'its content encoding "zip" is unknown',
    asked: 4,
  },
  {
    name: "a body that is too long",
    answer: (_, response) => response.end(Buffer.alloc(3 * 1024 * 1024, 32)),
    says: "its answer is too large (larger than 2 MB)",
    asked: 1,
  },
  {
    name: "10 GB announced",
    answer(_, response) {
      response.writeHead(200, { "content-length": 10 * 1024 ** 3 });
      response.write("x");
    },
    says: "its answer is too large",
    asked: 1,
  },
  {
    name: "a head that never comes",
    answer: () => undefined,
    says: "it did not answer in time",
    asked: 1,
    attempts: 1,
  },
  {
    name: "a body that stops",
    answer: (_, response) => void response.writeHead(200).write("{"),
    says: "its answer stopped half-way",
    asked: 1,
    attempts: 1,
  },
];

const OPENSSL = "openssl";

/** A certificate of this moment's own; `undefined` where openssl is not there to make one. */
function selfSigned(): { key: string; cert: string } | undefined {
  const args =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout - -out -";
  const { status, stdout } = spawnSync(OPENSSL, args.split(" "), { encoding: "utf8" });
  const [key, cert] = [
    /-+BEGIN [A-Z ]*KEY-+[\s\S]*? KEY-+/,
    /-+BEGIN CERTIFICATE-+[\s\S]*?END CERTIFICATE-+/,
  ].map((pattern) => pattern.exec(stdout ?? "")?.[0]);
  return status === 0 && key && cert ? { key, cert } : undefined;
}

describe("a server that misbehaves", () => {
  it.each(FAULTS)(
    "$name: said in plain words, nothing kept, no secret shown",
    async ({ answer, says, asked, attempts = 4, wholeTimeout = 60_000 }) => {
      const server = await serve(answer);
      const url = `${server.url.replace("//", `//${LOGIN}@`)}/openapi.json?token=${SECRET}&x=1`;
      const maxBytes = says.includes("10 MB") ? 100 * 1024 * 1024 : 2 * 1024 * 1024;
      const { fetcher, cacheDir, lines } = await startFetching({
        network: { maxBytes, attempts, answerTimeout: 150, wholeTimeout },
      });

      const failed = fetcher.open(url);
      await expect(failed).rejects.toBeInstanceOf(InputError);
      const message = await messageOf(failed);

      expect(message).toContain(says);
      expect(message).toContain(`${server.url}/openapi.json?token=***&x=1`);
      expect(message).not.toContain("\n");
      expect(server.seen.length).toBe(asked);
      expect([...(await filesIn(cacheDir)).keys()]).toEqual([]);
      for (const line of [message, ...lines]) expect(line).not.toContain(SECRET);
    },
  );

  it("names a refused connection", async () => {
    const { fetcher } = await startFetching();
    expect(await messageOf(fetcher.read(await closedPort()))).toContain("the connection was refused");
  });

  it("names a host that does not exist", async () => {
    const { fetcher } = await startFetching();
    const message = await messageOf(fetcher.read("http://nowhere.invalid/openapi.json"));
    expect(message).toMatch(/its host name (?:is unknown|could not be looked up) \(DNS\)/);
  });

  it.skipIf(selfSigned() === undefined)("names a certificate that nobody vouches for", async () => {
    const { key, cert } = selfSigned() ?? {};
    const server = createTlsServer({ key, cert }, (_, response) => response.end(text));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { fetcher, cacheDir } = await startFetching();
    const url = `https://localhost:${(server.address() as AddressInfo).port}/a.json`;
    const message = await messageOf(fetcher.read(url));
    expect(message).toContain("its TLS certificate is not trusted");
    expect(message).toContain("NODE_EXTRA_CA_CERTS");
    expect((await filesIn(cacheDir)).size).toBe(0);
  });

  it("names a server that does not speak TLS", async () => {
    const server = await serve((_, response) => response.end("hello"));
    const { fetcher } = await startFetching();
    const message = await messageOf(fetcher.read(server.url.replace("http:", "https:")));
    expect(message).toContain("it does not speak TLS there");
  });

  it("names a server that does not speak HTTP", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { fetcher } = await startFetching();
    const message = await messageOf(
      fetcher.read(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a.json`),
    );
    expect(message).toContain("what it answers is not HTTP");
  });

  it("keeps nothing of JSON that was cut off, though the answer was complete", async () => {
    const server = await serve((_, response) => response.end(text.slice(0, -9)));
    const { fetcher, cacheDir } = await startFetching();
    expect(await messageOf(fetcher.open(`${server.url}/a.json`))).toContain("it is not valid JSON");
    expect((await filesIn(cacheDir)).size).toBe(0);
  });

  it("stopped in the middle of a body, leaves no part of it behind", async () => {
    const controller = new AbortController();
    const server = await serve((_, response) => {
      response.writeHead(200, { "content-length": text.length });
      response.write(text.slice(0, 20), () => controller.abort(new Error("interrupted")));
    });
    const { fetcher, cacheDir } = await startFetching({ signal: controller.signal });
    await expect(fetcher.read(`${server.url}/a.json`)).rejects.toThrow("interrupted");
    expect((await filesIn(cacheDir)).size).toBe(0);
    expect(server.seen).toHaveLength(1);
  });

  it("reads through a byte order mark", async () => {
    const server = await serve((_, response) => response.end(`\uFEFF${text}`));
    const { fetcher } = await startFetching();
    expect((await fetcher.open(`${server.url}/a.json`)).title).toBe("Pets");
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["identity", Buffer.from(text)],
  ])("decodes %s", async (encoding, body) => {
    const server = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(body),
    );
    const { fetcher } = await startFetching();
    const source = await fetcher.read(`${server.url}/a.json`);
    expect(Buffer.from(source.bytes).toString()).toBe(text);
  });
});

describe("describeFailure", () => {
  const withCode = (code: string) => Object.assign(new Error(`raw ${code}`), { code });

  it.each([
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "its TLS certificate is not trusted"],
    ["CERT_HAS_EXPIRED", "its TLS certificate is not trusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "its TLS certificate is not trusted"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "it does not speak TLS there"],
    ["EHOSTUNREACH", "the network does not reach it"],
    ["UND_ERR_CONNECT_TIMEOUT", "connecting took too long"],
    ["EAI_AGAIN", "could not be looked up (DNS)"],
    ["SOMETHING_NEW", "raw SOMETHING_NEW"],
  ])("says what %s means", (code, why) => {
    expect(describeFailure(withCode(code)).why).toContain(why);
    // A name with several addresses fails with one error for each; a wrapper names its cause.
    expect(describeFailure(new Error("wrapped", { cause: withCode(code) })).why.length).toBeGreaterThan(0);
    expect(describeFailure(new AggregateError([withCode("ECONNREFUSED")])).why).toBe(
      "the connection was refused",
    );
  });
});
