import { setImmediate as tick } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inOrder, Semaphore } from "../../src/fetch/semaphore.ts";

describe("inOrder", () => {
  it("gives results in the items' order, and works no further ahead than it may", async () => {
    let started = 0;
    let taken = 0;
    let furthest = 0;
    const results: number[] = [];
    const numbers = inOrder([5, 1, 4, 2, 3, 0], 3, async (turns) => {
      started++;
      furthest = Math.max(furthest, started - taken);
      for (let i = 0; i < turns; i++) await tick();
      return turns;
    });
    for await (const number of numbers) {
      taken++;
      results.push(number);
    }
    expect(results).toEqual([5, 1, 4, 2, 3, 0]);
    expect(furthest).toBe(3);
  });

  it("throws a failure when its turn comes, and not before", async () => {
    const seen: number[] = [];
    const run = async () => {
      for await (const number of inOrder([1, 2, 3], 3, async (item) => {
        if (item === 2) throw new Error("two");
        return item;
      }))
        seen.push(number);
    };
    await expect(run()).rejects.toThrow("two");
    expect(seen).toEqual([1]);
  });
});

describe("Semaphore", () => {
  it("lets the next in when one fails", async () => {
    const semaphore = new Semaphore(1);
    const order: string[] = [];
    const work = (name: string, fails: boolean) =>
      semaphore.run(async () => {
        order.push(`${name} in`);
        await tick();
        order.push(`${name} out`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([work("a", true), work("b", false), work("c", true)]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected"]);
    expect(order).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });
});
