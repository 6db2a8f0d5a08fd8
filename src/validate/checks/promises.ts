import type { Rule } from "../../model/rule.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { isJson } from "../media-type.ts";
import type { Check, Visit } from "./check.ts";
import { header } from "./headers.ts";

const promised: Rule = {
  id: "promised-header-missing",
  area: "validate",
  title: "A response lacks a header that the service promises on every response",
  severity: { response: "dangerous" },
  why: "The maker's pages promise it; whoever relies on it (for support, say) has nothing.",
};

const rateLimit: Rule = {
  id: "rate-limit-headers",
  area: "validate",
  title: "The rate-limit headers of a response are incomplete or contradict each other",
  severity: { response: "dangerous" },
  why: "Clients pace themselves by these headers and stop, or run into refusals, when they are wrong.",
};

const notJson: Rule = {
  id: "not-json",
  area: "validate",
  title: "A response is not JSON, though the service promises JSON throughout",
  severity: { response: "dangerous" },
  why: "Clients of the service parse every answer as JSON, errors too.",
};

export const promises: Check = {
  rules: [promised, rateLimit, notJson],
  run(visit) {
    const { exchange, service, report } = visit;
    const response = exchange.response;
    if (service === undefined || response === undefined) return;
    for (const { name, source } of service.responseHeaders ?? []) {
      if (header(response.headers, name) !== undefined) continue;
      const message = `the response header ${name} is missing (${source})`;
      report({ rule: promised, direction: "response", message, subject: name });
    }
    if (service.rateLimit !== undefined) limits(visit, service.rateLimit);
    if (service.jsonOnly !== undefined) onlyJson(visit, service.jsonOnly);
  },
};

function limits({ exchange, report }: Visit, names: NonNullable<ServiceDefinition["rateLimit"]>): void {
  const response = exchange.response;
  if (response === undefined) return;
  const wanted = [names.limit, names.remaining, names.reset].filter((name) => name !== undefined);
  const sent = new Map(wanted.map((name) => [name, header(response.headers, name)]));
  const absent = wanted.filter((name) => sent.get(name) === undefined);
  // None at all means that there is no limit.
  if (absent.length === wanted.length) return;
  const say = (message: string, name: string) =>
    report({ rule: rateLimit, direction: "response", message, subject: name });
  for (const name of absent) say(`${name} is missing, though other rate-limit headers are there`, name);
  const numbers = new Map<string, number>();
  for (const [name, text] of sent) {
    if (text === undefined) continue;
    if (/^\d+$/.test(text.trim())) numbers.set(name, Number(text));
    else say(`${name} is ${JSON.stringify(text.slice(0, 40))}, must be a whole number`, name);
  }
  const limit = numbers.get(names.limit ?? "");
  const remaining = numbers.get(names.remaining ?? "");
  const reset = numbers.get(names.reset ?? "");
  if (limit !== undefined && remaining !== undefined && remaining > limit)
    say(`${names.remaining} is ${remaining}, more than the limit of ${limit}`, names.remaining ?? "");
  const now = Date.parse(header(response.headers, "date") ?? exchange.at ?? "");
  // Clocks differ, and a recording's time is that of the request: two minutes are forgiven.
  if (reset !== undefined && reset * 1000 < now - 120_000)
    say(`${names.reset} is ${reset}, which was over when the response was sent`, names.reset ?? "");
}

function onlyJson(
  { match, responseMessage, report }: Visit,
  { source, exceptSegments = [] }: NonNullable<ServiceDefinition["jsonOnly"]>,
): void {
  if (responseMessage === undefined || responseMessage.content.state === "empty") return;
  const { sentType } = responseMessage;
  if (sentType === undefined || isJson(sentType)) return;
  if (match.operation.path.split("/").some((segment) => exceptSegments.includes(segment))) return;
  const message = `the response is ${sentType.essence || "of an empty media type"} (${source})`;
  report({ rule: notJson, direction: "response", message, actual: sentType.essence });
}
