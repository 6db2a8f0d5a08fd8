import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Severity } from "../model/finding.ts";
import type { Operation } from "../model/operation.ts";
import type { ServiceDefinition } from "../model/service.ts";
import type { Visit } from "./checks/check.ts";
import { header } from "./checks/headers.ts";
import { checks } from "./checks/index.ts";
import { unmatched } from "./checks/operation.ts";
import { carriesCredentials, credentialsMissing } from "./checks/security.ts";
import { unknownPathAnswer } from "./checks/status-conventions.ts";
import { CoverageCounter } from "./coverage/counter.ts";
import { schemaUnusable } from "./document-rules.ts";
import { Engines } from "./engines.ts";
import { FindingCollector, type Observation, type Sighting } from "./findings.ts";
import { routerOf } from "./match.ts";
import type { Credentials, ValidationPart } from "./part.ts";
import { type Severities, severityIn } from "./severity.ts";
import { makeVisit } from "./visit.ts";

/** One exchange, as it was judged. */
export interface Judged {
  readonly exchange: Exchange;
  /** Absent where it matches none. */
  readonly operation?: Operation;
  /** Something breaking or dangerous was found in it, or it matches no operation. */
  readonly violates: boolean;
  /** The ids of the findings that it belongs to. */
  readonly findings: readonly string[];
}

/** What an observer needs to know beside the document. */
export interface ObserverOptions extends Severities {
  readonly service?: ServiceDefinition;
  readonly maxExamples: number;
  /** Told of each exchange what was found in it. */
  readonly onJudged?: ((judged: Judged) => void) | undefined;
}

type Uncredentialed = Readonly<Record<"apart" | "together", FindingCollector>>;

const NOTHING_CARRIED =
  "no request of the recording carries the credentials that the document asks for: the recorder took them out, or they are not needed";

/** Holds exchanges against a document, one after the other. Memory does not grow with their number. */
export class Observer {
  readonly #document: Document;
  readonly #options: ObserverOptions;
  readonly #engines: Engines;
  readonly #collector: FindingCollector;
  readonly #coverage = new CoverageCounter();
  readonly #recordings = new Map<string, number>();
  /** Recordings in which something carries credentials. */
  readonly #carried = new Set<string>();
  readonly #uncredentialed = new Map<string, Uncredentialed>();
  /** In the exchange that is being looked at. */
  readonly #found: string[] = [];
  #read = 0;
  #exchanges = 0;
  #violating = 0;
  #unmatched = 0;

  constructor(document: Document, options: ObserverOptions) {
    this.#document = document;
    this.#options = options;
    this.#engines = new Engines(document);
    this.#collector = this.#newCollector();
  }

  #newCollector(): FindingCollector {
    return new FindingCollector((pointer) => this.#document.line(pointer), this.#options.maxExamples);
  }

  /** The next exchange of the run is somebody else's. */
  pass({ recording }: Exchange): void {
    this.#recordings.set(recording, (this.#recordings.get(recording) ?? 0) + 1);
    this.#read++;
  }

  take(exchange: Exchange): void {
    const { service } = this.#options;
    const { method, url } = exchange.request;
    const found = routerOf(this.#document, service).find(method, url);
    const sighting = sightingOf(exchange, this.#read, service);
    this.pass(exchange);
    this.#exchanges++;
    if (!("operation" in found)) {
      this.#unmatched++;
      const observation = unmatched(method, found);
      this.#add(observation, sighting);
      const answer = unknownPathAnswer(exchange, service, observation.operation);
      if (answer !== undefined) this.#add(answer, sighting);
      this.#tell(exchange, undefined, true);
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
    if (carriesCredentials(visit)) this.#carried.add(exchange.recording);
    for (const check of checks) check.run(visit);
    if (violates) this.#violating++;
    this.#tell(exchange, visit.operation, violates);
  }

  #tell(exchange: Exchange, operation: Operation | undefined, violates: boolean): void {
    const findings = this.#found.splice(0);
    this.#options.onJudged?.({
      exchange,
      violates,
      findings,
      ...(operation === undefined ? {} : { operation }),
    });
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
    const severity = severityIn(whole, this.#options);
    if (severity === undefined) return false;
    if (rule === credentialsMissing) this.#addUncredentialed(whole, severity, sighting);
    else this.#found.push(this.#collector.add(whole, severity, sighting));
    return severity === "breaking" || severity === "dangerous";
  }

  #add(observation: Observation, sighting: Sighting): void {
    const severity = severityIn(observation, this.#options);
    if (severity !== undefined) this.#found.push(this.#collector.add(observation, severity, sighting));
  }

  /** One finding per operation, and one for the recording: which of them counts is known at its end. */
  #addUncredentialed(observation: Observation, severity: Severity, sighting: Sighting): void {
    const { recording } = sighting;
    const { operation: _, pointer: __, ...general } = observation;
    const { apart, together } = this.#uncredentialed.get(recording) ?? {
      apart: this.#newCollector(),
      together: this.#newCollector(),
    };
    this.#uncredentialed.set(recording, { apart, together });
    this.#found.push(
      apart.add(observation, severity, sighting),
      together.add({ ...general, message: NOTHING_CARRIED, subject: recording }, severity, sighting),
    );
  }

  part(): ValidationPart {
    const unusable = this.#newCollector();
    for (const { pointer, why } of this.#engines.problems()) {
      const message = `the schema at #${pointer} cannot be used as it is written: ${why}`;
      const observation: Observation = { rule: schemaUnusable, direction: "none", message, pointer };
      const severity = severityIn(observation, this.#options);
      if (severity !== undefined) unusable.add(observation, severity);
    }
    return {
      recordings: Array.from(this.#recordings, ([name, exchanges]) => ({ name, exchanges })),
      exchanges: this.#exchanges,
      violating: this.#violating,
      unmatched: this.#unmatched,
      groups: this.#collector.groups(),
      credentials: this.#credentials(),
      unusable: unusable.groups(),
      seen: Array.from(this.#coverage.seen, ([mark, { first, last }]) => ({ mark, first, last })),
    };
  }

  #credentials(): Credentials[] {
    return [...new Set([...this.#carried, ...this.#uncredentialed.keys()])].map((recording) => {
      const { apart, together } = this.#uncredentialed.get(recording) ?? {};
      return {
        recording,
        carried: this.#carried.has(recording),
        apart: apart?.groups() ?? [],
        together: together?.groups() ?? [],
      };
    });
  }
}

function without({ operation: _, ...rest }: Observation): Observation {
  return rest;
}

function sightingOf(
  { recording, index, response }: Exchange,
  at: number,
  service: ServiceDefinition | undefined,
): Sighting {
  const name = service?.requestIdHeader;
  const requestId = name === undefined || response === undefined ? undefined : header(response.headers, name);
  return { recording, index, at, ...(requestId === undefined ? {} : { requestId: requestId.slice(0, 100) }) };
}
