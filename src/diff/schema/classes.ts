import type { Schema } from "../../model/schema.ts";

/** Schemas put into classes, which only ever grow (union–find). */
export class Classes {
  readonly #settled: Classes | undefined;
  /** Towards the leader of the class, which stands for it and has no entry. */
  readonly #leaders = new Map<Schema, Schema>();

  /** @param settled classes that hold as well, and that these may become part of */
  constructor(settled?: Classes) {
    this.#settled = settled;
  }

  leader(schema: Schema): Schema {
    const leaders = this.#leaders;
    let at = this.#settled?.leader(schema) ?? schema;
    for (let up = leaders.get(at); up !== undefined; up = leaders.get(at)) {
      // The way is halved each time that it is walked.
      const further = leaders.get(up);
      if (further !== undefined) leaders.set(at, further);
      at = further ?? up;
    }
    return at;
  }

  /** Puts two schemas, and all of their classes, into one. @returns whether they were in one before */
  join(left: Schema, right: Schema): boolean {
    const [one, other] = [this.leader(left), this.leader(right)];
    if (one === other) return true;
    this.#leaders.set(other, one);
    return false;
  }

  /** Makes these part of the settled ones. */
  settle(): void {
    for (const [schema, leader] of this.#leaders) this.#settled?.join(leader, schema);
  }
}
