import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { matchOperation } from "../validate/index.ts";

/** How much a client uses one operation. */
export interface OperationUsage {
  exchanges: number;
  /** ISO 8601, the latest; absent where the recordings do not say. */
  lastSeen?: string;
}

export interface Usage {
  exchanges: number;
  /** By operation key; requests of no operation of the document are counted above only. */
  readonly operations: ReadonlyMap<string, OperationUsage>;
}

/** Counts, operation by operation, what a client's recordings hold. */
export async function countUsage(
  document: Document,
  exchanges: AsyncIterable<Exchange>,
  service?: ServiceDefinition,
): Promise<Usage> {
  const operations = new Map<string, OperationUsage>();
  let total = 0;
  for await (const { request, at } of exchanges) {
    total++;
    const key = matchOperation(document, request, service)?.operation.key;
    if (key === undefined) continue;
    const usage = operations.get(key) ?? { exchanges: 0 };
    operations.set(key, usage);
    usage.exchanges++;
    if (at !== undefined && (usage.lastSeen === undefined || at > usage.lastSeen)) usage.lastSeen = at;
  }
  return { exchanges: total, operations };
}
