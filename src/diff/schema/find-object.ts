import type { Json } from "../../model/json.ts";
import type { Node } from "./node.ts";
import type { ObjectAtom } from "./objects.ts";
import { covers, coversCell, othersThan, type Region } from "./region.ts";
import { found, NONE, type Outcome, type Search, unknown } from "./search.ts";

/** An object of which all the atoms hold. */
export function findObject(atoms: readonly ObjectAtom[], search: Search): Outcome {
  return new ObjectFinder(atoms, search).find();
}

type Atom<Is extends ObjectAtom["is"]> = ObjectAtom & { is: Is };
/** Names that are written nowhere, by the patterns they match. */
type Cell = ReadonlySet<string>;

/** Members chosen so far, with what their values must lie outside of. */
type Members = ReadonlyMap<string, readonly Node[]>;

/** Objects of more members than this are not built. */
const LARGEST = 300;
/** Beyond so many patterns, not all of their combinations are tried. */
const PATTERNS = 4;

class ObjectFinder {
  readonly #search: Search;
  readonly #every: readonly { region: Region; node: Node }[];
  readonly #nameNodes: readonly Node[];
  readonly #demands: readonly (Atom<"some"> | Atom<"misnamed">)[];
  readonly #absent: ReadonlySet<string>;
  readonly #present: ReadonlySet<string>;
  readonly #least: number;
  readonly #most: number;
  readonly #names: ReadonlySet<string>;
  readonly #patterns: readonly string[];
  #doubt: string | undefined;

