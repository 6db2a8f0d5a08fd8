import { equal, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { join, type Pointer } from "../model/pointer.ts";
import { align } from "./align.ts";
import type { EditLog } from "./edit-log.ts";
import type { Use } from "./reach.ts";
import type { ChangeRule } from "./rule.ts";
import { wordingEdits } from "./rules/annotations.ts";
import { componentAdded, componentRemoved } from "./rules/document.ts";
import * as rules from "./rules/security.ts";
import { list } from "./wording.ts";

/** A security scheme by its name. */
interface Scheme {
  readonly name: string;
  readonly raw: JsonObject;
}

/** Members that are compared by what they mean. */
const READ = ["type", "name", "in", "scheme", "flows", "openIdConnectUrl"];

/**
 * The schemes of the base that only have another name in the revision, with that name: what is asked of a client
 * is the same.
 */
export function renamedSchemes(base: JsonObject, revision: JsonObject): ReadonlyMap<string, string> {
  const { gone, fresh } = align(schemesOf(base), schemesOf(revision), ({ name }) => name);
  const left = [...fresh];
  const renamed = new Map<string, string>();
  for (const { name, raw } of gone) {
    const at = left.findIndex((other) => equal(facts(raw), facts(other.raw)));
    if (at !== -1) renamed.set(name, left.splice(at, 1)[0]?.name ?? name);
  }
  return renamed;
}

/** Compares how credentials are sent and got. A scheme that operations began or ceased to ask for is said there. */
export function compareSchemes(
  base: { readonly root: JsonObject; readonly operations: readonly Operation[] },
  revision: { readonly root: JsonObject; readonly operations: readonly Operation[] },
  log: EditLog,
): void {
  const names = renamedSchemes(base.root, revision.root);
  const [before, after] = [schemesOf(base.root), schemesOf(revision.root)];
  const renamed = before.map((scheme) => ({ ...scheme, as: names.get(scheme.name) ?? scheme.name }));
  const { pairs, gone, fresh } = align(
    renamed,
    after.map((scheme) => ({ ...scheme, as: scheme.name })),
    ({ as }) => as,
  );
  for (const { name } of gone.filter((scheme) => users(base.operations, scheme).length === 0)) {
    const message = `${name} is gone; no operation used it`;
    log.add({ rule: componentRemoved, message, base: pointerOf(name), before: name }, []);
  }
  for (const { name } of fresh.filter((scheme) => users(revision.operations, scheme).length === 0)) {
    const message = `${name} is new, and used by no operation`;
    log.add({ rule: componentAdded, message, revision: pointerOf(name), after: name }, []);
  }
  for (const [left, right] of pairs) compareScheme(left, right, users(revision.operations, right), log);
}

function compareScheme(before: Scheme, after: Scheme, uses: readonly Use[], log: EditLog): void {
  const at = { base: pointerOf(before.name), revision: pointerOf(after.name) };
  const { name } = after;
  const add = (rule: ChangeRule, message: string, was: Json | undefined, is: Json | undefined) => {
    const values = {
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    };
    log.add({ rule, message, ...at, ...values }, uses);
  };
  const [was, is] = [sent(before.raw), sent(after.raw)];
  if (!equal(was, is)) add(rules.schemeChanged, `Credentials of ${name} are sent in another way`, was, is);
  const [offered, offers] = [offersOf(before.raw), offersOf(after.raw)];
  const lost = [...offered].filter(([key, value]) => offers.get(key) !== value);
  const won = [...offers].filter(([key, value]) => offered.get(key) !== value);
  if (lost.length > 0) {
    const message = `Tokens of ${name} are got in another way (${list(lost.map(([key]) => key))})`;
    add(rules.flowChanged, message, lost.map(offer), won.length > 0 ? won.map(offer) : undefined);
  } else if (won.length > 0)
    add(rules.flowExtended, `${name} now offers ${list(won.map(offer))} too`, undefined, won.map(offer));
  for (const edit of wordingEdits(words(before.raw, offers), words(after.raw, offered), at, name))
    log.add(edit, []);
}

/**
 * What is said of a scheme besides: its own members, extensions of its flows, and what scopes are for.
 * @param others what the other side offers: a scope that is new or gone is said there
 */
function words(scheme: JsonObject, others: ReadonlyMap<string, string>): JsonObject {
  const said = new Map<string, Json>();
  for (const [key, value] of Object.entries(scheme)) if (!READ.includes(key)) said.set(key, value);
  for (const [flow, raw] of Object.entries(objectAt(scheme, "flows"))) {
    if (flow.startsWith("x-")) said.set(`${flow} (flows)`, raw);
    if (!isObject(raw)) continue;
    for (const [key, value] of Object.entries(raw))
      if (key.startsWith("x-")) said.set(`${key} (${flow})`, value);
    for (const [scope, text] of Object.entries(objectAt(raw, "scopes"))) {
      if (others.has(scopeOf(flow, scope))) said.set(`word for the scope ${scope} (${flow})`, text);
    }
  }
  return Object.fromEntries(said);
}

/** What goes over the wire. Header names and the names of HTTP schemes compare without case (RFC 9110). */
function sent(scheme: JsonObject): JsonObject {
  const [type, place, name] = [stringAt(scheme, "type"), stringAt(scheme, "in"), stringAt(scheme, "name")];
  if (type === "apiKey") {
    return { type, in: place ?? "", name: (place === "header" ? name?.toLowerCase() : name) ?? "" };
  }
  if (type === "http") return { type, scheme: stringAt(scheme, "scheme")?.toLowerCase() ?? "" };
  // Both end in a bearer token.
  return { type: type === "openIdConnect" ? "oauth2" : (type ?? "") };
}

/** Where tokens are got, and which scopes there are: by what each is called, with its address. */
function offersOf(scheme: JsonObject): ReadonlyMap<string, string> {
  const offers = new Map<string, string>();
  const discovery = stringAt(scheme, "openIdConnectUrl");
  if (discovery !== undefined) offers.set("openIdConnectUrl", discovery);
  for (const [flow, raw] of Object.entries(objectAt(scheme, "flows"))) {
    if (!isObject(raw) || flow.startsWith("x-")) continue;
    offers.set(`the flow ${flow}`, "");
    for (const [key, value] of Object.entries(raw)) {
      if (key.endsWith("Url") && typeof value === "string") offers.set(`${key} of ${flow}`, value);
    }
    for (const scope of Object.keys(objectAt(raw, "scopes"))) offers.set(scopeOf(flow, scope), "");
  }
  return offers;
}

function offer([what, address]: readonly [string, string]): string {
  return address === "" ? what : `${what}: ${address}`;
}

function scopeOf(flow: string, scope: string): string {
  return `the scope ${scope} of ${flow}`;
}

function facts(scheme: JsonObject): Json {
  return Object.fromEntries(Object.entries(scheme).filter(([key]) => READ.includes(key)));
}

function schemesOf(root: JsonObject): Scheme[] {
  const schemes = objectAt(objectAt(root, "components"), "securitySchemes");
  return Object.keys(schemes).flatMap((name): Scheme[] => {
    const raw = own(schemes, name);
    return isObject(raw) ? [{ name, raw }] : [];
  });
}

function users(operations: readonly Operation[], { name }: Scheme): Use[] {
  return operations
    .filter(({ security }) => security.some((requirement) => Object.hasOwn(requirement, name)))
    .map(({ key, kind }) => ({
      operation: key,
      in: "operation",
      direction: kind === "path" ? "request" : "response",
    }));
}

function pointerOf(name: string): Pointer {
  return join("/components", "securitySchemes", name);
}
