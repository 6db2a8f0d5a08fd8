import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import { type Consumer, type Finding, SEVERITIES, type Severity } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import { applyPolicy } from "../model/policy.ts";
import type { Coverage, ValidateSummary } from "../model/report.ts";
import { severityFor } from "../model/rule.ts";
import type { ServiceDefinition } from "../model/service.ts";
import type { Visit } from "./checks/check.ts";
import { header } from "./checks/headers.ts";
import { checks } from "./checks/index.ts";
import { unmatched } from "./checks/operation.ts";
import { carriesCredentials, credentialsMissing } from "./checks/security.ts";
import { unknownPathAnswer } from "./checks/status-conventions.ts";
import { CoverageCounter } from "./coverage/counter.ts";
import { type CoverageOptions, CoverageResult } from "./coverage/index.ts";
import type { CoverageLedger } from "./coverage/ledger.ts";
import { shortfalls } from "./coverage/minimum.ts";
import { schemaUnusable } from "./document-rules.ts";
import { Engines } from "./engines.ts";
import { FindingCollector, type Observation, type Sighting } from "./findings.ts";
import { routerOf } from "./match.ts";
import { validateRules } from "./rules.ts";
import { makeVisit } from "./visit.ts";

export interface ValidateOptions {
  readonly service?: ServiceDefinition;
  readonly policy?: Policy;
  readonly consumer?: Consumer;
  /** `YYYY-MM-DD`, which waivers are held against. */
  readonly today?: string;
  /** How many examples a finding names; default 5. */
  readonly maxExamples?: number;
  readonly coverage?: CoverageOptions;
}

export interface Validation {
  readonly summary: ValidateSummary;
  readonly findings: readonly Finding[];
  /** Worked out when it is first asked for. */
  readonly coverage: Coverage;
  /** The same, to be kept and handed to the next run: who saw what first and last. */
  readonly ledger: CoverageLedger;
}

/**
 * Holds recorded exchanges against a document. Memory does not grow with their number: alike findings are one
 * with a count. An exchange conforms when nothing breaking or dangerous was found in it.
 */
export async function validate(
  document: Document,
  exchanges: AsyncIterable<Exchange> | Iterable<Exchange>,
  options: ValidateOptions = {},
): Promise<Validation> {
  const run = new Run(document, options);
  for await (const exchange of exchanges) run.take(exchange);
  return run.finish();
}

class Run {
  readonly #document: Document;
  readonly #options: ValidateOptions;
  readonly #engines: Engines;
  readonly #collector: FindingCollector;
  readonly #coverage = new CoverageCounter();
  /** Per recording: does anything in it carry credentials? If not, the recorder may have taken them all out. */
  readonly #credentials = new Map<string, boolean>();
  readonly #withoutCredentials: { observation: Observation; sighting: Sighting }[] = [];
  #exchanges = 0;
  #violating = 0;
  #unmatched = 0;

  constructor(document: Document, options: ValidateOptions) {
    this.#document = document;
    this.#options = options;
    this.#engines = new Engines(document);
    this.#collector = new FindingCollector(document, options.maxExamples ?? 5);
  }