  constructor(atoms: readonly ObjectAtom[], search: Search) {
    const of = <Is extends ObjectAtom["is"]>(...is: Is[]) =>
      atoms.filter((atom): atom is Atom<Is> => (is as string[]).includes(atom.is));
    this.#search = search;
    this.#every = [...of("every"), ...closing(of("declares"), search)];
    this.#nameNodes = of("named").map((atom) => atom.node);
    this.#demands = of("some", "misnamed");
    this.#absent = new Set(of("absent").map((atom) => atom.name));
    this.#present = new Set(of("present").map((atom) => atom.name));
    this.#least = Math.max(0, ...of("larger-or").map((atom) => Math.ceil(atom.size)));
    this.#most = Math.min(...of("smaller-or").map((atom) => Math.floor(atom.size)), Number.POSITIVE_INFINITY);
    const regions = [...this.#every, ...of("some")].map(({ region }) => region);
    this.#names = new Set([...this.#present, ...this.#absent, ...regions.flatMap((r) => [...r.names])]);
    this.#patterns = [...new Set(regions.flatMap((region) => region.patterns))];
  }

  find(): Outcome {
    if (this.#most < this.#present.size || this.#most < this.#least) return NONE;
    for (const name of this.#present) if (!this.#isUsable(name)) return this.#nothing();
    if (this.#least > LARGEST) return unknown("only objects with very many members are left");
    // What must go wrong is looked for first: where it cannot, the rest need not be built.
    const value = this.#meet(0, new Map());
    return value === undefined ? this.#nothing() : found(value);
  }

  #nothing(): Outcome {
    return this.#doubt === undefined ? NONE : unknown(this.#doubt);
  }

  /** Chooses a member for each demand in turn. */
  #meet(index: number, members: Members): Json | undefined {
    this.#search.spend();
    const demand = this.#demands[index];
    if (demand === undefined) return this.#build(members);
    for (const [name, outside] of this.#choices(demand, members)) {
      const before = members.get(name) ?? [];
      if (!this.#isInhabited(name, [...before, ...outside])) continue;
      const value = this.#meet(index + 1, new Map([...members, [name, [...before, ...outside]]]));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  *#choices(
    demand: Atom<"some"> | Atom<"misnamed">,
    members: Members,
  ): Iterable<readonly [string, readonly Node[]]> {
    const outside = demand.is === "some" ? [demand.node] : [];
    for (const name of new Set([...this.#names, ...members.keys()])) {
      const meets =
        demand.is === "some"
          ? covers(demand.region, name)
          : this.#search.accepts(demand.node, name) === false;
      if (meets && this.#isUsable(name)) yield [name, outside];
    }
    for (const cell of this.#cells()) {
      if (demand.is === "some" && !coversCell(demand.region, cell)) continue;
      const name = this.#newName(cell, members, demand.is === "misnamed" ? [demand.node] : []);
      if (name !== undefined) yield [name, outside];
    }
  }

  #isUsable(name: string): boolean {
    if (this.#absent.has(name)) return false;
    return this.#nameNodes.every((node) => this.#search.accepts(node, name) !== false);
  }

  #isInhabited(name: string, outside: readonly Node[]): boolean {
    return this.#value(name, outside) !== undefined;
  }

  #value(name: string, outside: readonly Node[]): Json | undefined {
    const inside = this.#every.filter(({ region }) => covers(region, name)).map(({ node }) => node);
    const outcome = this.#search.find({ inside, outside });
    if (outcome.is === "unknown") this.#doubt = outcome.reason;
    return outcome.is === "value" ? outcome.value : undefined;
  }

  #build(chosen: Members): Json | undefined {
    const members = new Map<string, Json>();
    for (const name of new Set([...chosen.keys(), ...this.#present])) {
      const value = this.#value(name, chosen.get(name) ?? []);
      if (value === undefined) return undefined;
      members.set(name, value);
    }
    if (members.size > this.#most) return undefined;
    if (members.size < this.#least && !this.#fill(members)) return undefined;
    // `fromEntries` defines members, so that one called `__proto__` is one like any other.
    return Object.fromEntries(members);
  }

  /** Adds members that nobody asks for until there are enough. */
  #fill(members: Map<string, Json>): boolean {
    const add = (name: string): boolean => {
      const value = this.#value(name, []);
      if (value !== undefined) members.set(name, value);
      return value !== undefined;
    };
    for (const name of this.#names) {
      if (members.size >= this.#least) return true;
      if (!members.has(name) && this.#isUsable(name)) add(name);
    }
    for (const cell of this.#cells()) {
      while (members.size < this.#least) {
        this.#search.spend();
        const name = this.#newName(cell, members, []);
        if (name === undefined || !add(name)) break;
      }
    }
    return members.size >= this.#least;
  }

  /** All combinations of patterns, the fewest first. */
  #cells(): Cell[] {
    if (this.#patterns.length > PATTERNS) {
      this.#doubt = "too many patterns for property names";
      return [];
    }
    let cells: string[][] = [[]];
    for (const pattern of this.#patterns) cells = [...cells, ...cells.map((cell) => [...cell, pattern])];
    return cells.sort((a, b) => a.length - b.length).map((cell) => new Set(cell));
  }

  /** A name of the cell that is written nowhere and not taken yet. */
  #newName(cell: Cell, taken: ReadonlyMap<string, unknown>, outside: readonly Node[]): string | undefined {
    const { nodes } = this.#search;
    const used = [...this.#names, ...taken.keys()];
    const matching = this.#patterns.map((pattern) => ({ pattern, wanted: cell.has(pattern) }));
    const node = (pattern: string) => nodes.synthetic({ type: "string", pattern });
    const find = (minLength: number) =>
      this.#search.find({
        inside: [
          nodes.synthetic({ type: "string", minLength }),
          ...matching.filter(({ wanted }) => wanted).map(({ pattern }) => node(pattern)),
          ...this.#nameNodes,
        ],
        outside: [
          ...(used.length > 0 ? [nodes.synthetic({ enum: used })] : []),
          ...matching.filter(({ wanted }) => !wanted).map(({ pattern }) => node(pattern)),
          ...outside,
        ],
      });
    // The empty name is one like any other, but looks like a mistake.
    const readable = find(1);
    const outcome = readable.is === "value" ? readable : find(0);
    if (outcome.is === "unknown") this.#doubt = outcome.reason;
    return outcome.is === "value" && typeof outcome.value === "string" ? outcome.value : undefined;
  }
}

/** A producer that declares properties, and nowhere says that there may be more, sends no others. */
function closing(
  declarations: readonly Atom<"declares">[],
  search: Search,
): { region: Region; node: Node }[] {
  const regions = declarations.flatMap(({ region }) => region ?? []);
  if (regions.length === 0 || regions.length < declarations.length) return [];
  const names = regions.flatMap((region) => [...region.names]);
  const patterns = regions.flatMap((region) => region.patterns);
  return [{ region: othersThan(names, patterns), node: search.nodes.nothing }];
}
