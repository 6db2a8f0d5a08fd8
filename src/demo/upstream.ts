import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type Asked, json, type RequestSeen } from "./answer.ts";
import { type GitHubOptions, playGitHub } from "./github.ts";
import { type LiveApi, playLiveApi } from "./live-api.ts";

export interface UpstreamOptions extends Omit<GitHubOptions, "now"> {
  /** The running service behind the same address. */
  readonly live?: LiveApi;
  /** Milliseconds since the epoch, for the ends of rate-limit windows. Default: the clock. */
  readonly now?: () => number;
}

export interface Upstream {
  /** `http://127.0.0.1:PORT`: the base URL of GitHub's REST API, of its files, and of the live API. */
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: readonly RequestSeen[];
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that plays both sides specwitness talks to: the place where a service's documents
 * are tagged (GitHub) and the running service. Bodies never depend on the clock.
 */
export async function startUpstream(options: UpstreamOptions): Promise<Upstream> {
  const now = options.now ?? Date.now;
  const gitHub = playGitHub({ ...options, now });
  const live = options.live === undefined ? undefined : playLiveApi(options.live, now);
  const requests: RequestSeen[] = [];
  let url = "";

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = await read(incoming);
    const answer = await answerTo(asked);
    requests.push({ ...asked, status: answer.status });
    outgoing.writeHead(answer.status, answer.headers ?? {});
    outgoing.end(answer.body);
  }
  // Only an asker that hangs up in the middle gets here.
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function answerTo(asked: Asked): Promise<Answer> {
    try {
      return (await gitHub(asked, url)) ?? live?.(asked) ?? json(404, { message: "Not Found" });
    } catch {
      // As a real server would: no word of what went wrong inside.
      return json(500, { code: "internal_error", message: "Something went wrong" });
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await options.versions.close?.();
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
