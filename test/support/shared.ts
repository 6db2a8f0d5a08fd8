import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = process.env.SPECWITNESS_DATA ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const said = new Set<string>();

/**
 * A file or folder of the shared material that lies beside the checkout or in `SPECWITNESS_DATA`.
 * @returns `undefined`, and one line on standard error, where it is missing: the caller skips.
 */
export function shared(...path: string[]): string | undefined {
  const full = join(ROOT, ...path);
  if (existsSync(full)) return full;
  if (!said.has(full)) process.stderr.write(`skipped for want of ${path.join("/")} (set SPECWITNESS_DATA)\n`);
  said.add(full);
  return undefined;
}
