import { createRequire } from "node:module";
import type { Ajv, Options, ValidateFunction } from "ajv";
import type { Dialect } from "../../model/dialect.ts";
import { canonical, type Json } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import { extract } from "./extract.ts";
import type { Access } from "./node.ts";
import type { SchemaAt } from "./prover.ts";

// Loaded on first use, and at once: who compares two schemas without a difference never needs a validator.
const require = createRequire(import.meta.url);
const LIBRARIES: Readonly<Record<Dialect, () => unknown>> = {
  "2020-12": () => require("ajv/dist/2020.js"),
  "oas-3.1": () => require("ajv/dist/2020.js"),
  "draft-07": () => require("ajv"),
  "draft-04": () => require("ajv-draft-04"),
  "oas-3.0": () => require("ajv-draft-04"),
};

const OPTIONS: Options = {
  strict: false,
  logger: false,
  // Documents are judged elsewhere, and formats are annotations here.
  meta: false,
  validateSchema: false,
  validateFormats: false,
  // Each schema is used for a value or two: compiling counts, not running.
  inlineRefs: false,
  code: { optimize: false },
};

/** Asks Ajv, which knows nothing of the prover. */
export interface Confirmer {
  /** Does the schema accept the value? `undefined` where Ajv cannot compile it, or it refers outside of its document. */
  accepts(side: SchemaAt, value: Json): boolean | undefined;
  /** Does the one accept the witness and the other refuse it? */
  confirms(witness: Json, accepting: SchemaAt, refusing: SchemaAt): boolean;
  /** Does it say the opposite of either? Where it cannot judge, it neither confirms nor disputes. */
  disputes(witness: Json, accepting: SchemaAt, refusing: SchemaAt): boolean;
}

/** @param options `access`: which way the messages go, so that `readOnly` or `writeOnly` members are left out. */
export function createConfirmer(options: { access?: Access | undefined } = {}): Confirmer {
  const compiled = new WeakMap<Schema, Map<string, ValidateFunction | undefined>>();

  function validator(side: SchemaAt, value: Json): ValidateFunction | undefined {
    const key = canonical(value);
    const known = compiled.get(side.schema) ?? new Map<string, ValidateFunction | undefined>();
    compiled.set(side.schema, known);
    if (!known.has(key)) known.set(key, compile(side, value, options.access));
    return known.get(key);
  }

  function accepts(side: SchemaAt, value: Json): boolean | undefined {
    const validate = validator(side, value);
    if (validate === undefined) return undefined;
    try {
      return validate(value) === true;
    } catch {
      // A schema that applies itself to the same value for ever; generated code that fails (`unevaluatedProperties`).
      return undefined;
    }
  }

  return {
    accepts,
    confirms: (witness, accepting, refusing) =>
      accepts(accepting, witness) === true && accepts(refusing, witness) === false,
    disputes: (witness, accepting, refusing) =>
      accepts(accepting, witness) === false || accepts(refusing, witness) === true,
  };
}

function compile(side: SchemaAt, value: Json, access: Access | undefined): ValidateFunction | undefined {
  const schema = extract(side.graph, side.schema, value, access);
  if (schema === undefined) return undefined;
  try {
    return create(side.graph.dialect).compile(schema);
  } catch {
    // A pattern that is no expression, a keyword with a value of the wrong type.
    return undefined;
  }
}

/** A new instance each time: instances keep every schema they ever compiled. */
function create(dialect: Dialect): Ajv {
  const { default: Validator } = LIBRARIES[dialect]() as { default: new (options: Options) => Ajv };
  return new Validator(OPTIONS);
}
