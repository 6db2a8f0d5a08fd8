import type { Dialect } from "../../model/dialect.ts";
import { canonical, type Json } from "../../model/json.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { Extraction } from "./extract.ts";
import type { Access } from "./node.ts";
import type { SchemaAt } from "./prover.ts";
import { Units } from "./units.ts";

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
  const units = new Map<Dialect, Units>();
  const extractions = new Map<SchemaGraph, Extraction>();
  const judged = new WeakMap<Schema, Map<string, boolean | undefined>>();

  function judge({ graph, schema }: SchemaAt, value: Json): boolean | undefined {
    const { dialect } = graph;
    const compiled = units.get(dialect) ?? new Units(dialect);
    units.set(dialect, compiled);
    const extraction = extractions.get(graph) ?? new Extraction(graph, options.access, compiled);
    extractions.set(graph, extraction);
    return compiled.accepts(extraction.unitFor(schema, value), value);
  }

  function accepts(side: SchemaAt, value: Json): boolean | undefined {
    const known = judged.get(side.schema) ?? new Map<string, boolean | undefined>();
    judged.set(side.schema, known);
    const key = canonical(value);
    if (!known.has(key)) known.set(key, judge(side, value));
    return known.get(key);
  }

  return {
    accepts,
    confirms: (witness, accepting, refusing) =>
      accepts(accepting, witness) === true && accepts(refusing, witness) === false,
    disputes: (witness, accepting, refusing) =>
      accepts(accepting, witness) === false || accepts(refusing, witness) === true,
  };
}
