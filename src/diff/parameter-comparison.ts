import { equal, type Json, own, stringAt } from "../model/json.ts";
import type { HeaderObject, Operation, Parameter } from "../model/operation.ts";
import { alignParameters } from "./align.ts";
import { compareMediaType } from "./content-comparison.ts";
import { normalType } from "./media-types.ts";
import type { OperationPair, Slot } from "./operation-pair.ts";
import type { ChangeRule } from "./rule.ts";
import * as parameters from "./rules/parameters.ts";
import { list } from "./wording.ts";

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

/** Headers that media types and security schemes speak of; as parameters they are ignored (OpenAPI 3.1.1, 4.8.12.2.1). */
const IGNORED = new Set(["accept", "content-type", "authorization"]);

function isIgnored({ in: place, name }: Parameter): boolean {
  return place === "header" && IGNORED.has(name.toLowerCase());
}

/** Compares the parameters of an operation. */
export function compareParameters(pair: OperationPair): void {
  const heeded = (operation: Operation): Operation => ({
    ...operation,
    parameters: operation.parameters.filter((parameter) => !isIgnored(parameter)),
  });
  const { pairs, gone, fresh } = alignParameters(heeded(pair.base), heeded(pair.revision));
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
  for (const [before, after] of pairs)
    if (!pair.hasSame(before, after)) compareParameter(pair, before, after, slot(after));
  compareIgnored(pair, pair.base.parameters.filter(isIgnored), pair.revision.parameters.filter(isIgnored), {
    in: "header",
    direction: "request",
  });
}

/** Headers that OpenAPI ignores where they stand: that they came, went or changed is told once, and judged by nobody. */
export function compareIgnored(
  pair: OperationPair,
  before: readonly (Parameter | HeaderObject)[],
  after: readonly (Parameter | HeaderObject)[],
  slot: Slot,
): void {
  const [was, is] = [before, after].map((headers) => headers.map(({ raw }) => raw));
  if (was === undefined || is === undefined || equal(was, is)) return;
  const names = new Set([...before, ...after].map(({ name }) => name));
  const at = {
    base: before[0]?.pointer ?? pair.base.pointer,
    revision: after[0]?.pointer ?? pair.revision.pointer,
  };
  const text = `describes ${list([...names])} in another way, where that counts for nothing`;
  pair.report(pair.edit(parameters.ignoredHeaderChanged, at, text, was, is), slot);
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
  const at = { base: before.pointer, revision: after.pointer };
  const report = (rule: ChangeRule, clause: string, was: Json, is: Json) =>
    pair.report({ ...pair.edit(rule, at, "", was, is), message: `${name} ${clause}` }, slot);
  const [was, is] = [serialization(before), serialization(after)];
  if (!equal(was, is)) report(parameters.serializationChanged, "is written in another way", was, is);
  const [wasRaw, isRaw] = [flag(before, "allowReserved"), flag(after, "allowReserved")];
  if (wasRaw !== isRaw) {
    const clause = `${isRaw ? "now" : "no longer"} holds reserved characters as they are`;
    report(parameters.reservedChanged, clause, wasRaw, isRaw);
  }
  const [wasEmpty, isEmpty] = [flag(before, "allowEmptyValue"), flag(after, "allowEmptyValue")];
  if (wasEmpty !== isEmpty) {
    const rule = isEmpty ? parameters.emptyAccepted : parameters.emptyRefused;
    report(rule, `${isEmpty ? "may now" : "may no longer"} be sent without a value`, wasEmpty, isEmpty);
  }
  pair.words(before, after, READ, slot, name);
  const [left, right] = [before.content[0], after.content[0]];
  if (left === undefined || right === undefined) {
    pair.schema(left?.schema ?? before.schema, right?.schema ?? after.schema, slot, at);
  } else {
    compareMediaType(pair, left, right, slot);
  }
}

/** How a parameter or header is written: defaults filled in, so that stating one is no change. */
function serialization(item: Parameter | HeaderObject): Json {
  // With `content`, the media type alone says how (OpenAPI 3.1.1, 4.8.12.2.3).
  const type = item.content[0]?.type;
  if (type !== undefined) return { content: normalType(type) };
  const { raw } = item;
  const style = "style" in item ? item.style : (stringAt(raw, "style") ?? "simple");
  const explode = "explode" in item ? item.explode : own(raw, "explode") === true;
  return { style, explode };
}

function flag({ raw }: Parameter | HeaderObject, key: "allowReserved" | "allowEmptyValue"): boolean {
  return own(raw, key) === true;
}
