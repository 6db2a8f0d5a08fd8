import { type Change, type Severity, severityOf } from "../model/finding.ts";
import type { VersionAdvice, VersionStep } from "../model/report.ts";
import { compareVersions, type ParsedVersion, parseVersion } from "../model/version.ts";

/** What a change asks of the next version (Semantic Versioning 2.0.0, sections 6 to 8). */
const ASKS: Readonly<Record<Severity, VersionStep>> = {
  breaking: "major",
  dangerous: "minor",
  safe: "minor",
  note: "patch",
};

const STEPS: readonly VersionStep[] = ["none", "patch", "minor", "major"];

/**
 * What the changes ask of the version, and what the version did.
 * @param changes the most urgent first
 */
export function adviseVersion(base: string, revision: string, changes: readonly Change[]): VersionAdvice {
  const [worst] = changes;
  const asked = worst === undefined ? "none" : ASKS[severityOf(worst)];
  const deciding = worst === undefined ? {} : { because: worst.id };
  const [from, to] = [parseVersion(base), parseVersion(revision)];
  if (from === undefined || to === undefined || compareVersions(base, revision) > 0)
    return { asked, verdict: "untold", ...deciding };
  const did = stepBetween(from, to);
  const free = freedomOf(from);
  if (free !== undefined && did !== "none") return { asked, did, verdict: "free", free, ...deciding };
  const enough = STEPS.indexOf(did) >= STEPS.indexOf(asked);
  return { asked, did, verdict: enough ? "enough" : "too-little", ...deciding };
}

/** A step of the pre-release alone is a patch: `2.0.0-rc.1` to `2.0.0-rc.2`. */
function stepBetween(from: ParsedVersion, to: ParsedVersion): VersionStep {
  const length = Math.max(from.numbers.length, to.numbers.length);
  for (let i = 0; i < length; i++) {
    if ((from.numbers[i] ?? 0n) !== (to.numbers[i] ?? 0n))
      return i === 0 ? "major" : i === 1 ? "minor" : "patch";
  }
  return from.prerelease.join(".") === to.prerelease.join(".") ? "none" : "patch";
}

/** Versions that promise nothing to those that follow (sections 4 and 9). */
function freedomOf({ numbers, prerelease }: ParsedVersion): VersionAdvice["free"] {
  if (prerelease.length > 0) return "pre-release";
  return numbers[0] === 0n ? "initial-development" : undefined;
}
