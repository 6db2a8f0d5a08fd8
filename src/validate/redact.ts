import { isArray, isObject, type Json } from "../model/json.ts";

const SECRET_NAME =
  /pass(?:word|phrase|wd)|secret|token|authori[sz]ation|api[-_]?key|private[-_]?key|credential|cookie|session[-_]?id|\bauth\b|^pin$/i;
const SECRET_VALUE =
  /^(?:bearer|basic) |^eyJ[\w-]+\.[\w-]+|-----BEGIN |^(?:gh[opsu]|github_pat|sk|pk|xox[abp])[-_]\w{8}/i;
/** What recorders leave in the place of a value they took out. */
const REDACTED = /^[[<({]?\s*(?:redacted|removed|masked|hidden|omitted|filtered|x{3,}|\*{3,})\s*[\])}>]?$/i;

/** Is it the name of a header, parameter or property that may carry a secret? */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Was the value taken out by a recorder, so that it says nothing of what was sent? */
export function isRedacted(value: string): boolean {
  return REDACTED.test(value.trim()) || /^(?:bearer|basic)\s+(?:\*+|\[?redacted\]?)$/i.test(value.trim());
}

/** A value as a report may show it: without secrets, and short. */
export function presentable(value: Json, name = "", depth = 0): Json {
  if (name !== "" && isSecretName(name) && value !== null && typeof value !== "boolean") return "[redacted]";
  if (typeof value === "string") {
    if (SECRET_VALUE.test(value)) return "[redacted]";
    return value.length > 80 ? `${value.slice(0, 79)}…` : value;
  }
  if (isArray(value)) {
    if (depth > 1) return `[${value.length} items]`;
    const shown = value.slice(0, 3).map((item) => presentable(item, name, depth + 1));
    return value.length > 3 ? [...shown, `… ${value.length - 3} more`] : shown;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  if (depth > 1) return `{${entries.length} properties}`;
  const shown = entries
    .slice(0, 6)
    .map(([key, member]): [string, Json] => [key, presentable(member, key, depth + 1)]);
  if (entries.length > 6) shown.push(["…", `${entries.length - 6} more`]);
  return Object.fromEntries(shown);
}

/** `"abc"`, `12`, `an object`: a value inside a sentence. */
export function inWords(value: Json, name = ""): string {
  if (isArray(value)) return "an array";
  if (isObject(value)) return "an object";
  const text = JSON.stringify(presentable(value, name));
  return text.length > 60 ? `${text.slice(0, 58)}…"` : text;
}
