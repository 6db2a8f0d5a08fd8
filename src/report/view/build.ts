import type { Report } from "../../model/report.ts";
import type { Format, RenderOptions } from "../options.ts";
import { contentsOf } from "../verdict.ts";
import type { View } from "../view.ts";
import { changelogView } from "./changelog.ts";
import { checkView } from "./check.ts";
import { compatView } from "./compat.ts";
import { diffView } from "./diff.ts";
import { fetchView } from "./fetch.ts";
import { historyView } from "./history.ts";
import { notesView } from "./notes.ts";
import { rulesView } from "./rules.ts";
import { createScope, type Limits } from "./scope.ts";
import { validateView } from "./validate.ts";
import { versionsView } from "./versions.ts";

/** A report in the words and order in which a person is to see it; some formats have a view of their own. */
export function buildView(report: Report, limits: Limits, options: RenderOptions, format?: Format): View {
  const { changes, findings } = contentsOf(report);
  const ids = [...changes, ...findings].map(({ id }) => id);
  const scope = createScope(limits, ids, options, documentsOf(report));
  switch (report.kind) {
    case "diff":
      return diffView(report, scope);
    case "changelog":
      if (format === "markdown") return notesView(report, scope, options.style ?? "grouped");
      return format === "html" ? historyView(report, scope) : changelogView(report, scope);
    case "validate":
      return validateView(report, scope);
    case "check":
      return checkView(report, scope);
    case "compat":
      return compatView(report, scope);
    case "versions":
      return versionsView(report);
    case "fetch":
      return fetchView(report);
    case "rules":
      return rulesView(report);
  }
}

/** What the places of a report are in. */
export function documentsOf(report: Report): { base?: string; revision?: string } {
  if (report.kind === "diff" || report.kind === "compat") {
    return { base: report.base.ref, revision: report.revision.ref };
  }
  if (report.kind === "validate") return { revision: report.document.ref };
  // A service's document has no file here: the version says which one it is.
  if (report.kind === "check") {
    const { tag, live } = report.versions;
    return { ...(tag === undefined ? {} : { base: tag }), ...(live === undefined ? {} : { revision: live }) };
  }
  return {};
}
