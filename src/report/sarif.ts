import type { Location, Log, LogicalLocation, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import { bySeverity, type Severity } from "../model/finding.ts";
import { fromFragment, nameOf } from "../model/pointer.ts";
import { type Rule, severityFor } from "../model/rule.ts";
import { detailsOf, entriesOf, headlineOf } from "./detail.ts";
import { visible } from "./escape/visible.ts";
import { writeJson } from "./json.ts";
import type { EntriesView, EntryView, PlaceView } from "./view.ts";

const LEVEL = {
  breaking: "error",
  dangerous: "warning",
  safe: "note",
  note: "note",
} as const satisfies Record<Severity, string>;

/** Operations a result names as logical locations. */
const OPERATIONS = 20;

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), one result for each entry.
 * @param view unfolded, so that every change is a result of its own.
 */
export function renderSarif(view: EntriesView, catalogue: readonly Rule[]): string {
  const entries = entriesOf(view);
  const used = [...new Set(entries.map(({ entry }) => entry.rule))].sort();
  const known = new Map(catalogue.map((rule) => [rule.id, rule]));
  const [name = "specwitness", version = ""] = view.tool.split(" ");
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name, version, rules: used.map((id) => descriptor(id, known.get(id))) } },
        columnKind: "utf16CodeUnits",
        results: entries.map(({ section, entry }) => resultOf(entry, section, used.indexOf(entry.rule))),
      },
    ],
  };
  return writeJson(log);
}

function descriptor(id: string, rule: Rule | undefined): ReportingDescriptor {
  if (rule === undefined) return { id };
  const worst = (["request", "response", "none"] as const)
    .map((direction) => severityFor(rule, direction, "tolerant"))
    .sort(bySeverity)[0];
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    ...(rule.remedy === undefined ? {} : { help: { text: rule.remedy } }),
    ...(rule.spec?.startsWith("https://") ? { helpUri: rule.spec } : {}),
    defaultConfiguration: { level: LEVEL[worst ?? "note"] },
  };
}

function resultOf(entry: EntryView, section: string, ruleIndex: number): Result {
  const [place] = entry.places;
  const operations = [
    ...new Set([
      ...entry.effects.flatMap((effect) => effect.reaches.map((reach) => reach.operation)),
      ...(entry.subject === "" ? [] : [entry.subject]),
    ]),
  ];
  const logical = [
    ...(place === undefined ? [] : [member(place)]),
    ...operations.slice(0, OPERATIONS).map(operation),
  ];
  const location: Location = {
    ...(place === undefined ? {} : physical(place)),
    ...(logical.length === 0 ? {} : { logicalLocations: logical }),
  };
  return {
    ruleId: entry.rule,
    ruleIndex,
    level: LEVEL[entry.severity],
    message: { text: [headlineOf(entry), ...detailsOf(entry)].join("\n") },
    locations: Object.keys(location).length === 0 ? [] : [location],
    partialFingerprints: { "specwitness/v1": entry.id },
    properties: {
      severity: entry.severity,
      operations: operations.length,
      ...(section === "" ? {} : { section }),
    },
  };
}

function physical({ file, artifact, line }: PlaceView): { readonly physicalLocation?: PhysicalLocation } {
  const uri = file || artifact;
  if (uri === "") return {};
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(uri) },
      ...(line === 0 ? {} : { region: { startLine: line } }),
    },
  };
}

/** A path or URL as a valid URI reference; a colon in a relative one's first segment would read as a scheme. */
function uriOf(text: string): string {
  // Lone surrogates cannot be encoded.
  const shown = visible(text);
  if (/^https?:\/\//.test(shown)) return encodeURI(shown).replace(/%25([0-9a-f]{2})/gi, "%$1");
  const path = shown.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}

function member({ pointer }: PlaceView): LogicalLocation {
  const name = nameOf(fromFragment(pointer) ?? "");
  return { ...(name === "" ? {} : { name }), fullyQualifiedName: pointer };
}

function operation(key: string): LogicalLocation {
  return { fullyQualifiedName: key, kind: "function" };
}
