import { isArray, isObject, type Json, own } from "../model/json.ts";
import { TYPES } from "../model/type-name.ts";
import type { Edit } from "./edit.ts";
import type { HARMED_BY } from "./rule.ts";

type Way = keyof typeof HARMED_BY;

/** A JSON Schema 2020-12 of the values that an edit is about, or `undefined` where only the whole schema tells. */
type Concern = (edit: Edit, way: Way) => Json | undefined;

const not = (schema: Json): Json => ({ not: schema });

/**
 * What breaks a limit: a request meets the newer one, the reader of a response relied on the older one. `besides` it,
 * null may be taken for what another edit tells of.
 */
const beyond =
  (keyword: (limit: Json, besides: readonly null[]) => Json | undefined): Concern =>
  ({ before, after, nullApart }, way) => {
    const limit = way === "request" ? after : before;
    const schema = limit === undefined ? undefined : keyword(limit, nullApart === true ? [null] : []);
    return schema === undefined ? undefined : not(schema);
  };

/** The values that came or went. */
const among: Concern = ({ before, after }, way) => {
  const values = way === "request" ? before : after;
  return isArray(values) ? { enum: values } : undefined;
};

const missing = beyond((names) => ({ required: listed(names) }));
const ofOtherType = beyond((types, besides) => {
  const names = listed(types);
  // A type may be told as a phrase, where it takes more than names.
  return names.every((name) => TYPE_NAMES.has(name))
    ? { type: [...names, ...besides.map(String)] }
    : undefined;
});
const outsideList = beyond((values, besides) => ({ enum: [...listed(values), ...besides] }));
const withoutPattern = beyond((pattern) => ({ pattern }));
const noMultiple = beyond((multipleOf) => ({ multipleOf }));
const isNull: Concern = () => ({ type: "null" });
const holdsTwice: Concern = () => not({ uniqueItems: true });

const TYPE_NAMES: ReadonlySet<Json> = new Set(TYPES);

/** By rule. A rule that is missing here is asked about with the whole schema. */
const CONCERNS: ReadonlyMap<string, Concern> = new Map([
  ["type-changed", ofOtherType],
  ["type-narrowed", ofOtherType],
  ["type-widened", ofOtherType],
  ["null-accepted", isNull],
  ["null-refused", isNull],
  ["enum-value-added", among],
  ["enum-value-removed", among],
  ["enum-added", outsideList],
  ["enum-removed", outsideList],
  ["const-changed", outsideList],
  ["required-property-added", missing],
  ["required-property-removed", missing],
  ["property-became-required", missing],
  ["property-became-optional", missing],
  ["pattern-added", withoutPattern],
  ["pattern-removed", withoutPattern],
  ["pattern-changed", withoutPattern],
  ["multiple-of-tightened", noMultiple],
  ["multiple-of-relaxed", noMultiple],
  ["multiple-of-changed", noMultiple],
  ["unique-items-tightened", holdsTwice],
  ["unique-items-relaxed", holdsTwice],
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"].flatMap(limitConcerns),
  ...["minProperties", "maxProperties"].flatMap(limitConcerns),
]);

/** Which values an edit is about, so that several edits of one schema are told apart. */
export function concernOf(edit: Edit, way: Way): Json | undefined {
  return CONCERNS.get(edit.rule.id)?.(edit, way);
}

function limitConcerns(keyword: string): [string, Concern][] {
  const concern = beyond((limit) => {
    const exclusive = isObject(limit) ? own(limit, "exclusive") : undefined;
    if (exclusive === undefined) return { [keyword]: limit };
    return { [`exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`]: exclusive };
  });
  const id = keyword.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  return [
    [`${id}-tightened`, concern],
    [`${id}-relaxed`, concern],
  ];
}

function listed(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}
