import { diffRules } from "../diff/index.ts";
import { SpecwitnessError } from "../model/errors.ts";
import { applyPolicy, type Ruling } from "../model/policy.ts";
import { recount } from "../model/recount.ts";
import type { CheckReport, CheckStep } from "../model/report.ts";
import { reportHead } from "../model/report-head.ts";
import type { Rule } from "../model/rule.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { validateRules } from "../validate/index.ts";
import { type Facts, gather } from "./facts.ts";
import { keepSeen } from "./keep.ts";
import { seenIn } from "./lock.ts";
import { type CheckOptions, STEPS, type StepName } from "./options.ts";
import { failed, type Outcome, toStep } from "./outcome.ts";
import { versionRules } from "./rules.ts";
import { checkChanges } from "./steps/changes.ts";
import { checkDocuments } from "./steps/document.ts";
import { checkTraffic } from "./steps/traffic.ts";
import { checkVersions } from "./steps/versions.ts";

export type { CheckOptions } from "./options.ts";
export { versionRules } from "./rules.ts";

interface Step {
  readonly work: (
    facts: Facts,
    service: ServiceDefinition,
    options: CheckOptions,
  ) => Outcome | Promise<Outcome>;
  /** What it may report. */
  readonly rules: readonly Rule[];
}

const WORK: Readonly<Record<StepName, Step>> = {
  versions: { work: checkVersions, rules: versionRules },
  document: { work: checkDocuments, rules: versionRules },
  changes: { work: checkChanges, rules: diffRules },
  traffic: { work: checkTraffic, rules: validateRules },
};

/**
 * The nightly job: is the running server the version its document claims, is that document the tagged one and sound,
 * and did the recorded traffic keep it? Each step passes, fails, is skipped or could not be done; none stops the others.
 * It throws for bugs only: what could not be fetched is told by the steps that needed it.
 */
export async function check(options: CheckOptions): Promise<CheckReport> {
  const { fetcher, service, only = STEPS, failOn = "breaking", progress = () => {} } = options;
  const names = STEPS.filter((name) => only.includes(name));
  progress({ done: 0, total: names.length, what: "documents" });
  const facts = await gather(fetcher, service, names.every((name) => name === "traffic") ? "live" : "all");
  if (options.seen !== undefined) {
    options.seen(seenIn(facts, service));
    await keepSeen(facts, service, fetcher);
  }
  const ruling = applyPolicy(options.policy, options.today);
  const steps: CheckStep[] = [];
  for (const name of names) {
    progress({ done: steps.length, total: names.length, what: name });
    const outcome = await outcomeOf(() => WORK[name].work(facts, service, options));
    steps.push(toStep(name, apply(ruling, outcome), failOn));
  }
  const looked = steps.filter(({ status }) => status === "pass" || status === "fail");
  const judged = looked.flatMap(({ name }) => WORK[name as StepName].rules);
  const problems = ruling.problems(judged);
  if (problems.length > 0) {
    const message = `${problems.length} ${problems.length === 1 ? "waiver needs" : "waivers need"} a look`;
    steps.push(toStep("policy", { message, findings: problems }, failOn));
  }
  return {
    ...reportHead("check"),
    service: service.name,
    title: service.title,
    versions: versionsOf(facts, service),
    steps,
  };
}

/** Could a step not be done? Then the report does not tell all, whatever else it says. */
export function isIncomplete(report: CheckReport): boolean {
  return report.steps.some(({ status }) => status === "error");
}

async function outcomeOf(work: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SpecwitnessError) return failed(error);
    throw error;
  }
}

function apply(ruling: Ruling, outcome: Outcome): Outcome {
  const { changes, traffic } = outcome;
  const findings = ruling.findings(outcome.findings);
  return {
    ...outcome,
    findings,
    ...(traffic === undefined ? {} : { traffic: recount(traffic, findings) }),
    ...(changes === undefined ? {} : { changes: ruling.changes(changes) }),
  };
}

function versionsOf(facts: Facts, service: ServiceDefinition): CheckReport["versions"] {
  const inDocument = service.documents.versionInDocument !== false;
  const versions = {
    running: facts.running?.value?.version,
    live: inDocument ? facts.live?.value?.infoVersion : undefined,
    published: inDocument ? facts.published?.value?.infoVersion : undefined,
    tag: facts.tagged?.value === undefined ? facts.below : facts.wanted,
    latest: facts.tags?.value?.at(-1)?.version,
  };
  return Object.fromEntries(Object.entries(versions).filter(([, version]) => version !== undefined));
}
