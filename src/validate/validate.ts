import type { Coverage } from "../model/coverage.ts";
import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import { applyPolicy } from "../model/policy.ts";
import { recount } from "../model/recount.ts";
import type { ValidateSummary } from "../model/report.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { type Shard, takes, WHOLE } from "../model/shard.ts";
import { type CoverageOptions, CoverageResult } from "./coverage/index.ts";
import { type Coverable, coverableOf } from "./coverage/inventory.ts";
import type { CoverageLedger } from "./coverage/ledger.ts";
import { shortfalls } from "./coverage/minimum.ts";
import { FindingCollector, findingsOf, mergeGroups } from "./findings.ts";
import { type Judged, Observer } from "./observer.ts";
import { mergeParts, type ValidationPart } from "./part.ts";
import { validateRules } from "./rules.ts";
import { type Severities, severityIn } from "./severity.ts";

export interface ValidateOptions extends Severities {
  readonly service?: ServiceDefinition;
  /** `YYYY-MM-DD`, which waivers are held against. */
  readonly today?: string;
  /** How many examples a finding names; default 5. */
  readonly maxExamples?: number;
  readonly coverage?: CoverageOptions;
  /** Told of each exchange what was found in it. */
  readonly onJudged?: (judged: Judged) => void;
}

export interface Validation {
  readonly summary: ValidateSummary;
  readonly findings: readonly Finding[];
  /** Worked out when it is first asked for. */
  readonly coverage: Coverage;
  /** The same, to be kept and handed to the next run: who saw what first and last. */
  readonly ledger: CoverageLedger;
}

/** Examples that a finding names. */
const MAX_EXAMPLES = 5;

/**
 * Holds recorded exchanges against a document. Memory does not grow with their number: alike findings are one
 * with a count. An exchange conforms when nothing breaking or dangerous was found in it.
 */
export async function validate(
  document: Document,
  exchanges: AsyncIterable<Exchange> | Iterable<Exchange>,
  options: ValidateOptions = {},
): Promise<Validation> {
  const part = await validationPart(document, exchanges, options);
  return validationOf([part], coverableOf(document), options);
}

/** What one of several runs sees that share the exchanges; each is given all of them. */
export async function validationPart(
  document: Document,
  exchanges: AsyncIterable<Exchange> | Iterable<Exchange>,
  { shard = WHOLE, ...options }: ValidateOptions & { readonly shard?: Shard } = {},
): Promise<ValidationPart> {
  const observer = new Observer(document, { maxExamples: MAX_EXAMPLES, ...options });
  let number = 0;
  for await (const exchange of exchanges) {
    if (takes(shard, number++)) observer.take(exchange);
    else observer.pass(exchange);
  }
  return observer.part();
}

/**
 * What follows from the parts of one run.
 * @param coverable what there was to be seen
 */
export function validationOf(
  parts: readonly ValidationPart[],
  coverable: Coverable,
  options: ValidateOptions = {},
): Validation {
  const { policy, today, maxExamples = MAX_EXAMPLES, coverage: { before, minimum = [] } = {} } = options;
  const whole = mergeParts(parts, maxExamples);
  const covered = new CoverageResult(coverable, whole.seen, before);
  const short = new FindingCollector(() => undefined, maxExamples);
  for (const shortfall of minimum.length === 0 ? [] : shortfalls(covered.coverage, minimum)) {
    const severity = severityIn(shortfall, options);
    if (severity !== undefined) short.add(shortfall, severity);
  }
  const credentials = whole.credentials.flatMap(({ carried, apart, together }) =>
    carried ? apart : together,
  );
  const groups = [...whole.groups, ...credentials, ...whole.unusable, ...short.groups()];
  const ruling = applyPolicy(policy, today ?? "");
  const found = ruling.findings(findingsOf(mergeGroups(groups, maxExamples)));
  const findings = [...found, ...ruling.problems(validateRules)];
  const { exchanges, violating, unmatched } = whole;
  const none = { breaking: 0, dangerous: 0, safe: 0, note: 0 };
  const conforming = exchanges - violating - unmatched;
  return {
    summary: recount({ exchanges, conforming, violating, unmatched, ...none }, findings),
    findings,
    get coverage() {
      return covered.coverage;
    },
    get ledger() {
      return covered.ledger;
    },
  };
}
