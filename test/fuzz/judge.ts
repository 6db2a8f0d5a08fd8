import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { Input } from "./input.ts";

/** How a run of the command line ended. */
export interface Ending {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = new URL("../../schemas/", import.meta.url);
const ajv = new Ajv2020({ strict: false, logger: false });
for (const name of readdirSync(folder))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object, name);

/** What is wrong with how a run ended; `undefined` where it is a report, or one clear error. */
export function complaint({ args, same }: Input, { exit, stdout, stderr }: Ending): string | undefined {
  if (/\n\s+at .+:\d+:\d+/.test(stderr + stdout)) return `a stack trace: ${stderr.slice(0, 500)}`;
  if (exit === 3) return clearError(stdout, stderr);
  if (exit !== 0 && exit !== 1) return `exit code ${exit}: ${stderr.slice(0, 500)}`;
  const lines = stderr.split("\n").filter((line) => line !== "");
  const odd = lines.find((line) => !line.startsWith("specwitness: "));
  if (odd !== undefined) return `an odd note: ${odd.slice(0, 500)}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be printed
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(stderr + stdout);
  if (control !== null) return `prints U+${control[0].charCodeAt(0).toString(16)}`;
  if (args.includes("--quiet")) return undefined;
  if (stdout === "" && !args.includes("github")) return `exit code ${exit} and no report`;
  return args.includes("json") ? ofJson(stdout, exit, same === true) : undefined;
}

function clearError(stdout: string, stderr: string): string | undefined {
  const lines = stderr.trimEnd().split("\n");
  const last = lines.at(-1) as string;
  if (stdout !== "") return "an error and a report";
  if (lines.some((line) => !line.startsWith("specwitness: "))) return `not one line: ${stderr.slice(0, 500)}`;
  if (last.length > 2000) return `an error of ${last.length} characters: ${last.slice(0, 300)}`;
  const vague =
    /\bundefined\b|\[object |\bNaN\b|Cannot read propert|is not (a function|iterable)|call stack/i;
  return vague.test(last) ? `a vague error: ${last}` : undefined;
}

function ofJson(text: string, exit: number, same: boolean): string | undefined {
  let report: Json;
  try {
    report = JSON.parse(text) as Json;
  } catch {
    return `no JSON: ${text.slice(0, 200)}`;
  }
  if (!isObject(report)) return "no object";
  const accepts = ajv.getSchema(`${report.kind}.schema.json`);
  if (accepts === undefined) return `an unknown kind, ${JSON.stringify(report.kind)}`;
  if (accepts(report) !== true) {
    const [error] = accepts.errors ?? [];
    return `no ${report.kind} report: ${error?.instancePath} ${error?.message}`;
  }
  if (same && !isSilent(report)) return `differs from itself: ${JSON.stringify(report.summary)}`;
  return report.kind === "diff" || report.kind === "validate" ? exitFits(report, exit) : undefined;
}

function isSilent(report: JsonObject): boolean {
  return isObject(report.summary) && report.summary.changes === 0;
}

function exitFits({ summary }: JsonObject, exit: number): string | undefined {
  const breaking = isObject(summary) ? summary.breaking : undefined;
  return exit === (breaking === 0 ? 0 : 1)
    ? undefined
    : `exit code ${exit} with ${breaking} breaking findings`;
}
