import { danglingFindings } from "../model/dangling.ts";
import type { Document } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { severityFor } from "../model/rule.ts";
import { checkStructure } from "../model/swagger-parser.ts";
import { example, schemaUnusable, structure } from "./document-rules.ts";
import { Engines } from "./engines.ts";
import { type Example, findExamples } from "./examples.ts";
import { FindingCollector } from "./findings.ts";
import { type Fault, placeInWords } from "./schema/fault.ts";

/**
 * Holds a document against itself: its structure against OpenAPI's own schema, and its examples against the
 * schemas that they are examples of.
 * @returns findings, worst first; none for a document in order.
 */
export async function checkDocument(document: Document): Promise<Finding[]> {
  const collector = new FindingCollector((pointer) => document.line(pointer), 0);
  for (const { pointer, message } of await checkStructure(document.written)) {
    collector.add(
      {
        rule: structure,
        direction: "none",
        message: `#${pointer} ${message}`,
        pointer,
        subject: message,
      },
      severityFor(structure, "none", "tolerant"),
    );
  }
  const engines = new Engines(document);
  for (const each of findExamples(document)) {
    const faults = faultsOf(engines, each);
    const first = faults[0];
    if (first === undefined) continue;
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    const message = `the example at #${each.pointer} does not fit: ${placeInWords(first.instance, "it")} ${first.text}${more}`;
    collector.add(
      {
        rule: example,
        direction: "none",
        message,
        pointer: each.pointer,
        ...(first.expected === undefined ? {} : { expected: first.expected }),
        ...(first.actual === undefined ? {} : { actual: first.actual }),
      },
      severityFor(example, "none", "tolerant"),
    );
  }
  for (const { pointer, why } of engines.problems()) {
    const message = `the schema at #${pointer} cannot be used as it is written: ${why}`;
    collector.add(
      { rule: schemaUnusable, direction: "none", message, pointer },
      severityFor(schemaUnusable, "none", "tolerant"),
    );
  }
  return [...danglingFindings(document), ...collector.findings()];
}

/** An example may show what is sent or what comes back: it is wrong only where it fits neither. */
function faultsOf(engines: Engines, { schema, value }: Example): readonly Fault[] {
  const asResponse = engines.of("response").check(schema, value);
  if (asResponse.length === 0) return [];
  const asRequest = engines.of("request").check(schema, value);
  return asRequest.length === 0 ? [] : asResponse;
}
