import type { Operation, ResponseObject } from "../../model/operation.ts";
import { join } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import { shortList } from "../closest.ts";
import type { Check } from "./check.ts";
import { header } from "./headers.ts";

const undocumented: Rule = {
  id: "status-undocumented",
  area: "validate",
  title: "The server answered with a status that the operation does not document",
  severity: { response: "breaking" },
  why: "A client written from the document has no branch for it, and does not know what the body holds.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#responses-object",
  remedy: "Document the status, a range such as 4XX, or a default response.",
};

/** The response that stands for a status: exact, then its range, then `default`. */
export function responseFor(operation: Operation, status: number): ResponseObject | undefined {
  const find = (key: string) => operation.responses.find((response) => response.status === key);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find("default");
}

export const status: Check = {
  rules: [undocumented],
  run({ exchange, operation, response, report }) {
    const sent = exchange.response;
    if (sent === undefined || response !== undefined) return;
    // 304 answers a condition that the client set, and 1xx are no final answers: both belong to HTTP.
    const conditional = ["if-none-match", "if-modified-since"].some((name) =>
      header(exchange.request.headers, name),
    );
    if (sent.status < 200 || (sent.status === 304 && conditional)) return;
    const known = operation.responses.map((each) => each.status);
    report({
      rule: undocumented,
      direction: "response",
      message: `answered ${sent.status}; the document knows ${known.length === 0 ? "no status" : shortList(known, 8)}`,
      pointer: join(operation.pointer, "responses"),
      expected: known,
      actual: sent.status,
    });
  },
};
