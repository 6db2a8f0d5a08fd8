import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHARED = fileURLToPath(new URL("../../../shared", import.meta.url));
const said = new Set<string>();

/**
 * A file or folder of the real material that lies in `shared` beside the checkout; `SPECWITNESS_DATA` names
 * another place for its folder `data`.
 * @returns `undefined`, and one line on standard error, where it is missing: the caller skips.
 */
export function shared(...path: string[]): string | undefined {
  const [first = "", ...rest] = path;
  const elsewhere = process.env.SPECWITNESS_DATA;
  const full = first === "data" && elsewhere ? join(elsewhere, ...rest) : join(SHARED, ...path);
  if (existsSync(full)) return full;
  if (!said.has(full)) process.stderr.write(`skipped for want of ${path.join("/")} (set SPECWITNESS_DATA)\n`);
  said.add(full);
  return undefined;
}
