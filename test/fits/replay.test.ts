import { expect, it } from "vitest";
import { Replay } from "../../src/fits/replay.ts";
import type { Exchange } from "../../src/model/exchange.ts";

const night: Exchange[] = Array.from({ length: 5 }, (_, index) => ({
  recording: "night",
  index,
  request: { method: "GET", url: "/", headers: {} },
  response: { status: 200, headers: {}, body: { text: "x".repeat(1000) } },
}));

async function read(replay: Replay): Promise<Exchange[]> {
  const found: Exchange[] = [];
  for await (const exchange of replay) found.push(exchange);
  return found;
}

it.each([
  ["what fits in memory is read once", 20_000, [true]],
  ["what does not is read each time, and only the first time for the first time", 5000, [true, false, false]],
])("%s", async (_, limit, times) => {
  const read_: boolean[] = [];
  const replay = new Replay(async function* (isFirst) {
    read_.push(isFirst);
    yield* night;
  }, limit);
  for (let time = 0; time < 3; time++) expect(await read(replay)).toEqual(night);
  expect(read_).toEqual(times);
});

it("a reading that was broken off is not taken for the whole", async () => {
  const replay = new Replay(async function* () {
    yield* night;
  });
  for await (const exchange of replay) if (exchange.index === 1) break;
  expect(await read(replay)).toEqual(night);
});
