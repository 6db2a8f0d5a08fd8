import { InputError, reasonOf } from "../model/errors.ts";
import { bySeverity, severityOf } from "../model/finding.ts";
import { isObject, type Json } from "../model/json.ts";
import type { CheckReport, CheckStep } from "../model/report.ts";

/** What one night leaves for the next: everything that was found, with the day it was first found. */
export interface CheckMemory {
  readonly formatVersion: 1;
  readonly service: string;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  readonly seen: readonly Seen[];
}

interface Seen {
  readonly id: string;
  readonly rule: string;
  readonly message: string;
  readonly step: string;
  readonly firstSeen: string;
}

/** The report with what the night before knew, and what the next one is to know. */
export function remember(
  report: CheckReport,
  before: CheckMemory | undefined,
  today: string,
): { readonly report: CheckReport; readonly memory: CheckMemory } {
  const known = new Map((before?.seen ?? []).map((one) => [one.id, one]));
  const found = report.steps.flatMap((step) =>
    thingsOf(step).map((thing) => ({
      ...thing,
      step: step.name,
      firstSeen: known.get(thing.id)?.firstSeen ?? today,
    })),
  );
  const now = new Set(found.map(({ id }) => id));
  const looked = new Set(
    report.steps.filter(({ status }) => status === "pass" || status === "fail").map(({ name }) => name),
  );
  const absent = [...known.values()].filter(({ id }) => !now.has(id));
  return {
    report: {
      ...report,
      memory: {
        ...(before === undefined ? {} : { previous: before.date }),
        firstSeen: found.map(({ id, firstSeen }) => ({ id, date: firstSeen, new: !known.has(id) })),
        gone: absent
          .filter(({ step }) => looked.has(step))
          .map(({ id, rule, message }) => ({ id, rule, message })),
      },
    },
    // What could not be looked at tonight is not forgotten.
    memory: {
      formatVersion: 1,
      service: report.service,
      date: today,
      seen: [...found, ...absent.filter(({ step }) => !looked.has(step))],
    },
  };
}

/** What a person is to look at; what is compatible need not be remembered. */
function thingsOf({ findings, changes = [] }: CheckStep): Pick<Seen, "id" | "rule" | "message">[] {
  const urgent = changes.filter((change) => bySeverity(severityOf(change), "dangerous") <= 0);
  return [...findings, ...urgent].map(({ id, rule, message }) => ({ id, rule, message }));
}

/**
 * Reads what the night before left.
 * @throws InputError for text that is no such file, or one of another service.
 */
export function readMemory(text: string, file: string, service: string): CheckMemory {
  const what = "cannot use the state of the night before";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError({ what, where: file, why: reasonOf(error), hint: "Remove the file to begin anew" });
  }
  if (!isMemory(value)) {
    throw new InputError({
      what,
      where: file,
      why: "it is not one that this version of specwitness wrote",
      hint: "Remove the file to begin anew",
    });
  }
  if (value.service !== service) {
    throw new InputError({
      what,
      where: file,
      why: `it is of the service ${value.service}, not ${service}`,
      hint: "Give each service a file of its own",
    });
  }
  return value;
}

function isMemory(value: unknown): value is CheckMemory {
  if (!isObject(value)) return false;
  const { formatVersion, service, date, seen } = value as { readonly [key: string]: Json };
  return (
    formatVersion === 1 &&
    typeof service === "string" &&
    typeof date === "string" &&
    Array.isArray(seen) &&
    seen.every(
      (one) =>
        isObject(one) &&
        ["id", "rule", "message", "step", "firstSeen"].every((key) => typeof one[key] === "string"),
    )
  );
}
