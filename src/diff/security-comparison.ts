import type { Json } from "../model/json.ts";
import type { Operation, SecurityRequirement } from "../model/operation.ts";
import { align } from "./align.ts";
import type { Edit } from "./edit.ts";
import type { ChangeRule } from "./rule.ts";
import * as rules from "./rules/security.ts";
import { list } from "./wording.ts";

/**
 * Compares what credentials an operation asks for: alternatives by their schemes, then their scopes.
 * @param renamed schemes of the base that only have another name in the revision, with that name
 */
export function* securityEdits(
  { pointer, security: before }: Operation,
  revision: Operation,
  renamed: ReadonlyMap<string, string> = new Map(),
): Iterable<Edit> {
  const base = { pointer, security: before.map((requirement) => rename(requirement, renamed)) };
  const edit = (rule: ChangeRule, clause: string, before?: Json, after?: Json): Edit => ({
    rule,
    message: `${revision.key} ${clause}`,
    base: base.pointer,
    revision: revision.pointer,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  const [wasOpen, isOpen] = [isPublic(base.security), isPublic(revision.security)];
  if (wasOpen !== isOpen) {
    const asked = (wasOpen ? revision : base).security.map(schemes).filter((names) => names !== "");
    const text = list(asked, "or");
    yield wasOpen
      ? edit(rules.securityAdded, `now asks for credentials (${text})`, undefined, asked)
      : edit(rules.securityRemoved, `no longer asks for credentials (${text})`, asked);
    return;
  }
  const { pairs, gone, fresh } = align(alternatives(base.security), alternatives(revision.security), schemes);
  for (const requirement of gone) {
    yield edit(
      rules.alternativeRemoved,
      `no longer takes ${schemes(requirement) || "no credentials"}`,
      schemes(requirement),
    );
  }
  for (const requirement of fresh) {
    yield edit(
      rules.alternativeAdded,
      `can now take ${schemes(requirement) || "no credentials"}`,
      undefined,
      schemes(requirement),
    );
  }
  for (const [before, after] of pairs) yield* scopeEdits(before, after, edit);
}

function* scopeEdits(
  before: SecurityRequirement,
  after: SecurityRequirement,
  edit: (rule: ChangeRule, clause: string, before?: Json, after?: Json) => Edit,
): Iterable<Edit> {
  for (const [scheme, scopes] of Object.entries(after)) {
    const [was, is] = [before[scheme] ?? [], scopes];
    for (const scope of is.filter((name) => !was.includes(name))) {
      yield edit(rules.scopeAdded, `now asks for the scope ${scope} of ${scheme}`, undefined, scope);
    }
    for (const scope of was.filter((name) => !is.includes(name))) {
      yield edit(rules.scopeRemoved, `no longer asks for the scope ${scope} of ${scheme}`, scope);
    }
  }
}

function rename(requirement: SecurityRequirement, names: ReadonlyMap<string, string>): SecurityRequirement {
  return Object.fromEntries(
    Object.entries(requirement).map(([scheme, scopes]) => [names.get(scheme) ?? scheme, scopes]),
  );
}

/** Nothing asked for, or an empty alternative: credentials are optional (OpenAPI 3.1.1, 4.8.30). */
function isPublic(security: readonly SecurityRequirement[]): boolean {
  return security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
}

/** An empty list asks for nothing, as an empty alternative does. */
function alternatives(security: readonly SecurityRequirement[]): readonly SecurityRequirement[] {
  return security.length === 0 ? [{}] : security;
}

function schemes(requirement: SecurityRequirement): string {
  return Object.keys(requirement).sort().join(" and ");
}
