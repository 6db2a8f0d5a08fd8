import { isArray, isObject, type Json, type JsonObject, own } from "../../src/model/json.ts";
import { resolve } from "../../src/model/pointer.ts";

/**
 * A document in which every union with a discriminator says with JSON Schema alone what it means: a variant, with its
 * tag. Written for tests, apart from what is tested: it knows mappings, names of components, and variants that
 * declare their tag as a `const` or an `enum` and need nothing more said.
 */
export function spelledOut(root: JsonObject): JsonObject {
  return rewritten(root, root) as JsonObject;
}

function rewritten(value: Json, root: JsonObject): Json {
  if (isArray(value)) return value.map((item) => rewritten(item, root));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, rewritten(member, root)]),
  );
  const discriminator = own(value, "discriminator");
  const property = isObject(discriminator) ? own(discriminator, "propertyName") : undefined;
  if (!isObject(discriminator) || typeof property !== "string") return copy;
  const mapping = own(discriminator, "mapping");
  for (const keyword of ["oneOf", "anyOf"]) {
    const variants = own(value, keyword);
    if (!isArray(variants)) continue;
    const tags = variants.map((variant) => tagsOf(variant, property, isObject(mapping) ? mapping : {}, root));
    copy[keyword] = (copy[keyword] as readonly Json[]).map((variant, i) => {
      const tag = { required: [property], properties: { [property]: { enum: tags[i] ?? [] } } };
      return tags[i] === undefined ? variant : { allOf: [tag, variant] };
    });
  }
  return copy;
}

function tagsOf(variant: Json, property: string, mapping: JsonObject, root: JsonObject): Json[] | undefined {
  const ref = isObject(variant) ? own(variant, "$ref") : undefined;
  if (typeof ref !== "string") return undefined;
  const names = Object.keys(mapping).filter((name) => mapping[name] === ref);
  const properties = own((resolve(root, ref.slice(1) as `/${string}`) ?? {}) as JsonObject, "properties");
  const declared = isObject(properties) ? own(properties, property) : undefined;
  const fixed = isObject(declared) && (own(declared, "const") ?? own(declared, "enum")) !== undefined;
  return fixed ? undefined : names.length > 0 ? names : [ref.split("/").at(-1) ?? ""];
}
