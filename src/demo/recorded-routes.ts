import type { Json } from "../model/json.ts";
import { type Answer, json } from "./answer.ts";
import type { Route } from "./live-api.ts";

/** As much of a recorded exchange as answering it again takes. */
export interface Recorded {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number; readonly body?: { readonly json: Json } };
}

/**
 * Routes that answer reads as they were answered in a recording: the first answer to each URL, and to the path
 * without its query where that was asked as well.
 */
export function routesFromRecording(exchanges: readonly Recorded[]): Route[] {
  const byPath = new Map<string, Map<string, Answer>>();
  for (const { request, response } of exchanges) {
    if (request.method !== "GET" || response.body === undefined) continue;
    const { pathname, search } = new URL(request.url);
    const answers = byPath.get(pathname) ?? new Map<string, Answer>();
    byPath.set(pathname, answers);
    if (!answers.has(search)) answers.set(search, json(response.status, response.body.json));
  }
  return [...byPath].map(([path, answers]) => ({
    method: "GET",
    path,
    answer: (asked) => answers.get(new URL(asked.path, "http://harbour.example").search) ?? first(answers),
  }));
}

function first(answers: ReadonlyMap<string, Answer>): Answer {
  const [answer] = answers.values();
  return answer ?? json(404, { code: "not_found", message: "There is nothing here" });
}
