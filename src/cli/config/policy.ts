import { UsageError } from "../../model/errors.ts";
import type { Policy } from "../../model/policy.ts";
import { nearest } from "../nearest.ts";

/**
 * A policy that names a rule wrongly would silently do nothing.
 * @throws UsageError for a rule that is not in the catalogue.
 */
export async function checkPolicy(policy: Policy): Promise<void> {
  const named = [
    ...Object.keys(policy.severity ?? {}).map((rule) => ({ rule, by: "policy.severity" })),
    ...(policy.waivers ?? []).map(({ rule }) => ({ rule, by: "policy.waivers" })),
  ];
  if (named.length === 0) return;
  const { catalogue } = await import("../catalogue.ts");
  const known = new Set(catalogue.map(({ id }) => id));
  for (const { rule, by } of named) {
    if (known.has(rule)) continue;
    const meant = nearest(rule, known);
    throw new UsageError({
      what: "cannot use the configuration's",
      where: by,
      why: `there is no rule ${rule}`,
      hint: meant === undefined ? "specwitness rules lists them all" : `Did you mean ${meant}?`,
    });
  }
}
