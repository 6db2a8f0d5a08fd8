import type { Json } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";

const TEXTS = [
  "",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "$ref",
  "#",
  "#/",
  "#/components/schemas/__proto__",
  "#/paths/~1/get",
  "\u0000",
  "\ud800",
  "\u202e\u001b[31m",
  "(a+)+$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(?<=x)(?!y)\\p{L}{2,900}",
  "[",
  "{{{x}}}",
  "{id}",
  "/../..",
  "%",
  "é".repeat(300),
  "x".repeat(10_000),
  "2020-12-12",
  "*/*",
  "null",
] as const;

const NUMBERS = [0, -0, -1, 1, 0.1, 1e-7, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e21, 1e308, -1e308] as const;

/** A value that nobody would put there. */
export function surprise(choice: Choice): Json {
  switch (choice.whole(0, 6)) {
    case 0:
      return null;
    case 1:
      return choice.next() < 0.5;
    case 2:
      return choice.of(NUMBERS);
    case 3:
      return [];
    case 4:
      return [surprise(choice), surprise(choice)];
    case 5:
      return entry(text(choice), surprise(choice));
    default:
      return text(choice);
  }
}

export function text(choice: Choice): string {
  return choice.of(TEXTS);
}

export function number(choice: Choice): number {
  return choice.of(NUMBERS);
}

/** An object with one member, of whatever name: a literal would set the prototype instead. */
export function entry(name: string, value: Json): { [name: string]: Json } {
  return Object.fromEntries([[name, value]]);
}
