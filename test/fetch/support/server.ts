import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly seen: readonly Seen[];
}

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A real server on loopback for one test; `handle` is told how many requests came before, `connect` plays a proxy. */
export async function serve(
  handle: Handler,
  { connect }: { connect?: (socket: Duplex) => void } = {},
): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    handle(request, response, seen.length - 1);
  });
  const tunnels = new Set<Duplex>();
  server.on("connect", (_, socket) => {
    tunnels.add(socket);
    connect?.(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    for (const socket of tunnels) socket.destroy();
    server.close();
    await once(server, "close");
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Answers each path with its text; anything else with 404. */
export function serveFiles(files: Readonly<Record<string, string>>): Promise<TestServer> {
  return serve((request, response) => {
    const text = files[request.url ?? ""];
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(text ?? '{"message":"Not Found"}');
  });
}

/** A port of loopback where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
