// The least that anybody could do to read traffic: a line, its JSON, the JSON of its body.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** @param judge (pointer of the schema, body) → does it fit?  Prints how many did not. */
export async function judgeAll(file, judge) {
  let count = 0;
  let unfit = 0;
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 18 }) })) {
    const { request, response } = JSON.parse(line);
    if (!judge(request.headers["x-schema"][0], JSON.parse(response.body.text))) unfit++;
    count++;
  }
  process.stdout.write(`${count} exchanges, ${unfit} do not fit\n`);
}
