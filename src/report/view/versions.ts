import type { VersionFacts, VersionsReport } from "../../model/report.ts";
import type { VersionsView } from "../view.ts";
import { counted } from "../wording.ts";

export function versionsView(report: VersionsReport): VersionsView {
  const looked = report.versions.filter((version) => version.changed !== undefined);
  const changed = looked.filter((version) => version.changed === true).length;
  const count = counted(report.versions.length, "version");
  return {
    shape: "versions",
    kind: report.kind,
    title: report.source,
    subtitle: "versions",
    tally: looked.length === 0 ? count : `${count} · ${changed} with a change`,
    tool: `${report.tool.name} ${report.tool.version}`,
    rows: report.versions.map(rowOf).reverse(),
  };
}

function rowOf({ version, date, sha256, changed, was }: VersionFacts): VersionsView["rows"][number] {
  return {
    version,
    date: date?.slice(0, 10) ?? "",
    change: [
      ...(changed === undefined ? [] : [changed ? "changed" : "number only"]),
      ...(was === undefined ? [] : [`was ${was.slice(0, 12)} before`]),
    ].join(", "),
    changed: changed === true,
    sha256: sha256?.slice(0, 12) ?? "",
  };
}
