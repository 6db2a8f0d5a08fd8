import { createRequire } from "node:module";
import type { Ajv, KeywordCxt, Options, ValidateFunction } from "ajv";
import type { SchemaEnv } from "ajv/dist/compile/index.js";
import type { Evaluated } from "ajv/dist/types/index.js";
import type { callRef } from "ajv/dist/vocabularies/core/ref.js";
import type { Dialect } from "../../model/dialect.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../model/json.ts";

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
  // Each schema is used for a few values, of which nobody asks what is wrong: compiling counts, not running.
  messages: false,
  inlineRefs: false,
  code: { optimize: false },
};

/** What a schema says in place of `$ref`: the number of a unit, or of a question which unit it is. */
const UNIT = "unit";
const ASKED = "asked";

/** The numbers of no unit: of a schema that applies itself to the same value, and of one outside of the document. */
export const CIRCLE = -1;
export const NOWHERE = -2;

/** Longer lists are told apart by which they are, not by what is in them. */
const LONG_LIST = 30;

/** A schema that says what the unit says. */
export function referenceTo(unit: number): JsonObject {
  return { [UNIT]: unit };
}

/** What Ajv reads of a function that it has compiled when a schema refers to it. */
interface Judge {
  (value: Json): unknown;
  errors?: ValidateFunction["errors"];
  evaluated?: { props?: Evaluated["props"] | undefined; items?: Evaluated["items"] | undefined };
}

/**
 * Schemas as Ajv has compiled them, each once however often it is met: a schema refers to others by their numbers, and
 * two that say the same are one.
 */
export class Units {
  readonly #ajv: Ajv;
  readonly #validators: (ValidateFunction | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #asked: Judge[] = [];
  readonly #lists = new Map<Json, number>();

  constructor(dialect: Dialect) {
    const { default: Validator } = LIBRARIES[dialect]() as { default: new (options: Options) => Ajv };
    const core = require("ajv/dist/vocabularies/core/ref.js") as { callRef: typeof callRef };
    this.#ajv = new Validator(OPTIONS);
    // As Ajv does for `$ref`, so that what was evaluated in the unit counts as evaluated.
    const call = (cxt: KeywordCxt, validate: Judge, known?: SchemaEnv) =>
      core.callRef(cxt, cxt.gen.scopeValue("validate", { ref: validate }), known);
    this.#ajv.addKeyword({
      keyword: UNIT,
      schemaType: "number",
      code: (cxt: KeywordCxt) => {
        const validate = this.#validator(cxt.schema);
        call(cxt, validate, { validate } as SchemaEnv);
      },
    });
    this.#ajv.addKeyword({
      keyword: ASKED,
      schemaType: "number",
      code: (cxt: KeywordCxt) => call(cxt, this.#asked[cxt.schema] ?? endless),
    });
  }

  /** A schema of which it is asked when it is to judge a value which unit judges that. */
  ask(unitFor: (value: Json) => number): JsonObject {
    const judge: Judge = (value) => {
      const validate = this.#validator(unitFor(value));
      const accepts = validate(value) === true;
      const { props, items } = validate.evaluated ?? {};
      judge.errors = validate.errors ?? [];
      // Who asked adds to what was evaluated here.
      judge.evaluated = { props: typeof props === "object" ? { ...props } : props, items };
      return accepts;
    };
    return { [ASKED]: this.#asked.push(judge) - 1 };
  }

  /** The number of the schema, among all that were added; of one that only refers to another, that one's. */
  add(schema: Json): number {
    if (isObject(schema) && Object.keys(schema).length === 1 && typeof schema[UNIT] === "number") {
      return schema[UNIT];
    }
    const text = this.#textOf(schema);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#validators.push(this.#compile(schema)) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Does the unit accept the value? `undefined` where Ajv cannot compile it, or comes to no end. */
  accepts(unit: number, value: Json): boolean | undefined {
    const validate = this.#validators[unit];
    if (validate === undefined) return undefined;
    try {
      return validate(value) === true;
    } catch {
      // A schema that applies itself to the same value for ever; generated code that fails (`unevaluatedProperties`).
      return undefined;
    }
  }

  #compile(schema: Json): ValidateFunction | undefined {
    try {
      return this.#ajv.compile(schema as JsonObject | boolean);
    } catch {
      // A pattern that is no expression, a keyword with a value of the wrong type.
      return undefined;
    }
  }

  #validator(unit: number): Judge {
    if (unit === CIRCLE) return endless;
    const validator = this.#validators[unit];
    if (validator === undefined) throw new Error("a schema in it cannot be compiled");
    return validator;
  }

  #textOf(schema: Json): string {
    return JSON.stringify(schema, (keyword, value: Json) => {
      if (typeof value === "number" && !Number.isFinite(value)) return `${value}`;
      if (keyword !== "enum" || !isArray(value) || value.length < LONG_LIST) return value;
      const number = this.#lists.get(value) ?? this.#lists.size;
      this.#lists.set(value, number);
      return `list ${number}`;
    });
  }
}

function endless(): never {
  throw new Error("a schema that applies itself to the same value");
}
