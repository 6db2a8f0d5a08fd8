import { createHash } from "node:crypto";
import { canonical, type Json } from "./json.ts";

/**
 * A stable id: 12 hex digits of SHA-256 over rule, place and data. Never feed it message text or line
 * numbers: waivers and baselines hold on to these ids.
 */
export function identify(...parts: readonly (Json | undefined)[]): string {
  const text = canonical(parts.map((part) => part ?? null));
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
