import type { Json } from "../../model/json.ts";
import { join, type Pointer, resolve } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import type { ErrorShape } from "../../model/service.ts";
import { isJson } from "../media-type.ts";
import { SchemaEngine } from "../schema/engine.ts";
import { placeInWords } from "../schema/fault.ts";
import { mergeMissing } from "../schema/missing.ts";
import { contradiction } from "./body-faults.ts";
import type { Check, Visit } from "./check.ts";

const shape: Rule = {
  id: "error-shape",
  area: "validate",
  title: "An error does not look as the service promises that every error looks",
  severity: { response: "breaking" },
  why: "Clients handle errors in one place; one that looks different is lost there.",
};

const codeStatus: Rule = {
  id: "error-code-status",
  area: "validate",
  title: "An error code came with a status that it does not belong to",
  severity: { response: "dangerous" },
  why: "Clients decide by one of the two what to do next: try again, log in, or give up.",
};

const leak: Rule = {
  id: "error-detail-leaked",
  area: "validate",
  title: "An error tells of the server's inside",
  severity: { response: "dangerous" },
  why: "Stack traces, SQL and host names help an attacker and nobody else.",
  spec: "https://cwe.mitre.org/data/definitions/209.html",
};

const ENGINES = new WeakMap<ErrorShape, SchemaEngine>();

function engineOf(promise: ErrorShape): SchemaEngine | undefined {
  if (promise.schema === undefined) return undefined;
  const engine = ENGINES.get(promise) ?? SchemaEngine.forSchema(promise.schema);
  ENGINES.set(promise, engine);
  return engine;
}

export const errors: Check = {
  rules: [shape, contradiction, codeStatus, leak],
  run(visit) {
    const { exchange, service, responseMessage, report } = visit;
    const status = exchange.response?.status ?? 0;
    if (status < 400 || responseMessage === undefined) return;
    const { content } = responseMessage;
    const direction = "response";
    if (content.state === "value") leaks(visit, status, content.value);
    const promise = service?.errors;
    if (promise === undefined) return;
    if (content.state === "empty") {
      // A proxy in front of the server limits rates and knows nothing of the service's errors.
      if (status === 429 || exchange.request.method.toUpperCase() === "HEAD") return;
      const message = `the error ${status} has no body (${promise.source})`;
      report({ rule: shape, direction, message, ...(promise.schema && { expected: promise.schema }) });
    } else if (content.state === "value" && !isForeign(visit)) {
      const faults = engineOf(promise)?.check("", content.value) ?? [];
      for (const fault of mergeMissing(faults)) {
        const message = `${placeInWords(fault.instance, "the error")} ${fault.text} (${promise.source})`;
        const { instance, expected, actual } = fault;
        report({
          rule: shape,
          direction,
          message,
          instance,
          ...(expected === undefined ? {} : { expected }),
          ...(actual === undefined ? {} : { actual }),
        });
      }
      codes(visit, promise, status, content.value);
    }
  },
};

/** An error that is no JSON is reported as that where JSON is promised; nothing more can be said of its shape. */
function isForeign({ service, responseMessage }: Visit): boolean {
  const type = responseMessage?.sentType;
  const promisesJson = service?.jsonOnly !== undefined || service?.errors?.problemDetails !== undefined;
  return promisesJson && type !== undefined && !isJson(type);
}

function codes({ report }: Visit, promise: ErrorShape, status: number, body: Json): void {
  if (promise.codePointer === undefined || promise.codeStatuses === undefined) return;
  const code = resolve(body, promise.codePointer);
  if (typeof code !== "string" || !Object.hasOwn(promise.codeStatuses, code)) return;
  const allowed = promise.codeStatuses[code] ?? [];
  if (allowed.includes(status)) return;
  report({
    rule: codeStatus,
    direction: "response",
    message: `the code ${JSON.stringify(code)} came with ${status}; it belongs to ${allowed.join(" or ")}`,
    instance: promise.codePointer,
    expected: allowed,
    actual: status,
  });
}

const LEAKS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    "a stack trace",
    /^\s+at [\w$.<>]+ ?\(.*:\d+|\bTraceback \(most recent call last\)|^\s*at [\w$.]+\([\w.]+\.(?:java|scala|kt):\d+\)/m,
  ],
  ["an SQL statement", /\b(?:SELECT\s.+\sFROM|INSERT INTO|UPDATE\s\S+\sSET|DELETE FROM)\s|\bSQLSTATE\b/],
  ["an internal host name", /\b[\w-]+\.(?:internal|svc\.cluster\.local|local|lan)\b(?::\d+)?/],
];

function leaks({ service, report }: Visit, status: number, body: Json): void {
  const opaque = service?.errors?.opaque?.statuses ?? [500];
  if (!opaque.includes(status)) return;
  for (const [instance, text] of texts(body, "")) {
    const found = LEAKS.find(([, pattern]) => pattern.test(text));
    if (found === undefined) continue;
    const place = placeInWords(instance, "the error");
    const message = `${place} of an error ${status} holds ${found[0]}`;
    report({ rule: leak, direction: "response", message, instance });
  }
}

function texts(value: Json, at: string, depth = 0): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (depth > 6 || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => texts(member, join(at as Pointer, key), depth + 1));
}
