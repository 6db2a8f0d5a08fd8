import { createRequire } from "node:module";
import type { ErrorObject, FuncKeywordDefinition } from "ajv/dist/core.js";
import type { Json, JsonObject } from "../../model/json.ts";
import { isMultipleOf } from "./multiple-of.ts";
import { guardedExpression } from "./patterns.ts";
import { firstTwice } from "./unique-items.ts";

// Ajv is CommonJS: to `import` it, Node first looks for the names in each of its files, which takes as long again.
const require = createRequire(import.meta.url);
const { default: Ajv } = require("ajv/dist/core.js") as typeof import("ajv/dist/core.js");
const { default: vocabularies } =
  require("ajv/dist/vocabularies/draft2020.js") as typeof import("ajv/dist/vocabularies/draft2020.js");
const { fullFormats } =
  require("ajv-formats/dist/formats.js") as typeof import("ajv-formats/dist/formats.js");

/** An error as Ajv gives it, with the very schema object that holds the failing keyword. */
export interface RawError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly holder: object | undefined;
  /** Set when the error is about a property's name and not its value. */
  readonly propertyName?: string;
}

/** Judges a value in the place of a keyword; what it returns is the error's `params.faults`. */
export type Judge = (key: number, value: Json, instancePath: string) => readonly unknown[];

/** A compiled schema. */
export interface Validator {
  fits(value: Json): boolean;
  /** @param instancePath where the value stands in the message it is a part of. */
  errors(value: Json, instancePath: string): readonly RawError[];
}

/** The name of our keyword for unions: its value is the key that {@link Judge} receives. */
export const UNIONS = "unions";

/** What {@link SchemaCompiler} needs to be told. */
export interface CompilerOptions {
  readonly judge: Judge;
  /** Told of a pattern that took too long on some text and was passed over there. */
  onSlow(pattern: string): void;
  /** Does any schema ask what others have looked at? Keeping track of that would slow down every one. */
  readonly unevaluated: boolean;
}

/**
 * The one module that knows Ajv: JSON Schema 2020-12, formats asserted, nothing coerced and nothing filled in.
 * It is put together from Ajv's parts: meta-schemas and other drafts would take longer to load than most schemas to
 * compile. Schemas are registered under ids and refer to each other by them; each is compiled when it is first used.
 *
 * Compiled code is not kept between runs. Two hundred exchanges of 62 operations of the airfocus API spend 0.6 s in
 * compiling 288 schemas, and loading such code (3 MB) takes 0.05 s: half a second would be gained in a nightly run, for
 * a cache that holds code to be executed, in a place that other jobs can often write to.
 */
export class SchemaCompiler {
  readonly #ajv: InstanceType<typeof Ajv>;

  constructor({ judge, onSlow, unevaluated: tracked }: CompilerOptions) {
    this.#ajv = new Ajv({
      strict: false,
      allErrors: true,
      // Schemas reach Ajv already checked (see convert.ts); meta-validation would cost a sixth of the time.
      validateSchema: false,
      meta: false,
      // What sets 2020-12 apart from the draft that is Ajv's own default.
      next: true,
      unevaluated: tracked,
      // Without it, `required: ["constructor"]` is met by every object.
      ownProperties: true,
      // The errors carry the schema object itself, which is how they find their way back into the document.
      verbose: true,
      inlineRefs: false,
      logger: false,
      code: {
        // Ajv's pass over its own code takes a third of the time, and makes nothing quicker that V8 would not.
        optimize: false,
        regExp: Object.assign((pattern: string) => guardedExpression(pattern, onSlow), { code: "guarded" }),
        process: stopEarly,
      },
    });
    this.#ajv.addVocabulary(vocabularies.flat());
    for (const [name, definition] of Object.entries(fullFormats)) this.#ajv.addFormat(name, definition);
    for (const keyword of [exactMultipleOf, quickUniqueItems]) {
      this.#ajv.removeKeyword(keyword.keyword as string);
      this.#ajv.addKeyword(keyword);
    }
    this.#ajv.addKeyword(unions(judge));
  }

  add(id: string, schema: JsonObject): void {
    this.#ajv.addSchema(schema, id);
  }

  /** @throws whatever Ajv throws for a schema it cannot compile. */
  compile(id: string): Validator {
    const validate = this.#ajv.getSchema(id);
    if (validate === undefined) throw new Error(`no schema is registered as ${id}`);
    const run = (value: Json, instancePath: string) =>
      validate(value, {
        instancePath,
        parentData: {},
        parentDataProperty: "",
        rootData: value as object,
        dynamicAnchors: {},
      }) === true;
    return {
      fits: (value) => run(value, ""),
      errors: (value, instancePath) =>
        run(value, instancePath) ? [] : (validate.errors ?? []).slice(0, MOST_ERRORS).map(toRaw),
    };
  }
}

/** A body that is wrong through and through says the same again and again. */
const MOST_ERRORS = 1000;

/**
 * Lets the loops over items and members in Ajv's code end where there are errors enough: Ajv itself gathers them all,
 * and copies those it has at each item, so that a large body of the wrong kind would take all the memory there is.
 */
function stopEarly(code: string): string {
  return code
    .replace(
      /for\(let (\w+)=(\d+); \1<(\w+); \1\+\+\)\{/g,
      `for(let $1=$2; $1<$3 && errors<${MOST_ERRORS}; $1++){`,
    )
    .replace(/for\(const \w+ of Object\.keys\(\w+\)\)\{/g, `$&if(errors>=${MOST_ERRORS})break;`);
}

function toRaw(error: ErrorObject): RawError {
  const { keyword, instancePath, params, parentSchema, propertyName } = error;
  return {
    keyword,
    instancePath,
    params,
    holder: parentSchema,
    ...(propertyName === undefined ? {} : { propertyName }),
  };
}

function unions(judge: Judge): FuncKeywordDefinition {
  return {
    keyword: UNIONS,
    schemaType: "number",
    errors: "full",
    compile(key: number) {
      const check: { (value: Json, context?: { instancePath: string }): boolean; errors?: object[] } = (
        value,
        context,
      ) => {
        const instancePath = context?.instancePath ?? "";
        const faults = judge(key, value, instancePath);
        check.errors = [{ keyword: UNIONS, instancePath, params: { faults } }];
        return faults.length === 0;
      };
      return check;
    },
  };
}

const quickUniqueItems: FuncKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  errors: true,
  compile(asked: boolean) {
    const check: { (items: readonly Json[]): boolean; errors?: object[] } = (items) => {
      const twice = asked ? firstTwice(items) : undefined;
      check.errors = twice === undefined ? [] : [{ keyword: "uniqueItems", params: twice }];
      return twice === undefined;
    };
    return check;
  },
};

const exactMultipleOf: FuncKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  errors: true,
  compile: (step: number) => (value: number) => isMultipleOf(value, step),
};
