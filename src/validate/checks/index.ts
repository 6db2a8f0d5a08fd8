import type { Rule } from "../../model/rule.ts";
import { faultRules } from "./body-faults.ts";
import type { Check } from "./check.ts";
import { contents } from "./contents.ts";
import { emptyBody } from "./empty-body.ts";
import { errors } from "./errors.ts";
import { mediaType } from "./media-type.ts";
import { operation } from "./operation.ts";
import { parameters } from "./parameters.ts";
import { problem } from "./problem.ts";
import { promises } from "./promises.ts";
import { rawText } from "./raw-text.ts";
import { requestBody } from "./request-body.ts";
import { responseBody } from "./response-body.ts";
import { responseHeaders } from "./response-headers.ts";
import { security } from "./security.ts";
import { status } from "./status.ts";
import { statusConventions } from "./status-conventions.ts";
import { undocumentedHeaders } from "./undocumented-headers.ts";

/** Every check of an exchange that has found its operation. */
export const checks: readonly Check[] = [
  operation,
  security,
  parameters,
  requestBody,
  status,
  mediaType,
  emptyBody,
  responseHeaders,
  undocumentedHeaders,
  responseBody,
  contents,
  rawText,
  errors,
  problem,
  promises,
  statusConventions,
];

/** What the maker's pages promise, whatever the document says. */
const beyondDocument: readonly Check[] = [errors, problem, promises, statusConventions];

/** Rules that no version of a document decides. */
export const promiseRules: readonly Rule[] = beyondDocument.flatMap((check) => check.rules);

/** The rules of the checks, each once. */
export const checkRules: readonly Rule[] = [
  ...checks.flatMap((check) => check.rules),
  ...Object.values(faultRules),
];
