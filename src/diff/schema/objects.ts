import { isObject, own } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import { propertyOf, requiredOf } from "./access.ts";
import { any, doubt, type Formula, inside } from "./formula.ts";
import type { Node, Nodes } from "./node.ts";
import { nativePattern } from "./regex.ts";
import { matching, named, othersThan, type Region } from "./region.ts";

export type ObjectAtom = {
  readonly of: "object";
} /** Every member in the region has a value inside the node; or some member there has one outside. */ & (
  | { readonly is: "every" | "some"; readonly region: Region; readonly node: Node }
  /** Every name is inside the node; or some name is outside. */
  | { readonly is: "named" | "misnamed"; readonly node: Node }
  | { readonly is: "present" | "absent"; readonly name: string }
  | { readonly is: "larger-or" | "smaller-or"; readonly size: number }
  /** What a producer's schema declares, so that it sends nothing else; `undefined` leaves everything open. */
  | { readonly is: "declares"; readonly region: Region | undefined }
);

export function isObjectAtom(formula: Formula): formula is ObjectAtom {
  return "of" in formula && formula.of === "object";
}

export function oppositeOfObjectAtom(atom: ObjectAtom): Formula {
  switch (atom.is) {
    case "every":
      return { ...atom, is: "some" };
    case "some":
      return { ...atom, is: "every" };
    case "named":
      return { ...atom, is: "misnamed" };
    case "misnamed":
      return { ...atom, is: "named" };
    case "present":
      return { ...atom, is: "absent" };
    case "absent":
      return { ...atom, is: "present" };
    case "larger-or":
      return { of: "object", is: "smaller-or", size: Math.ceil(atom.size) - 1 };
    case "smaller-or":
      return { of: "object", is: "larger-or", size: Math.floor(atom.size) + 1 };
    case "declares":
      return any([]);
  }
}

/** What a schema says of an object. */
export function objectAtoms(node: Node, nodes: Nodes): Formula[] {
  const { schema } = node;
  const formulas: Formula[] = [];
  const every = (region: Region, of: Node) =>
    formulas.push({ of: "object", is: "every", region, node: of } satisfies ObjectAtom);

  for (const name of requiredOf(node, nodes)) formulas.push({ of: "object", is: "present", name });
  for (const name of schema.properties.keys()) {
    const property = propertyOf(node, name, nodes);
    if (property !== undefined && property !== nodes.anything) every(named(name), property);
  }
  const patterns = [...schema.patternProperties.keys()];
  const unreadable = patterns.find((pattern) => nativePattern(pattern) === undefined);
  if (unreadable !== undefined) formulas.push(doubt(`the pattern ${unreadable} cannot be read`));
  else {
    for (const [pattern, value] of schema.patternProperties)
      every(matching(pattern), nodes.child(node, value));
    if (schema.additionalProperties !== undefined) {
      const region = othersThan(schema.properties.keys(), patterns);
      every(region, nodes.child(node, schema.additionalProperties));
    }
  }
  if (schema.propertyNames !== undefined) {
    formulas.push({ of: "object", is: "named", node: nodes.child(node, schema.propertyNames) });
  }
  if (schema.minProperties !== undefined) {
    formulas.push({ of: "object", is: "larger-or", size: schema.minProperties });
  }
  if (schema.maxProperties !== undefined) {
    formulas.push({ of: "object", is: "smaller-or", size: schema.maxProperties });
  }
  for (const [name, others] of schema.dependentRequired) {
    const present = others.map((other): ObjectAtom => ({ of: "object", is: "present", name: other }));
    formulas.push(
      any([
        { of: "object", is: "absent", name },
        { is: "all", of: present },
      ]),
    );
  }
  for (const [name, dependent] of schema.dependentSchemas) {
    formulas.push(any([{ of: "object", is: "absent", name }, inside(nodes.child(node, dependent))]));
  }
  return formulas;
}

const declarations = new WeakMap<Schema, { readonly atom: ObjectAtom | undefined }>();

/** What a producer says by declaring properties. */
export function declaration({ schema }: Node): ObjectAtom | undefined {
  const known = declarations.get(schema) ?? { atom: readDeclaration(schema) };
  declarations.set(schema, known);
  return known.atom;
}

function readDeclaration(schema: Schema): ObjectAtom | undefined {
  if (isOpenByWord(schema)) return { of: "object", is: "declares", region: undefined };
  const { properties, patternProperties, required } = schema;
  if (properties.size === 0 && patternProperties.size === 0 && required.size === 0) return undefined;
  const names = new Set([...properties.keys(), ...required]);
  return {
    of: "object",
    is: "declares",
    region: { names, patterns: [...patternProperties.keys()], others: false },
  };
}

/** Does the schema itself speak of undeclared properties? */
function isOpenByWord({ raw }: Schema): boolean {
  if (!isObject(raw)) return false;
  return own(raw, "additionalProperties") !== undefined || own(raw, "unevaluatedProperties") !== undefined;
}
