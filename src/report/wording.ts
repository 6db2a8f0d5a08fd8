import type { Severity } from "../model/finding.ts";
import type { Json } from "../model/json.ts";

/** `1,204`. `Intl` would take longer to load than the whole report. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 change`, `2 changes`; an irregular plural is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : plural}`;
}

/** `A, B and 3 more`: the first `shown` of a list in one line. */
export function named(items: readonly string[], shown: number): string {
  const rest = items.length - shown;
  if (rest <= 0) return items.join(", ");
  return `${items.slice(0, shown).join(", ")} and ${number(rest)} more`;
}

/** `1.0.0 – 1.1.1`: versions in a row, both ends included. */
export function span({ from, to }: { readonly from: string; readonly to: string }): string {
  return from === to ? from : `${from} – ${to}`;
}

/** The text if it is short enough, else its beginning and how much is missing. */
export function capped(text: string, length: number): string {
  if (text.length <= length) return text;
  // A pair of surrogates is one character: not cut in two.
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}… (${counted(text.length - end, "more character")})`;
}

/** A value as compact JSON, at most about `length` characters. */
export function jsonText(value: Json, length: number): string {
  return capped(JSON.stringify(value), length);
}

/** Beside its colour every severity has a sign and a word. */
export const SEVERITY_SIGN: Readonly<Record<Severity, string>> = {
  breaking: "✖",
  dangerous: "▲",
  safe: "●",
  note: "·",
};

export const SEVERITY_HEADING: Readonly<Record<Severity, string>> = {
  breaking: "Breaking",
  dangerous: "Dangerous",
  safe: "Added or safe",
  note: "Notes",
};
