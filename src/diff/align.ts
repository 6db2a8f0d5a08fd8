import type { Operation, Parameter } from "../model/operation.ts";
import { identity } from "../model/operations.ts";

/** What two documents share by identity, and what only one has; in the order of the documents. */
export interface Aligned<Item> {
  readonly pairs: readonly (readonly [Item, Item])[];
  readonly gone: readonly Item[];
  readonly fresh: readonly Item[];
}

/** Pairs items by a key; of several with one key, the first counts. */
export function align<Item>(
  base: readonly Item[],
  revision: readonly Item[],
  key: (item: Item) => string,
): Aligned<Item> {
  const after = byKey(revision, key);
  const before = byKey(base, key);
  const pairs: [Item, Item][] = [];
  const gone: Item[] = [];
  for (const [name, item] of before) {
    const counterpart = after.get(name);
    if (counterpart === undefined) gone.push(item);
    else pairs.push([item, counterpart]);
  }
  return { pairs, gone, fresh: [...after].filter(([name]) => !before.has(name)).map(([, item]) => item) };
}

function byKey<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item> {
  const map = new Map<string, Item>();
  for (const item of items) {
    const name = key(item);
    if (!map.has(name)) map.set(name, item);
  }
  return map;
}

/** Operations are the same by method and path; the names in a path template do not count, nor that of a callback. */
export function alignOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
): Aligned<Operation> {
  const shape = ({ kind, method, path }: Operation) => `${kind} ${method} ${shapeOf(path)}`;
  // Two callbacks may be made to one address: there the name tells them apart.
  const named = align(base, revision, (operation) => `${shape(operation)} ${operation.callback ?? ""}`);
  if (named.gone.length === 0 || named.fresh.length === 0) return named;
  const renamed = align(named.gone, named.fresh, shape);
  return { ...renamed, pairs: [...named.pairs, ...renamed.pairs] };
}

/** A path template without the names of its parameters. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

/** Path parameters are the same by their place in the template, the others by place and name. */
export function alignParameters(base: Operation, revision: Operation): Aligned<Parameter> {
  const [before, after] = [positions(base.path), positions(revision.path)];
  const placed = [
    ...base.parameters.map((parameter) => ({ parameter, key: keyOf(parameter, before) })),
    ...revision.parameters.map((parameter) => ({ parameter, key: keyOf(parameter, after) })),
  ];
  const keys = new Map(placed.map(({ parameter, key }) => [parameter, key]));
  return align(
    base.parameters,
    revision.parameters,
    (parameter) => keys.get(parameter) ?? identity(parameter),
  );
}

function positions(path: string): ReadonlyMap<string, number> {
  return new Map([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name], i) => [name as string, i]));
}

function keyOf(parameter: Parameter, positions: ReadonlyMap<string, number>): string {
  const position = parameter.in === "path" ? positions.get(parameter.name) : undefined;
  return position === undefined ? identity(parameter) : `path:${position}`;
}
