import type { Json } from "../model/json.ts";

/** A value as it stands in a sentence: JSON, cut where it gets long. */
export function show(value: Json | undefined, most = 60): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** `a`, `a and b`, `a, b and c`; long lists end in a count. */
export function list(items: readonly string[], word = "and", most = 5): string {
  if (items.length > most)
    return `${items.slice(0, most - 1).join(", ")} ${word} ${items.length - most + 1} more`;
  if (items.length < 2) return items.join();
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** `a string`, `an object or null`. */
export function types(names: readonly string[] | undefined): string {
  return names === undefined ? "anything" : list(names, "or");
}
