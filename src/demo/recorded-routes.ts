import { canonical, type Json } from "../model/json.ts";
import { type Answer, type Asked, json } from "./answer.ts";
import type { Route } from "./live-api.ts";

/** As much of a recorded exchange as answering it again takes. */
export interface Recorded {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly body?: { readonly json: Json };
  };
  readonly response: { readonly status: number; readonly body?: { readonly json: Json } };
}

/**
 * Routes that answer as was answered in a recording: the first answer to the same query and body, else the first
 * to the same method and path. Nothing is remembered: what was changed is found unchanged.
 */
export function routesFromRecording(exchanges: readonly Recorded[]): Route[] {
  const places = new Map<string, { method: string; path: string; answers: Map<string, Answer> }>();
  for (const { request, response } of exchanges) {
    const { pathname: path, search } = new URL(request.url);
    const { method } = request;
    const place = places.get(`${method} ${path}`) ?? { method, path, answers: new Map<string, Answer>() };
    places.set(`${method} ${path}`, place);
    const key = keyOf(search, request.body?.json);
    const { status, body } = response;
    if (!place.answers.has(key))
      place.answers.set(key, body === undefined ? { status } : json(status, body.json));
  }
  return [...places.values()].map(({ method, path, answers }) => {
    const [first = { status: 404 }] = answers.values();
    return { method, path, answer: (asked) => answers.get(askedKey(asked)) ?? first };
  });
}

function keyOf(search: string, body: Json | undefined): string {
  return `${search}\n${body === undefined ? "" : canonical(body)}`;
}

function askedKey({ path, body }: Asked): string {
  const { search } = new URL(path, "http://harbour.example");
  try {
    return keyOf(search, body === "" ? undefined : (JSON.parse(body) as Json));
  } catch {
    return keyOf(search, body);
  }
}
