import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import type { ErrorObject } from "ajv";
import draft04 from "ajv-draft-04";
import formats from "ajv-formats";

// A pattern of the schema is no regular expression under the stricter rules of the flag `u`.
const ajv = new draft04.default({ allErrors: true, strict: false, unicodeRegExp: false });
formats.default(ajv);
const accepts = ajv.compile(schema);

/**
 * What the schema of SARIF 2.1.0, as the format's makers ship it, has against a log, a line each. The `$schema` that
 * logs name is its edition with errata 01, which asks for the same in all that is written here.
 */
export function sarifProblems(log: unknown): string[] {
  accepts(log);
  return (accepts.errors ?? []).map(
    ({ instancePath, message, params }: ErrorObject) =>
      `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}
