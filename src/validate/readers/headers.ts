import type { Headers } from "../../model/exchange.ts";
import type { Json } from "../../model/json.ts";

/** Gathers the headers of a message: names in lower case, each with all its values. */
export class HeaderCollector {
  readonly #values = new Map<string, string[]>();

  /** A value that is no text says nothing, and is left out. */
  add(name: string, value: Json | undefined): void {
    const text = textOf(value);
    if (text === undefined) return;
    const key = name.toLowerCase();
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, [text]);
    else known.push(text);
  }

  get headers(): Headers {
    return Object.fromEntries(this.#values);
  }
}

/** A plain value as it is written; objects and lists, however deep, are no text. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
