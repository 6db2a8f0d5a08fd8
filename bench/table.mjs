/** A Markdown table; the first column holds words, the others figures. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** The table of a contest: medians, with the least and the most of the wall time; ratios are to the first entrant. */
export function standings(results) {
  const first = results[0];
  const rows = results.map((result) => {
    if (result.failed !== undefined) return [result.name, result.failed, ...Array(7).fill("")];
    const of = (figure, { runs } = result) => median(runs.map((run) => run[figure]));
    const walls = result.runs.map(({ wall }) => wall);
    const ratio = (figure) =>
      result === first || first.failed !== undefined || of(figure) === undefined
        ? ""
        : `${(of(figure) / of(figure, first)).toFixed(2)} ×`;
    return [
      result.name,
      seconds(of("wall")),
      `${seconds(Math.min(...walls))} – ${seconds(Math.max(...walls))}`,
      ratio("wall"),
      seconds(of("cpu")),
      ratio("cpu"),
      megabytes(of("peak")),
      bytes(of("bytes")),
      result.runs.length,
    ];
  });
  const head = ["", "wall, s", "least – most", "ratio", "CPU, s", "ratio", "peak, MB", "output", "runs"];
  return table(head, rows);
}

export function median(values) {
  if (values.includes(undefined)) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function seconds(value) {
  if (value === undefined) return "";
  return value < 0.995 ? value.toFixed(3) : value < 99.5 ? value.toFixed(2) : value.toFixed(0);
}

function megabytes(value) {
  return value === undefined ? "" : (value / 1048576).toFixed(0);
}

export function bytes(value) {
  if (value < 10_000) return `${value} B`;
  return value < 10_000_000 ? `${(value / 1000).toFixed(0)} kB` : `${(value / 1e6).toFixed(0)} MB`;
}
