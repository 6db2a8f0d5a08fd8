import type { Fetcher } from "../fetch/index.ts";
import { danglingFindings } from "../model/dangling.ts";
import { type Document, type LoadOptions, loadDocument } from "../model/document.ts";
import { SpecwitnessError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { Source } from "../model/source.ts";
import { unreadableVersion } from "./rules.ts";

/** The document of one version among many; one that cannot be read is a finding and stops none of the others. */
export async function openVersion(
  fetcher: Pick<Fetcher, "open">,
  source: Source,
  findings: Finding[],
  { allowDangling = false }: LoadOptions,
): Promise<Document | undefined> {
  try {
    const document = loadDocument(source, { allowDangling });
    findings.push(...danglingFindings(document));
    return document.externalReferences.length === 0
      ? document
      : await fetcher.open(source.version ?? source.ref);
  } catch (error) {
    if (!(error instanceof SpecwitnessError)) throw error;
    findings.push(unreadableVersion(source.version ?? source.ref, error.message));
    return undefined;
  }
}
