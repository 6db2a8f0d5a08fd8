import type { Headers } from "../../model/exchange.ts";

/** The values of a header; names compare without case, whatever a recording did to them. */
export function headerValues(headers: Headers, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  if (Object.hasOwn(headers, wanted)) return headers[wanted] ?? [];
  for (const [key, values] of Object.entries(headers)) if (key.toLowerCase() === wanted) return values;
  return [];
}

export function header(headers: Headers, name: string): string | undefined {
  const values = headerValues(headers, name);
  return values.length === 0 ? undefined : values.join(", ");
}
