import type { Document } from "../model/document.ts";
import { equal, isObject, type JsonObject, objectAt, own, stringAt } from "../model/json.ts";
import { visitKeywords } from "../model/keywords-in.ts";
import { METHODS, type Operation } from "../model/operation.ts";
import { join, type Pointer } from "../model/pointer.ts";
import { align, shapeOf } from "./align.ts";
import { reachableComponents } from "./components.ts";
import type { EditLog } from "./edit-log.ts";
import type { Use } from "./reach.ts";
import { wordingEdits } from "./rules/annotations.ts";
import * as rules from "./rules/document.ts";
import { operationTagsChanged } from "./rules/operations.ts";
import type { Sameness } from "./sameness.ts";
import type { SchemaComparison } from "./schema-comparison.ts";
import { compareSchemes } from "./scheme-comparison.ts";
import { type Servers, serverEdits, serversAt } from "./server-comparison.ts";

/** Members of the top level that are compared by what they mean; `info.version` is what a version is called. */
const READ = [
  "openapi",
  "info",
  "servers",
  "paths",
  "webhooks",
  "components",
  "security",
  "tags",
  "$self",
  "jsonSchemaDialect",
];

/** Told once, where a document came from 3.0: not for each of its schemas. */
function leftovers(base: Document, revision: Document): string {
  if (base.dialect === revision.dialect || revision.dialect !== "oas-3.1") return "";
  let count = 0;
  visitKeywords(revision.root, (keyword, value) => {
    if (keyword === "nullable" && value === true) count++;
  });
  return count === 0
    ? ""
    : `. It still says nullable, which that does not know, in ${count} places: there, null is taken to be allowed`;
}

/** Compares what belongs to no operation: the top level, and components that no operation leads to. */
export function compareTopLevel(base: Document, revision: Document, log: EditLog): void {
  const [before, after] = [base.root, revision.root];
  if (base.openapi !== revision.openapi) {
    const message = `The document is now OpenAPI ${revision.openapi} instead of ${base.openapi}${leftovers(base, revision)}`;
    const at = { base: "/openapi", revision: "/openapi" } as const;
    log.add(
      { rule: rules.openapiChanged, message, ...at, before: base.openapi, after: revision.openapi },
      [],
    );
  }
  const info = (root: JsonObject) => omit(objectAt(root, "info"), ["version"]);
  if (!equal(info(before), info(after))) {
    const message = "What the document says of the API as a whole changed";
    log.add(
      {
        rule: rules.infoChanged,
        message,
        base: "/info",
        revision: "/info",
        before: info(before),
        after: info(after),
      },
      [],
    );
  }
  const [was, is] = [dialectOf(before), dialectOf(after)];
  if (was !== is) {
    const message = `Schemas are now written in ${is} instead of ${was}`;
    const at = { base: "/jsonSchemaDialect", revision: "/jsonSchemaDialect" } as const;
    log.add({ rule: rules.dialectChanged, message, ...at, before: was, after: is }, []);
  }
  for (const edit of serverEdits(serversOf(base), serversOf(revision), "The API")) log.add(edit, []);
  const tags = (root: JsonObject) => own(root, "tags") ?? [];
  if (!equal(tags(before), tags(after))) {
    const at = { base: "/tags", revision: "/tags" } as const;
    log.add(
      {
        rule: operationTagsChanged,
        message: "The list of tags changed",
        ...at,
        before: tags(before),
        after: tags(after),
      },
      [],
    );
  }
  for (const key of ["paths", "components"] as const) {
    const at = { base: `/${key}`, revision: `/${key}` } as const;
    const [left, right] = [extensions(objectAt(before, key)), extensions(objectAt(after, key))];
    for (const edit of wordingEdits(left, right, at, `The document's list of ${key}`)) log.add(edit, []);
  }
  const rest = (root: JsonObject) => omit(root, READ);
  for (const edit of wordingEdits(rest(before), rest(after), { base: "", revision: "" }, "The document"))
    log.add(edit, []);
}

