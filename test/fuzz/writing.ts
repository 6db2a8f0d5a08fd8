import { stringify } from "yaml";
import type { JsonObject } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";

/** A document as bytes: mostly as it is meant to be, sometimes in another notation, sometimes broken on the way. */
export function written(document: JsonObject, choice: Choice): Uint8Array {
  const text = notation(document, choice);
  return choice.next() < 0.1 ? broken(Buffer.from(text), choice) : Buffer.from(text);
}

function notation(document: JsonObject, choice: Choice): string {
  const chance = choice.next();
  if (chance < 0.12) return stringify(document, { aliasDuplicateObjects: false });
  if (chance < 0.15) return `\ufeff${JSON.stringify(document, null, 1).replaceAll("\n", "\r\n")}`;
  return JSON.stringify(document);
}

/** What crashes, proxies, editors and attackers do to bytes. */
export function broken(bytes: Buffer, choice: Choice): Uint8Array {
  const place = choice.whole(0, bytes.length);
  const other = choice.whole(0, bytes.length);
  const [from, to] = [Math.min(place, other), Math.min(bytes.length, Math.max(place, other))];
  switch (choice.whole(0, 6)) {
    case 0:
      return bytes.subarray(0, place);
    case 1:
      return bytes.subarray(place);
    case 2:
      return Buffer.concat([bytes.subarray(0, place), Buffer.from(choice.of(JUNK)), bytes.subarray(place)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    case 5: {
      const flipped = Buffer.from(bytes);
      if (place < flipped.length) flipped[place] = (flipped[place] as number) ^ (1 << choice.whole(0, 7));
      return flipped;
    }
    default:
      return Buffer.from(bytes.toString("utf8"), "utf16le");
  }
}

const JUNK: readonly (string | Uint8Array)[] = [
  "\0",
  '"',
  "{",
  "]",
  ",",
  "&a *a",
  "!!binary x",
  "<html>",
  "\n---\n",
  "1e999999",
  '"a":1,"a":2,',
  '"\\ud800"',
  "[".repeat(5000),
  Uint8Array.of(0xff, 0xfe, 0xc0, 0x80),
];
