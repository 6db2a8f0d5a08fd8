import { type ArrayAtom, arrayAtoms } from "./arrays.ts";
import { type Evaluation, evaluationsBeside } from "./evaluated.ts";
import { all, doubt, FALSE, type Formula, inside, outside, TRUE } from "./formula.ts";
import { allowsKind, type Kind } from "./kind.ts";
import type { Node, Nodes } from "./node.ts";
import { numberAtoms } from "./numbers.ts";
import { type ObjectAtom, objectAtoms } from "./objects.ts";
import { othersThan } from "./region.ts";
import { stringAtoms } from "./strings.ts";

/** What a schema says of values of one kind, one step deep: the schemas in it stay nodes. */
export function formulaOf(node: Node, kind: Kind, nodes: Nodes): Formula {
  const { graph, schema } = node;
  if (!schema.possible || !allowsKind(schema, kind)) return FALSE;
  const child = (at: typeof schema) => nodes.child(node, at);
  const formulas: Formula[] = [];

  if (node.beside !== undefined) formulas.push(inside(node.beside));
  if (schema.opaque !== undefined) formulas.push(doubt(schema.opaque));
  if (schema.ref !== undefined) formulas.push(inside(child(graph.at(schema.ref))));
  if (schema.values !== undefined) formulas.push({ is: "one-of", values: schema.values });
  formulas.push(...keywords(node, kind, nodes));
  for (const part of schema.allOf ?? []) formulas.push(inside(child(part)));
  if (schema.anyOf !== undefined) formulas.push({ is: "some-of", of: nodes.variants(node, "anyOf") });
  if (schema.oneOf !== undefined) formulas.push({ is: "exactly-one", of: nodes.variants(node, "oneOf") });
  // What must not be said is not sent either: below `not` and `if`, schemas are literal.
  if (schema.not !== undefined) formulas.push(outside(nodes.literally(child(schema.not))));
  if (schema.if !== undefined) {
    const condition = nodes.literally(child(schema.if));
    formulas.push({
      is: "cases",
      of: [
        { when: inside(condition), holds: schema.then === undefined ? TRUE : inside(child(schema.then)) },
        { when: outside(condition), holds: schema.else === undefined ? TRUE : inside(child(schema.else)) },
      ],
    });
  }
  formulas.push(...unevaluated(node, kind, nodes));
  return all(formulas);
}

function keywords(node: Node, kind: Kind, nodes: Nodes): readonly Formula[] {
  switch (kind) {
    case "number":
      return numberAtoms(node.schema);
    case "string":
      return stringAtoms(node.schema);
    case "array":
      return arrayAtoms(node, nodes);
    case "object":
      return objectAtoms(node, nodes);
    default:
      return [];
  }
}

function unevaluated(node: Node, kind: Kind, nodes: Nodes): readonly Formula[] {
  const keyword = kind === "object" ? "unevaluatedProperties" : "unevaluatedItems";
  const rest = kind === "object" || kind === "array" ? node.schema[keyword] : undefined;
  if (rest === undefined) return [];
  const evaluations = evaluationsBeside(node, nodes);
  if (evaluations === undefined) return [doubt(`${keyword} beside too much`)];
  const left = nodes.child(node, rest);
  const of = evaluations.map((way) => ({
    when: all(way.when),
    holds: kind === "object" ? restOfObject(way, left) : restOfArray(way, left),
  }));
  return [{ is: "cases", of }];
}

function restOfObject(way: Evaluation, node: Node): Formula {
  if (way.everyName) return TRUE;
  const region = othersThan(way.names, way.patterns);
  return { of: "object", is: "every", region, node } satisfies ObjectAtom;
}

function restOfArray(way: Evaluation, node: Node): Formula {
  if (way.everyItem) return TRUE;
  const span = { from: way.items, to: Number.POSITIVE_INFINITY };
  return { of: "array", is: "every", span, node } satisfies ArrayAtom;
}