/** What stands beside the operations of a path. Paths are the same whatever their parameters are called. */
export function comparePathItems(base: Document, revision: Document, sameness: Sameness, log: EditLog): void {
  const items = ({ root }: Document) =>
    Object.entries(objectAt(root, "paths")).flatMap(([path, item]) =>
      path.startsWith("/") && isObject(item) ? [{ path, item, pointer: join("/paths", path) }] : [],
    );
  const { pairs } = align(items(base), items(revision), ({ path }) => shapeOf(path));
  for (const [before, after] of pairs) {
    if (before.path === after.path && sameness.isUntouched(before.pointer)) continue;
    const [left, right] = [before, after].map(({ item }) =>
      omit(item, [...METHODS, "parameters", "servers", "$ref"]),
    );
    const at = { base: before.pointer, revision: after.pointer };
    for (const edit of wordingEdits(left ?? {}, right ?? {}, at, after.path)) log.add(edit, []);
    const [wide, narrow] = [serversOf(base), serversOf(revision)];
    const was = serversAt(before.item, before.pointer, wide);
    const is = serversAt(after.item, after.pointer, narrow);
    if (was !== wide || is !== narrow) {
      const uses = revision.operations.filter(({ path }) => path === after.path).map(asked);
      for (const edit of serverEdits(was, is, after.path)) log.add(edit, uses);
    }
    for (const method of METHODS) compareOwnServers(method, before, after, was, is, log);
  }
}

/** The dialect of JSON Schema that a document says its schemas are in; that of OpenAPI adds words to 2020-12 alone. */
function dialectOf(root: JsonObject): string {
  const stated = stringAt(root, "jsonSchemaDialect") ?? OPENAPI_DIALECT;
  return /^https:\/\/spec\.openapis\.org\/oas\/3\.[12]\/dialect\//.test(stated) ? OPENAPI_DIALECT : stated;
}

const OPENAPI_DIALECT = "https://json-schema.org/draft/2020-12/schema";

interface PathItem {
  readonly path: string;
  readonly item: JsonObject;
  readonly pointer: Pointer;
}

/** Servers that an operation has for itself. */
function compareOwnServers(
  method: string,
  before: PathItem,
  after: PathItem,
  was: Servers,
  is: Servers,
  log: EditLog,
): void {
  const [left, right] = [own(before.item, method), own(after.item, method)];
  if (!isObject(left) || !isObject(right)) return;
  const mine = serversAt(left, join(before.pointer, method), was);
  const now = serversAt(right, join(after.pointer, method), is);
  if (mine === was && now === is) return;
  const key = `${method.toUpperCase()} ${after.path}`;
  for (const edit of serverEdits(mine, now, key)) log.add(edit, [asked({ key })]);
}

function serversOf({ root }: Document): Servers {
  return { pointer: "/servers", list: own(root, "servers") };
}

function asked({ key }: Pick<Operation, "key">): Use {
  return { operation: key, in: "operation", direction: "request" };
}

function extensions(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key.startsWith("x-")));
}

function omit(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/**
 * Compares components. What operations lead to was compared on the way; the rest is compared here, so that no
 * edit goes unseen. A component that came or went with its users is part of the edits that brought or took them.
 */
export function compareComponents(
  base: Document,
  revision: Document,
  sameness: Sameness,
  schemas: SchemaComparison,
  log: EditLog,
): void {
  const [before, after] = [objectAt(base.root, "components"), objectAt(revision.root, "components")];
  const [isUsedBefore, isUsedAfter] = [usageIn(base), usageIn(revision)];
  compareSchemes(base, revision, log);
  for (const kind of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (kind.startsWith("x-") || kind === "securitySchemes") continue;
    const [left, right] = [objectAt(before, kind), objectAt(after, kind)];
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const pointer = join("/components", kind, name);
      if (sameness.isUntouched(pointer)) continue;
      const [was, is] = [own(left, name), own(right, name)];
      if (was === undefined) {
        if (isUsedAfter(pointer)) continue;
        const message = `${name} is new, and used by no operation`;
        log.add({ rule: rules.componentAdded, message, revision: pointer, after: name }, []);
      } else if (is === undefined) {
        if (isUsedBefore(pointer)) continue;
        const message = `${name} is gone; no operation used it`;
        log.add({ rule: rules.componentRemoved, message, base: pointer, before: name }, []);
      } else if (kind === "schemas") {
        if (!schemas.hasSeen(pointer)) schemas.enter(pointer, pointer);
      } else if (kind === "examples") {
        // Whoever shows it refers to it; nobody looks behind such a reference.
        const at = { base: pointer, revision: pointer };
        const values = [{ examples: was }, { examples: is }] as const;
        for (const edit of wordingEdits(...values, at, name)) log.add(edit, []);
      } else if (!isUsedAfter(pointer) && !equal(was, is)) {
        const message = `${name}, which no operation uses, changed`;
        log.add(
          { rule: rules.componentChanged, message, base: pointer, revision: pointer, before: was, after: is },
          [],
        );
      }
    }
  }
}

/** Does any operation lead to a component? Found out when it is first asked. */
function usageIn({ root }: Document): (component: Pointer) => boolean {
  let used: ReadonlySet<string> | undefined;
  return (component) => {
    used ??= reachableComponents(root);
    return used.has(component);
  };
}
