import type { Json } from "../../model/json.ts";
import type { HeaderObject } from "../../model/operation.ts";
import type { Rule } from "../../model/rule.ts";
import { shapeOf } from "../parameters/shape.ts";
import { readSimple } from "../parameters/style.ts";
import { isRedacted } from "../redact.ts";
import { reportFaults } from "./body-faults.ts";
import type { Check, Visit } from "./check.ts";
import { header } from "./headers.ts";

const spec = "https://spec.openapis.org/oas/v3.1.1.html#header-object";

const invalid: Rule = {
  id: "response-header",
  area: "validate",
  title: "A response header does not fit its schema",
  severity: { response: "breaking" },
  why: "A client that trusts the document reads something else than it was promised.",
  spec,
};

const missing: Rule = {
  id: "response-header-missing",
  area: "validate",
  title: "A response lacks a header that the document requires",
  severity: { response: "breaking" },
  why: "A client that trusts the document reads the header without asking whether it is there.",
  spec,
};

export const responseHeaders: Check = {
  rules: [invalid, missing],
  run(visit) {
    const { exchange, response, report } = visit;
    if (exchange.response === undefined || response === undefined) return;
    for (const documented of response.headers) {
      // The media type has rules of its own.
      if (documented.name.toLowerCase() === "content-type") continue;
      const raw = header(exchange.response.headers, documented.name);
      const name = `the response header ${documented.name}`;
      if (raw === undefined) {
        if (!documented.required) continue;
        report({
          rule: missing,
          direction: "response",
          message: `${name} is missing`,
          pointer: documented.pointer,
        });
      } else if (!isRedacted(raw)) {
        check(visit, documented, raw, name);
      }
    }
  },
};

function check(visit: Visit, documented: HeaderObject, raw: string, name: string): void {
  const graph = visit.document.schemas;
  const pointer = documented.schema ?? documented.content[0]?.schema;
  if (pointer === undefined) return;
  const explode = documented.raw.explode === true;
  const serialisation = { name: documented.name, style: "simple", explode };
  const read = readSimple(raw, serialisation, shapeOf(graph, graph.at(pointer)));
  const candidates: Json[] = documented.schema === undefined ? [parseOrText(raw)] : [read, raw];
  const engine = visit.engine("response");
  const faults = candidates.map((value) => engine.check(pointer, value));
  if (faults.some((list) => list.length === 0)) return;
  reportFaults(visit, faults[0] ?? [], { rule: invalid, direction: "response", subject: name, inside: true });
}

function parseOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
