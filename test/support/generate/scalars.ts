import fc from "fast-check";
import type { Schema } from "../../../src/model/schema.ts";
import type { Combined } from "./combined.ts";
import type { Choice } from "./random.ts";

const WORDS = ["plan", "roadmap", "item", "status", "größer", 'a "quoted" one', "line\nbreak", "team"];

const FORMATS: ReadonlyMap<string, string> = new Map([
  ...(["email", "idn-email"] as const).map((name) => [name, "someone@example.com"] as const),
  ...(["uri", "url", "iri"] as const).map((name) => [name, "https://example.com/a"] as const),
  ...(["uri-reference", "iri-reference"] as const).map((name) => [name, "/a"] as const),
  ...(["hostname", "idn-hostname"] as const).map((name) => [name, "example.com"] as const),
  ["uri-template", "/a/{b}"],
  ["time", "12:34:56Z"],
  ["duration", "P1D"],
  ["ipv4", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
  ["byte", "aGVsbG8="],
  ["json-pointer", "/a/b"],
  ["relative-json-pointer", "1/a"],
  ["regex", "^a$"],
]);

/** A text that meets a format, a pattern and limits to its length, as far as they can be met together. */
export function text(combined: Combined, choice: Choice): string {
  const format = combined.schemas.find((schema) => schema.format !== undefined)?.format;
  const shaped = format === undefined ? undefined : formatted(format, choice);
  if (shaped !== undefined) return shaped;
  const least = combined.least("minLength");
  const most = combined.most("maxLength");
  const patterns = combined.schemas.flatMap(({ pattern }) => pattern ?? []);
  const fits = (candidate: string) =>
    candidate.length >= least &&
    candidate.length <= most &&
    patterns.every((pattern) => new RegExp(pattern, "u").test(candidate));
  const fitting = patterns.flatMap(samples).filter(fits);
  if (fitting.length > 0) return choice.of(fitting);
  const words = Array.from({ length: choice.whole(1, 6) }, () => choice.of(WORDS));
  return words.join(" ").padEnd(least, "x").slice(0, Math.min(most, 1000));
}

function formatted(format: string, choice: Choice): string | undefined {
  const day = `20${choice.whole(10, 24)}-0${choice.whole(1, 9)}-1${choice.whole(0, 9)}`;
  if (format === "uuid") return choice.uuid();
  if (format === "date") return day;
  if (format === "date-time") return `${day}T12:34:56.789Z`;
  return FORMATS.get(format);
}

const SAMPLES = new Map<string, readonly string[]>();

/** Texts that fit a pattern, the same at each run; none for a pattern that looks around. */
export function samples(pattern: string): readonly string[] {
  const known = SAMPLES.get(pattern);
  if (known !== undefined) return known;
  let found: string[] = [];
  try {
    found = fc.sample(fc.stringMatching(new RegExp(pattern, "u")), { seed: 1, numRuns: 100 });
  } catch {
    // Not every pattern can be turned round.
  }
  SAMPLES.set(pattern, found);
  return found;
}

/** A number between the limits, on the grid of `multipleOf`. */
export function number(combined: Combined, choice: Choice): number {
  const integer = combined.types?.includes("number") !== true;
  const steps = combined.schemas.flatMap(({ multipleOf }) => multipleOf ?? []);
  const step = Math.max(...steps, steps.length > 0 ? 0 : integer ? 1 : 0.5);
  const { low, lowOpen, high, highOpen } = range(combined.schemas);
  const from = Math.ceil(low / step) + (lowOpen && Number.isInteger(low / step) ? 1 : 0);
  const to = Math.floor(high / step) - (highOpen && Number.isInteger(high / step) ? 1 : 0);
  // 2649 × 0.01 is 26.490000000000002 in binary.
  return Number((Math.min(to, choice.whole(from, Math.max(from, to))) * step).toFixed(decimals(step)));
}

function range(schemas: readonly Schema[]) {
  const lows = schemas.flatMap(({ minimum }) => minimum ?? []).sort((a, b) => b.value - a.value);
  const highs = schemas.flatMap(({ maximum }) => maximum ?? []).sort((a, b) => a.value - b.value);
  const low = lows[0]?.value ?? (highs[0] === undefined ? 0 : highs[0].value - 100);
  const high = highs[0]?.value ?? low + 100;
  return { low, high, lowOpen: lows[0]?.exclusive === true, highOpen: highs[0]?.exclusive === true };
}

function decimals(step: number): number {
  return Number.isInteger(step) ? 0 : (String(step).split(".")[1]?.length ?? 10);
}
