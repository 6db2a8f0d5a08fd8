import { equal, type Json, own, stringAt } from "../model/json.ts";
import type { HeaderObject, Parameter } from "../model/operation.ts";
import { alignParameters } from "./align.ts";
import { compareContent } from "./content-comparison.ts";
import { normalType } from "./media-types.ts";
import { annotated, type OperationPair, type Slot } from "./operation-pair.ts";
import * as parameters from "./rules/parameters.ts";

/** Members that are compared by what they mean. */
const READ = [
  "name",
  "in",
  "required",
  "deprecated",
  "style",
  "explode",
  "allowReserved",
  "allowEmptyValue",
  "schema",
  "content",
];

/** Compares the parameters of an operation. */
export function compareParameters(pair: OperationPair): void {
  const { pairs, gone, fresh } = alignParameters(pair.base, pair.revision);
  const slot = ({ in: place, name }: Parameter): Slot => ({
    in: place === "querystring" ? "query" : place,
    name,
    direction: "request",
  });
  for (const parameter of gone) {
    const text = `no longer knows the ${parameter.in} parameter ${parameter.name}`;
    const at = { base: parameter.pointer };
    pair.report(pair.edit(parameters.parameterRemoved, at, text, parameter.name), slot(parameter));
  }
  for (const parameter of fresh) {
    const { required, name } = parameter;
    const rule = required ? parameters.requiredParameterAdded : parameters.parameterAdded;
    const text = `${required ? "now requires" : "can now take"} the ${parameter.in} parameter ${name}`;
    pair.report(pair.edit(rule, { revision: parameter.pointer }, text, undefined, name), slot(parameter));
  }
  for (const [before, after] of pairs) compareParameter(pair, before, after, slot(after));
}

function compareParameter(pair: OperationPair, before: Parameter, after: Parameter, slot: Slot): void {
  const name = `${after.in} parameter ${after.name}`;
  if (before.required !== after.required) {
    const rule = after.required ? parameters.parameterBecameRequired : parameters.parameterBecameOptional;
    const at = { base: before.pointer, revision: after.pointer };
    const text = `${after.required ? "now" : "no longer"} requires the ${name}`;
    pair.report(pair.edit(rule, at, text, before.required, after.required), slot);
  }
  compareCarried(pair, before, after, slot, `the ${name} of ${pair.revision.key}`);
}

/** What parameters and headers have in common: how they are written, and what they hold. */
export function compareCarried(
  pair: OperationPair,
  before: Parameter | HeaderObject,
  after: Parameter | HeaderObject,
  slot: Slot,
  name: string,
): void {
  const [was, is] = [serialization(before), serialization(after)];
  if (!equal(was, is)) {
    const at = { base: before.pointer, revision: after.pointer };
    const edit = pair.edit(parameters.serializationChanged, at, "", was, is);
    pair.report({ ...edit, message: `${name} is written in another way` }, slot);
  }
  pair.words(annotated(before, READ), annotated(after, READ), slot, name);
  pair.schema(before.schema, after.schema, slot, { base: before.pointer, revision: after.pointer });
  compareContent(pair, before.content, after.content, slot);
}

/** How a parameter or header is written: defaults filled in, so that stating one is no change. */
function serialization(item: Parameter | HeaderObject): Json {
  const { raw } = item;
  const style = "style" in item ? item.style : (stringAt(raw, "style") ?? "simple");
  const explode = "explode" in item ? item.explode : own(raw, "explode") === true;
  const type = item.content[0]?.type;
  return {
    style,
    explode,
    allowReserved: own(raw, "allowReserved") === true,
    allowEmptyValue: own(raw, "allowEmptyValue") === true,
    ...(type === undefined ? {} : { content: normalType(type) }),
  };
}
