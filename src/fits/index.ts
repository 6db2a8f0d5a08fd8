import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openVersion } from "../changelog/index.ts";
import { type DiffOptions, diff } from "../diff/index.ts";
import type { Fetcher, VersionEntry } from "../fetch/index.ts";
import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Change, Finding } from "../model/finding.ts";
import type { FindingHistory, Fits } from "../model/fits.ts";
import type { Policy } from "../model/policy.ts";
import type { ProgressEvent } from "../model/progress-event.ts";
import type { ServiceDefinition } from "../model/service.ts";
import type { Source } from "../model/source.ts";
import { explain } from "./explain.ts";
import { historyOf, type Told } from "./history.ts";
import { Judge, sightingKey, type Verdict } from "./judge.ts";
import { fitsOf, type Judged } from "./stretches.ts";

export interface FitsOptions extends DiffOptions {
  readonly service?: ServiceDefinition;
  readonly policy?: Policy;
  readonly progress?: (event: ProgressEvent) => void;
  readonly signal?: AbortSignal;
  readonly allowDangling?: boolean;
}

export interface Fitted {
  readonly fits: Fits;
  /** By the ids of the findings. */
  readonly histories: ReadonlyMap<string, FindingHistory>;
  /** Versions that could not be read. */
  readonly problems: readonly Finding[];
}

/**
 * Holds recordings against one version of a document after the other: which of them they fit, and since or until when
 * what was found elsewhere is in order.
 * @param entries oldest first
 * @param recordings gone through several times for each version
 * @param findings what was found in the same recordings with the document that is in question
 */
export async function fitVersions(
  fetcher: Pick<Fetcher, "open" | "readVersions">,
  entries: readonly VersionEntry[],
  recordings: AsyncIterable<Exchange>,
  findings: readonly Finding[],
  options: FitsOptions,
): Promise<Fitted> {
  const { progress = () => {}, signal } = options;
  const watched = new Set(findings.flatMap(({ examples }) => examples.slice(0, 1).map(sightingKey)));
  const judge = new Judge(recordings, watched, options);
  const problems: Finding[] = [];
  const judged: Judged[] = [];
  const verdicts = new Map<string, Verdict>();
  const open = (source: Source, sink: Finding[]) =>
    openVersion(fetcher, source, sink, { allowDangling: options.allowDangling === true });
  let done = 0;
  for await (const source of fetcher.readVersions(entries)) {
    await nextTurn();
    signal?.throwIfAborted();
    const version = source.version ?? source.ref;
    progress({ done: done++, total: entries.length, what: version });
    const content = contentOf(source);
    let verdict = verdicts.get(content);
    if (verdict === undefined) {
      const document = await open(source, problems);
      if (document === undefined) continue;
      verdict = await judge.judge(document);
      // Of a document with parts in other files, its own text does not tell all.
      if (document.source === source) verdicts.set(content, verdict);
    }
    judged.push({ version, verdict });
  }
  // Read again rather than kept: there may be hundreds of them, and few are asked for.
  const turns = new Turns(async (place) => {
    const version = judged[place]?.version;
    const entry = entries.find((each) => each.version === version);
    for await (const source of fetcher.readVersions(entry === undefined ? [] : [entry]))
      return open(source, []);
    return undefined;
  }, options);
  const histories = new Map<string, FindingHistory>();
  for (const finding of findings) {
    const known = historyOf(finding, judged);
    if (known !== undefined) histories.set(finding.id, await turns.complete(finding, known));
  }
  return { fits: fitsOf(judged), histories, problems };
}

/** The text beside the version's own number: many versions are a new number and nothing else. */
function contentOf({ bytes, version }: Source): string {
  const text = Buffer.from(bytes).toString("latin1");
  return createHash("sha256")
    .update(version === undefined ? text : text.replaceAll(version, ""))
    .digest("base64");
}

/** More comparisons than this are not made for the sake of a sentence. */
const MOST_TURNS = 20;

/** What changed between neighbours, each pair compared once. */
class Turns {
  readonly #open: (place: number) => Promise<Document | undefined>;
  readonly #options: DiffOptions;
  readonly #changes = new Map<number, { version: string; changes: readonly Change[] }>();

  constructor(open: (place: number) => Promise<Document | undefined>, options: DiffOptions) {
    this.#open = open;
    this.#options = options;
  }

  async complete(finding: Finding, { history, turn }: Told): Promise<FindingHistory> {
    if (turn === undefined) return history;
    const known = await this.#between(turn.before, turn.after);
    const change = known && explain(finding, known.changes);
    if (change === undefined) return history;
    const { id, rule, message } = change;
    return { ...history, change: { version: known?.version ?? "", id, rule, message } };
  }

  async #between(
    before: number,
    after: number,
  ): Promise<{ version: string; changes: readonly Change[] } | undefined> {
    const known = this.#changes.get(after);
    if (known !== undefined || this.#changes.size >= MOST_TURNS) return known;
    const base = await this.#open(before);
    const revision = await this.#open(after);
    if (base === undefined || revision === undefined) return undefined;
    const found = { version: revision.version, changes: diff(base, revision, this.#options).changes };
    this.#changes.set(after, found);
    return found;
  }
}
