import type { CoverageMinimum } from "../model/coverage.ts";
import { UsageError } from "../model/errors.ts";
import { suggestion } from "./nearest.ts";

const KINDS: Readonly<Record<string, CoverageMinimum["of"]>> = {
  operations: "operations",
  responses: "responses",
  "media-types": "mediaTypes",
  variants: "variants",
  "enum-values": "enumValues",
  properties: "properties",
  nullables: "nullables",
};

/** What `--min-coverage` may ask of by name. */
export const MINIMUM_KINDS: readonly string[] = Object.keys(KINDS);

/** Reads `60`, `60%` or `operations=80`. */
export function readMinimum(value: string): CoverageMinimum {
  const at = value.indexOf("=");
  const name = value.slice(0, Math.max(0, at));
  const percent = /^(\d+(?:\.\d+)?)%?$/.exec(value.slice(at + 1))?.[1];
  const of = at < 0 ? "all" : Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  const refuse = (why: string, hint: string) =>
    new UsageError({ what: "cannot use --min-coverage", where: value, why, hint });
  if (of === undefined)
    throw refuse(`${name || "nothing"} is nothing to cover`, suggestion(name, MINIMUM_KINDS));
  if (percent === undefined || Number(percent) > 100)
    throw refuse(
      "it asks for no percentage",
      "Write for example --min-coverage 60 or --min-coverage operations=80",
    );
  return { of, percent: Number(percent) };
}
