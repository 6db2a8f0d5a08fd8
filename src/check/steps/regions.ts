import type { Finding } from "../../model/finding.ts";
import type { RegionFacts } from "../facts.ts";
import { versionFinding } from "../finding.ts";

/** Is each region of the version that the service is of? Like is compared with like: running or served. */
export function regionsDiffer(
  regions: readonly RegionFacts[],
  { runs, serves }: { readonly runs: string | undefined; readonly serves: string | undefined },
): Finding[] {
  return regions.flatMap(({ name, running, live }) => {
    const pairs = [
      { what: "runs", expected: runs, actual: running?.value?.version },
      { what: "serves the document of", expected: serves, actual: live?.value?.infoVersion },
    ];
    const apart = pairs.find(
      ({ expected, actual }) => expected !== undefined && actual !== undefined && expected !== actual,
    );
    if (apart?.expected === undefined || apart.actual === undefined) return [];
    const { what, expected, actual } = apart;
    const message = `the region ${name} ${what} ${actual}, the service itself ${expected}`;
    return [versionFinding("version-regions-differ", message, { expected, actual })];
  });
}
