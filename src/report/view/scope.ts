import type { Severity } from "../../model/finding.ts";
import type { ReportKind } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import type { RenderOptions } from "../options.ts";
import type { TemplateFormat } from "../templates.ts";
import type { FactView } from "../view.ts";

/** How much of each thing is shown before the rest is only counted. */
export interface Limits {
  /** Operations named in a sentence. */
  readonly named: number;
  /** Operations listed below it. */
  readonly listed: number;
  /** Characters of a JSON value. */
  readonly value: number;
  /** Entries of one severity in one section. */
  readonly entries: number;
  /** Items of a list such as what was never seen. */
  readonly items: number;
  /** Places of one entry. */
  readonly places: number;
  /** Show the whole message around a witness. */
  readonly bodies: boolean;
  /** Fold alike entries, and notes of one rule. */
  readonly fold: boolean;
}

const FOLDED: Readonly<Record<TemplateFormat, Limits>> = {
  text: { named: 2, listed: 0, value: 160, entries: 40, items: 10, places: 1, bodies: false, fold: true },
  markdown: {
    named: 3,
    listed: 50,
    value: 400,
    entries: Infinity,
    items: 50,
    places: 1,
    bodies: true,
    fold: true,
  },
  html: {
    named: 2,
    listed: 200,
    value: 2000,
    entries: Infinity,
    items: 1000,
    places: 3,
    bodies: true,
    fold: true,
  },
};

/** A changelog is read over many versions: one line an entry, and the rest is in the `diff` of two versions. */
const CHANGELOG: Readonly<Record<TemplateFormat, Partial<Limits>>> = {
  text: { places: 0, value: 100 },
  markdown: { named: 2, listed: 0, value: 80, places: 0, bodies: false },
  html: { listed: 20, value: 1000, places: 1 },
};

export const UNFOLDED: Limits = {
  named: 2,
  listed: Infinity,
  value: 20_000,
  entries: Infinity,
  items: Infinity,
  places: Infinity,
  bodies: true,
  fold: false,
};

export function limitsFor(format: TemplateFormat, kind: ReportKind, all: boolean): Limits {
  if (all) return UNFOLDED;
  return kind === "changelog" ? { ...FOLDED[format], ...CHANGELOG[format] } : FOLDED[format];
}

/** What building any part of a view needs to know of the whole report. */
export interface Scope {
  readonly limits: Limits;
  readonly short: (id: string) => string;
  /** A rule by its id, where the catalogue was given. */
  readonly ruleOf: (id: string) => Rule | undefined;
  readonly failOn: Severity | "never";
  readonly strict: boolean;
  /** Since when something is known, where that is remembered. */
  readonly remembered: (ids: readonly string[]) => readonly FactView[];
  /** The references of the two documents, which places are in. */
  readonly base?: string;
  readonly revision?: string;
}

export function createScope(
  limits: Limits,
  ids: readonly string[],
  options: RenderOptions,
  documents: { readonly base?: string; readonly revision?: string },
): Scope {
  const rules = new Map((options.rules ?? []).map((rule) => [rule.id, rule]));
  return {
    limits,
    short: shortener(ids),
    ruleOf: (id) => rules.get(id),
    failOn: options.failOn ?? "breaking",
    strict: options.consumer === "strict",
    remembered: () => [],
    ...documents,
  };
}

/** Cuts ids to the length, six at least, at which no two are alike. */
export function shortener(ids: readonly string[]): (id: string) => string {
  const distinct = new Set(ids);
  let longest = 6;
  for (const { length } of distinct) longest = Math.max(longest, length);
  let length = 6;
  while (length < longest && new Set(Array.from(distinct, (id) => id.slice(0, length))).size < distinct.size)
    length++;
  return (id) => id.slice(0, length);
}
