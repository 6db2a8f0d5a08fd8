import type { Fetcher } from "../fetch/index.ts";
import type { Document } from "../model/document.ts";
import { UsageError } from "../model/errors.ts";

/** Opens the documents that BASE and REVISION name, at the same time. */
export async function openPair(
  fetcher: Fetcher,
  [base = "", revision = ""]: readonly string[],
): Promise<{ base: Document; revision: Document }> {
  if (base === "-" && revision === "-") {
    throw new UsageError({
      what: "cannot read both documents",
      where: "-",
      why: "there is one standard input",
      hint: "Name a file for one of them",
    });
  }
  const [older, newer] = await Promise.all([fetcher.open(base), fetcher.open(revision)]);
  return { base: older, revision: newer };
}
