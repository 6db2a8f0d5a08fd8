import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHAPES } from "../family.mjs";
import { measure } from "../measure.mjs";
import { note } from "../print.mjs";
import { seconds, table } from "../table.mjs";

const MEMBER = fileURLToPath(new URL("../family-member.mjs", import.meta.url));
/** A shape whose member takes longer than this, in seconds, is not made larger. */
const PATIENCE = 10;

export const family = {
  name: "family",
  title: "Cost against the number of changed schemas: generated documents",
  async run({ folder, quick }) {
    const sizes = quick ? [10, 30, 100, 300] : [10, 30, 100, 300, 1000, 3000, 10_000];
    const head = ["components, all changed", ...sizes, "exponent"];
    const rows = [];
    for (const shape of Object.keys(SHAPES)) {
      const points = await grow(shape, sizes, folder);
      const cells = sizes.map((size) => points.find((point) => point.size === size)?.cell ?? "");
      rows.push([shape, ...cells, exponent(points)?.toFixed(2) ?? ""]);
    }
    return [
      "CPU seconds of the comparison alone, every schema changed, so that as many distinct pairs differ as there are",
      `components. The exponent is that of the best line through the logarithms, from 100 components on. A shape is not`,
      `made larger once it took more than ${PATIENCE} s.\n`,
      table(head, rows),
    ].join("\n");
  },
};

/** Members of one shape, smallest first, until one is too slow. */
async function grow(shape, sizes, folder) {
  const points = [];
  const output = join(folder, "member");
  for (const size of sizes) {
    const argv = [process.execPath, MEMBER, shape, size, size, size < 1000 ? 3 : 1].map(String);
    const { exit } = await measure(argv, { cwd: folder, output, limit: 2 * PATIENCE });
    const time = exit === 0 ? JSON.parse(readFileSync(output, "utf8")).seconds : undefined;
    const cell =
      time === undefined
        ? exit === "SIGKILL"
          ? `> ${2 * PATIENCE}, stopped`
          : `ended with ${exit}`
        : seconds(time);
    note(`  ${shape} of ${size}: ${cell} s`);
    points.push({ size, time, cell });
    if (time === undefined || time > PATIENCE) break;
  }
  return points;
}

/** The slope of time against size where both are logarithms, by least squares. */
export function exponent(points) {
  const known = points.filter(({ size, time }) => size >= 100 && time !== undefined);
  if (known.length < 2) return undefined;
  const xs = known.map(({ size }) => Math.log(size));
  const ys = known.map(({ time }) => Math.log(time));
  const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, each) => sum + (each - x) ** 2, 0);
  return xs.reduce((sum, each, i) => sum + (each - x) * (ys[i] - y), 0) / spread;
}
