import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { DiffOutcome } from "openapi-diff";
import type { Document } from "../../model/document.ts";
import { reasonOf } from "../../model/errors.ts";
import type { JsonObject } from "../../model/json.ts";
import type { SecondOpinion } from "../../model/report.ts";
import { downConvert, Inexpressible } from "./down-convert.ts";

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
 * JSON bodies and without recursion; newer documents are put into the words of 3.0 for it, where that loses nothing. For
 * anything else the answer is `unavailable`, with its reason.
 * @param breaking our own verdict, with which it agrees or not
 */
export async function secondOpinion(
  base: Document,
  revision: Document,
  breaking: boolean,
  options: SecondOpinionOptions = {},
): Promise<SecondOpinion> {
  try {
    const outcome = await run(specOf(base), specOf(revision), options.timeout ?? MOST_MILLISECONDS);
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

interface Spec {
  readonly content: string;
  readonly location: string;
  readonly format: "openapi3";
}

function specOf({ root, dialect, source, openapi }: Document): Spec {
  return { content: JSON.stringify(in30()), location: source.ref, format: "openapi3" };

  function in30(): JsonObject {
    if (dialect === "oas-3.0") return root;
    try {
      return downConvert(root);
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      throw new Error(`it reads OpenAPI 3.0, and ${source.ref} is ${openapi}: ${error.message}`);
    }
  }
}

function run(sourceSpec: Spec, destinationSpec: Spec, timeout: number): Promise<DiffOutcome> {
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: {
      engine: createRequire(import.meta.url).resolve(ENGINE),
      specs: { sourceSpec, destinationSpec },
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
