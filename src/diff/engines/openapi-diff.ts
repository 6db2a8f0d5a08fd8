import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { DiffOutcome } from "openapi-diff";
import type { Document } from "../../model/document.ts";
import { reasonOf } from "../../model/errors.ts";
import type { SecondOpinion } from "../../model/report.ts";

const ENGINE = "openapi-diff";
/** It unrolls references, so that a document of a megabyte can take minutes and gigabytes. */
const MOST_MILLISECONDS = 30_000;
const MOST_MEGABYTES = 1024;

/** Runs in a worker, where it can be stopped and cannot take the memory of the whole process. */
const WORKER = `
  const { parentPort, workerData } = require("node:worker_threads");
  require(workerData.engine).diffSpecs(workerData.specs).then(
    (outcome) => parentPort.postMessage({ outcome }),
    (error) => parentPort.postMessage({ reason: String(error && error.message || error) }),
  );
`;

export interface SecondOpinionOptions {
  /** Milliseconds it may take. */
  readonly timeout?: number;
}

/**
 * What the npm package `openapi-diff` says of the same pair: an opinion from other code. It reads OpenAPI 3.0 with
 * JSON bodies and without recursion; for anything else the answer is `unavailable`, with its reason.
 * @param breaking our own verdict, with which it agrees or not
 */
export async function secondOpinion(
  base: Document,
  revision: Document,
  breaking: boolean,
  options: SecondOpinionOptions = {},
): Promise<SecondOpinion> {
  const unread = [base, revision].find(({ dialect }) => dialect !== "oas-3.0");
  if (unread !== undefined)
    return unavailable(`it reads OpenAPI 3.0, and ${unread.source.ref} is ${unread.openapi}`);
  try {
    const outcome = await run(base, revision, options.timeout ?? MOST_MILLISECONDS);
    return {
      engine: ENGINE,
      status: outcome.breakingDifferencesFound === breaking ? "agrees" : "disagrees",
      breaking: outcome.breakingDifferencesFound,
      differences: differencesOf(outcome),
    };
  } catch (error) {
    return unavailable(reasonOf(error));
  }
}

function unavailable(reason: string): SecondOpinion {
  return { engine: ENGINE, status: "unavailable", differences: [], reason: reason.split("\n")[0] ?? reason };
}

function run(base: Document, revision: Document, timeout: number): Promise<DiffOutcome> {
  const spec = ({ root, source }: Document) => ({
    content: JSON.stringify(root),
    location: source.ref,
    format: "openapi3",
  });
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: {
      engine: createRequire(import.meta.url).resolve(ENGINE),
      specs: { sourceSpec: spec(base), destinationSpec: spec(revision) },
    },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    // Its dependencies warn of things that only their makers can mend.
    stderr: true,
  });
  return new Promise<DiffOutcome>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it took longer than ${timeout / 1000} s`)), timeout);
    worker.once("message", (message: { outcome: DiffOutcome } | { reason: string }) => {
      clearTimeout(timer);
      if ("outcome" in message) resolve(message.outcome);
      else reject(new Error(message.reason));
    });
    worker.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  }).finally(() => worker.terminate());
}

function differencesOf(outcome: DiffOutcome): SecondOpinion["differences"] {
  const broken = outcome.breakingDifferencesFound ? outcome.breakingDifferences : [];
  return [...broken, ...outcome.nonBreakingDifferences, ...outcome.unclassifiedDifferences].map(
    (difference) => ({
      breaking: difference.type === "breaking",
      code: difference.code,
      location:
        [...difference.sourceSpecEntityDetails, ...difference.destinationSpecEntityDetails][0]?.location ??
        "",
    }),
  );
}
