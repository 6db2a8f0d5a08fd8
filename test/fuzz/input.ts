import type { JsonObject } from "../../src/model/json.ts";
import { Choice, randomFrom } from "../support/generate/random.ts";
import { cut } from "./cut.ts";
import { mutate } from "./mutate.ts";
import { recording } from "./traffic.ts";
import { broken, written } from "./writing.ts";

/** One run of the command line, and the files in its folder. */
export interface Input {
  readonly args: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Both documents have the same bytes: nothing may be reported. */
  readonly same?: true;
}

/** The input with a number: the same for the same seed, number and documents to start from. */
export function inputOf(seed: number, index: number, seeds: readonly JsonObject[]): Input {
  const choice = new Choice(randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)));
  for (let i = 0; i < 4; i++) choice.next();
  const chance = choice.next();
  const start = cut(choice.of(seeds), choice);
  if (chance < 0.05) return twice(start, choice);
  if (chance < 0.55) return pair(["diff"], start, choice);
  if (chance < 0.62) return history(start, choice);
  return chance < 0.92 ? traffic(start, choice) : client(start, choice);
}

function twice(start: JsonObject, choice: Choice): Input {
  const bytes = written(mutate(start, choice), choice);
  const files = new Map([
    ["base", bytes],
    ["revision", bytes],
  ]);
  return { args: ["diff", "base", "revision", "--format", "json"], files, same: true };
}

/** A document and what became of it; what was broken before is mostly broken after. */
function pair(command: readonly string[], start: JsonObject, choice: Choice): Input {
  const base = choice.next() < 0.6 ? start : mutate(start, choice);
  const revision = mutate(base, choice);
  const files = new Map([
    ["base", written(base, choice)],
    ["revision", written(revision, choice)],
  ]);
  const options = choice.next() < 0.2 ? [choice.of(["--open-world", "--consumer=strict", "--quiet"])] : [];
  return { args: [...command, "base", "revision", ...format(choice), ...options], files };
}

function history(start: JsonObject, choice: Choice): Input {
  const files = new Map<string, Uint8Array>();
  let document = start;
  for (let version = 1; version <= choice.whole(2, 4); version++) {
    files.set(`v${version}.json`, written(document, choice));
    document = mutate(document, choice);
  }
  const command = choice.next() < 0.85 ? "changelog" : "versions";
  return { args: [command, "--versions", "{version}.json", "--format", choice.of(["json", "text"])], files };
}

function traffic(start: JsonObject, choice: Choice): Input {
  const document = choice.next() < 0.5 ? start : mutate(start, choice);
  const bytes = recording(start, choice);
  const files = new Map([
    ["document", written(document, choice)],
    ["recording", choice.next() < 0.15 ? broken(Buffer.from(bytes), choice) : bytes],
  ]);
  return { args: ["validate", "document", "recording", ...format(choice)], files };
}

function client(start: JsonObject, choice: Choice): Input {
  const { args, files } = pair(["compat"], start, choice);
  const all = new Map([...files, ["recording", recording(start, choice)]]);
  const plain = args.filter((arg) => !arg.startsWith("--open") && arg !== "--quiet");
  return { args: [...plain, "--usage", "recording"], files: all };
}

function format(choice: Choice): string[] {
  return ["--format", choice.of(["json", "json", "json", "text", "markdown", "sarif", "junit", "github"])];
}
