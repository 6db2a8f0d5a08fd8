import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import {
  type Judged as ExchangeJudged,
  matchOperation,
  promiseRules,
  type ValidateOptions,
  validate,
} from "../validate/index.ts";
import { Footprints } from "./footprint.ts";

/** What a version says of the exchanges of one operation. */
export interface OperationVerdict {
  readonly conforming: number;
  readonly violating: number;
  /** Everything that was found in them, worst first. */
  readonly findings: readonly Finding[];
  /** The same, exchange by exchange, for those that are watched: by {@link sightingKey}. */
  readonly watched: ReadonlyMap<string, readonly Finding[]>;
}

/** What a version says of all recordings. */
export interface Verdict {
  /** By operation; under {@link NOWHERE} what matches none. */
  readonly operations: ReadonlyMap<string, OperationVerdict>;
  /** The operations of the exchanges that are watched, by {@link sightingKey}. */
  readonly routes: ReadonlyMap<string, string>;
}

const PROMISED: ReadonlySet<string> = new Set(promiseRules.map(({ id }) => id));

/** Does a version of the document decide about it? What the maker's pages promise is promised by all of them. */
export function isOfDocument({ rule }: Finding): boolean {
  return !PROMISED.has(rule);
}

/** Stands for the operation of an exchange that has none. */
export const NOWHERE = "";

export function sightingKey({ recording, index }: Pick<Exchange, "recording" | "index">): string {
  return `${recording}\u0000${index}`;
}

/** The exchanges that belong to an operation: how many, and which. */
interface Share {
  count: number;
  /** FNV-1a over their places: alike shares are the same exchanges. */
  mark: number;
}

/**
 * Holds the same recordings against one version after the other. What an operation's part of a document, and all that
 * leads to, has judged is not judged again by a version that says the same of it.
 */
export class Judge {
  readonly #recordings: AsyncIterable<Exchange>;
  readonly #watched: ReadonlySet<string>;
  readonly #options: ValidateOptions;
  readonly #known = new Map<string, OperationVerdict>();

  constructor(
    recordings: AsyncIterable<Exchange>,
    watched: ReadonlySet<string>,
    options: Pick<ValidateOptions, "service" | "consumer" | "policy">,
  ) {
    this.#recordings = recordings;
    this.#watched = watched;
    const off = Object.fromEntries([...PROMISED].map((rule) => [rule, "off" as const]));
    this.#options = { ...options, policy: { severity: { ...options.policy?.severity, ...off } } };
  }

  async judge(document: Document): Promise<Verdict> {
    const keys: string[] = [];
    const shares = new Map<string, Share>();
    const routes = new Map<string, string>();
    const prints = new Footprints(document);
    const footprints = new Map<string, string>();
    for await (const exchange of this.#recordings) {
      const operation = matchOperation(document, exchange.request, this.#options.service)?.operation;
      const key = operation?.key ?? NOWHERE;
      if (!footprints.has(key))
        footprints.set(key, operation === undefined ? prints.elsewhere : prints.of(operation));
      const share = shares.get(key) ?? { count: 0, mark: 0x811c9dc5 };
      share.mark = Math.imul(share.mark ^ keys.length, 0x01000193) >>> 0;
      share.count++;
      shares.set(key, share);
      keys.push(key);
      const sighting = this.#watched.size === 0 ? "" : sightingKey(exchange);
      if (this.#watched.has(sighting)) routes.set(sighting, key);
    }
    const names = new Map(
      [...shares].map(([key, { count, mark }]) => [key, `${key} ${count} ${mark} ${footprints.get(key)}`]),
    );
    await this.#judgeNew(document, keys, names);
    const operations = new Map<string, OperationVerdict>();
    for (const [key, name] of names) {
      const verdict = this.#known.get(name);
      if (verdict !== undefined) operations.set(key, verdict);
    }
    return { operations, routes };
  }

  async #judgeNew(
    document: Document,
    keys: readonly string[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> {
    const wanted = new Set([...names].flatMap(([key, name]) => (this.#known.has(name) ? [] : [key])));
    if (wanted.size === 0) return;
    const tallies = new Map([...wanted].map((key) => [key, new Tally()]));
    const { findings } = await validate(document, this.#those(keys, wanted), {
      ...this.#options,
      maxExamples: 1,
      onJudged: (judged) => {
        const sighting = this.#watched.size === 0 ? "" : sightingKey(judged.exchange);
        tallies
          .get(judged.operation?.key ?? NOWHERE)
          ?.add(judged, this.#watched.has(sighting) ? sighting : undefined);
      },
    });
    const byId = new Map(findings.map((finding) => [finding.id, finding]));
    for (const [key, tally] of tallies) this.#known.set(names.get(key) ?? "", tally.verdict(byId));
  }

  async *#those(keys: readonly string[], wanted: ReadonlySet<string>): AsyncGenerator<Exchange> {
    let place = 0;
    for await (const exchange of this.#recordings) {
      if (wanted.has(keys[place++] ?? NOWHERE)) yield exchange;
    }
  }
}

/** Adds up what was found in the exchanges of one operation. */
class Tally {
  #conforming = 0;
  #violating = 0;
  readonly #ids = new Set<string>();
  readonly #watched = new Map<string, readonly string[]>();

  add({ violates, findings }: ExchangeJudged, sighting: string | undefined): void {
    if (violates) this.#violating++;
    else this.#conforming++;
    for (const id of findings) this.#ids.add(id);
    if (sighting !== undefined) this.#watched.set(sighting, findings);
  }

  verdict(byId: ReadonlyMap<string, Finding>): OperationVerdict {
    const those = (ids: Iterable<string>) => [...ids].flatMap((id) => byId.get(id) ?? []);
    return {
      conforming: this.#conforming,
      violating: this.#violating,
      findings: those(this.#ids),
      watched: new Map([...this.#watched].map(([sighting, ids]) => [sighting, those(ids)])),
    };
  }
}
