import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ErrorObject } from "ajv/dist/2020.js";
import { UsageError } from "../../model/errors.ts";
import { PACKAGE } from "../../model/package.ts";
import { nearest } from "../nearest.ts";

// As everywhere, so that it is there once.
const require = createRequire(import.meta.url);
const { Ajv2020 } = require("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");

const SCHEMA = new URL("schemas/config.schema.json", PACKAGE);

/**
 * Holds a configuration against its schema, the one that editors use.
 * @throws UsageError that names the first wrong member, and what was probably meant.
 */
export async function checkShape(value: unknown, shown: string): Promise<void> {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
    logger: false,
  });
  const accepts = ajv.compile(JSON.parse(await readFile(SCHEMA, "utf8")) as object);
  if (accepts(value)) return;
  const error = mostTelling(accepts.errors ?? []);
  throw new UsageError({
    what: "cannot use the configuration",
    where: shown,
    ...(error === undefined ? { why: "it has not the shape of one" } : explain(error)),
  });
}

/** A union fails with an error for each branch: an unknown key tells most, then what lies deepest. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const rank = (error: ErrorObject) =>
    (unknownKey(error) === undefined ? 0 : 1000) +
    (error.keyword === "anyOf" || error.keyword === "oneOf" || error.keyword === "if" ? -1000 : 0) +
    error.instancePath.split("/").length;
  return [...errors].sort((left, right) => rank(right) - rank(left))[0];
}

function unknownKey(error: ErrorObject): string | undefined {
  const key: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  return typeof key === "string" ? key : undefined;
}

function explain(error: ErrorObject): { why: string; hint?: string } {
  const at = error.instancePath === "" ? "its top level" : error.instancePath.slice(1).replaceAll("/", ".");
  const key = unknownKey(error);
  if (key !== undefined) {
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
    const meant = nearest(key, known);
    return {
      why: `${at} has no member ${JSON.stringify(key)}`,
      hint: meant === undefined ? `It may hold ${known.join(", ")}` : `Did you mean ${meant}?`,
    };
  }
  const { allowedValues } = error.params as { allowedValues?: readonly unknown[] };
  const must = allowedValues === undefined ? error.message : `must be one of ${allowedValues.join(", ")}`;
  return { why: `${at} ${must ?? "is wrong"}, and is ${brief(error.data)}` };
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
