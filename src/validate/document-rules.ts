import { danglingReference } from "../model/dangling.ts";
import type { Rule } from "../model/rule.ts";

export const schemaUnusable: Rule = {
  id: "schema-unusable",
  area: "validate",
  title: "A schema, or a part of one, cannot be used as it is written",
  severity: { none: "dangerous" },
  why: "What it was meant to ask for is not checked; nothing that passes through it is known to fit.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#schema-object",
  remedy: "Mend the schema at the place named.",
};

export const structure: Rule = {
  id: "document-structure",
  area: "validate",
  title: "The document does not have the structure of an OpenAPI description",
  severity: { none: "dangerous" },
  why: "Tools read such places differently, or not at all.",
  spec: "https://spec.openapis.org/oas/latest.html",
};

export const example: Rule = {
  id: "example-invalid",
  area: "validate",
  title: "An example does not fit the schema that it is an example of",
  severity: { none: "dangerous" },
  why: "Readers copy examples; one that is refused costs them an afternoon.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#example-object",
  remedy: "Mend the example, or the schema if the example is right.",
};

export const documentRules: readonly Rule[] = [schemaUnusable, structure, example, danglingReference];