  take(exchange: Exchange): void {
    this.#exchanges++;
    const { service } = this.#options;
    const { method, url } = exchange.request;
    const found = routerOf(this.#document, service).find(method, url);
    const sighting = sightingOf(exchange, service);
    if (!("operation" in found)) {
      this.#unmatched++;
      const observation = unmatched(method, found);
      this.#add(observation, sighting);
      const answer = unknownPathAnswer(exchange, service, observation.operation);
      if (answer !== undefined) this.#add(answer, sighting);
      return;
    }
    let violates = false;
    const visit = makeVisit({ document: this.#document, service, engines: this.#engines }, exchange, found, {
      report: (observation) => {
        if (this.#report(visit, observation, sighting)) violates = true;
      },
      coverage: this.#coverage.visitor,
    });
    this.#coverage.exchange(visit);
    if (carriesCredentials(visit)) this.#credentials.set(exchange.recording, true);
    for (const check of checks) check.run(visit);
    if (violates) this.#violating++;
  }

  /** @returns whether the exchange is one that does not conform. */
  #report(visit: Visit, observation: Observation, sighting: Sighting): boolean {
    const { operation, exchange, refused } = visit;
    const { rule } = observation;
    const status = exchange.response?.status;
    const whole: Observation = {
      ...(observation.operation === "" ? {} : { operation: operation.key }),
      ...(status === undefined || observation.direction !== "response" ? {} : { status }),
      ...(observation.operation === "" ? without(observation) : observation),
      // What is wrong with a request that was refused harmed nobody: the server kept to the document.
      ...(refused && observation.direction === "request" ? { severity: "note" as const } : {}),
    };
    if (rule === credentialsMissing) {
      if (this.#severity(whole) !== undefined)
        this.#withoutCredentials.push({ observation: whole, sighting });
      return isViolation(this.#severity(whole));
    }
    return isViolation(this.#add(whole, sighting));
  }

  /** @returns the severity under the policy, or nothing for a rule that is off. */
  #severity({ rule, direction, severity }: Observation): Severity | undefined {
    const stated = this.#options.policy?.severity;
    const override = stated !== undefined && Object.hasOwn(stated, rule.id) ? stated[rule.id] : undefined;
    if (override === "off") return undefined;
    return override ?? severity ?? severityFor(rule, direction, this.#options.consumer ?? "tolerant");
  }

  #add(observation: Observation, sighting?: Sighting): Severity | undefined {
    const severity = this.#severity(observation);
    if (severity !== undefined) this.#collector.add(observation, severity, sighting);
    return severity;
  }

  /** One finding per operation, or one for a recording in which nothing carries credentials. */
  #reportCredentials(): void {
    for (const { observation, sighting } of this.#withoutCredentials) {
      const recorded = this.#credentials.get(sighting.recording) === true;
      const { operation: _, pointer: __, ...general } = observation;
      const message =
        "no request of the recording carries the credentials that the document asks for: the recorder took them out, or they are not needed";
      this.#add(recorded ? observation : { ...general, message, subject: sighting.recording }, sighting);
    }
  }

  finish(): Validation {
    this.#reportCredentials();
    for (const { pointer, why } of this.#engines.problems()) {
      const message = `the schema at #${pointer} cannot be used as it is written: ${why}`;
      this.#add({ rule: schemaUnusable, direction: "none", message, pointer });
    }
    const { policy, today, coverage: { before, minimum = [] } = {} } = this.#options;
    const covered = new CoverageResult(this.#document, this.#coverage, before);
    if (minimum.length > 0)
      for (const shortfall of shortfalls(covered.coverage, minimum)) this.#add(shortfall);
    const found = this.#collector.findings();
    const ruling = applyPolicy(policy, today ?? "");
    const findings = [...ruling.findings(found), ...ruling.problems(validateRules)];
    const bySeverity = Object.fromEntries(
      SEVERITIES.map((severity) => [severity, findings.filter((each) => each.severity === severity).length]),
    ) as Record<Severity, number>;
    return {
      summary: {
        exchanges: this.#exchanges,
        conforming: this.#exchanges - this.#violating - this.#unmatched,
        violating: this.#violating,
        unmatched: this.#unmatched,
        ...bySeverity,
      },
      findings,
      get coverage() {
        return covered.coverage;
      },
      get ledger() {
        return covered.ledger;
      },
    };
  }
}

function without({ operation: _, ...rest }: Observation): Observation {
  return rest;
}

function isViolation(severity: Severity | undefined): boolean {
  return severity === "breaking" || severity === "dangerous";
}

function sightingOf(
  { recording, index, response }: Exchange,
  service: ServiceDefinition | undefined,
): Sighting {
  const name = service?.requestIdHeader;
  const requestId = name === undefined || response === undefined ? undefined : header(response.headers, name);
  return { recording, index, ...(requestId === undefined ? {} : { requestId: requestId.slice(0, 100) }) };
}
