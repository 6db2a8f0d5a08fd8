/**
 * Matchers for vitest: `import { useContract } from "specwitness/vitest"` adds `toMatchContract` to `expect`.
 * With jest, hand {@link contractMatchers} to its `expect.extend`.
 */
import { expect } from "vitest";
import type { Document } from "../model/document.ts";
import { UsageError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { ValidateOptions } from "../validate/index.ts";
import { checkResponse } from "./contract.ts";

interface Contract {
  readonly document: Promise<Document>;
  readonly options: ValidateOptions;
}

let contract: Contract | undefined;

/**
 * Says which document `toMatchContract` holds responses against, from here on.
 * @param document a document, or a reference to one as on the command line: a file, a URL, `git:…`, `github:…`.
 */
export function useContract(document: Document | string, options: ValidateOptions = {}): void {
  const opened = typeof document === "string" ? open(document, options) : Promise.resolve(document);
  // Whoever asks for it first is told what is wrong with it.
  opened.catch(() => {});
  contract = { document: opened, options };
}

async function open(reference: string, { service }: ValidateOptions): Promise<Document> {
  const { createFetcher } = await import("../fetch/index.ts");
  const fetcher = createFetcher(service === undefined ? {} : { service });
  try {
    return await fetcher.open(reference);
  } finally {
    await fetcher.close();
  }
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers themselves, for `expect.extend`. */
export const contractMatchers = {
  /** @param operation `GET /pets/{id}` or an operationId; needed where the response does not tell. */
  async toMatchContract(received: unknown, operation?: string): Promise<MatcherResult> {
    if (contract === undefined) {
      throw new UsageError({
        what: "cannot run",
        where: "toMatchContract",
        why: "no document is named",
        hint: 'Call useContract("openapi.json") first',
      });
    }
    const findings = await checkResponse(await contract.document, received, operation, contract.options);
    const broken = findings.filter(({ severity }) => severity === "breaking" || severity === "dangerous");
    return {
      pass: broken.length === 0,
      message: () =>
        broken.length === 0 ? "the response keeps the contract" : broken.map(sentence).join("\n"),
    };
  },
};

function sentence({ rule, message, operation, status, document }: Finding): string {
  const place =
    document === undefined
      ? ""
      : ` (#${document.pointer}${document.line === undefined ? "" : `, line ${document.line}`})`;
  return `${[operation, status].filter((part) => part !== undefined).join(" ")}: ${message} [${rule}]${place}`;
}

expect.extend(contractMatchers);

declare module "vitest" {
  interface Matchers<T> {
    /** Holds a response of fetch, undici, axios or supertest against the document named by `useContract`. */
    toMatchContract(operation?: string): Promise<T>;
  }
}
