import type { Document } from "../../model/document.ts";
import type { Finding } from "../../model/finding.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { checkDocument } from "../../validate/index.ts";
import { ignoredMembers, sameContent } from "../content.ts";
import type { Facts } from "../facts.ts";
import { versionFinding } from "../finding.ts";
import { failed, type Outcome, skipped } from "../outcome.ts";

/** The live document keeps its own rules, and is what its tag and the maker's site show. */
export async function checkDocuments(facts: Facts, service: ServiceDefinition): Promise<Outcome> {
  const { live, tagged, published, regions } = facts;
  const error = live?.error ?? (live === undefined ? tagged?.error : undefined);
  if (error !== undefined) return failed(error);
  const document = live?.value ?? tagged?.value;
  if (document === undefined) return skipped("the service has no live document and no tags");
  const own = await checkDocument(document);
  const others = [
    { other: tagged?.value, name: `the document tagged ${facts.wanted}` },
    { other: published?.value, name: "the published document" },
    ...regions.map((region) => ({
      other: region.live?.value,
      name: `the live document of the region ${region.name}`,
    })),
  ];
  const differences = others.flatMap(({ other, name }) =>
    other === undefined || other === document ? [] : difference(document, other, name, service),
  );
  const which = live === undefined ? `tag ${facts.wanted}` : "live document";
  const quality = own.length === 0 ? "valid" : count(own.length, "fault");
  return {
    message: `${which}: OpenAPI ${document.openapi}, ${count(document.operations.length, "operation")}, ${quality}`,
    findings: [...differences, ...own],
  };
}

/** Documents of different versions may differ; of one version they may not. */
function difference(live: Document, other: Document, name: string, service: ServiceDefinition): Finding[] {
  const oneVersion = service.documents.versionInDocument === false || live.infoVersion === other.infoVersion;
  if (!oneVersion || sameContent(live, other, ignoredMembers(service))) return [];
  return [
    versionFinding(
      "document-content-differs",
      `the live document and ${name} differ in content, though both are of ${live.infoVersion}`,
      { expected: other.source.sha256, actual: live.source.sha256 },
    ),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
