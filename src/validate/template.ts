/** One segment of a path template: plain text, or text with variables in it (`{id}`, `{a}-{b}`, `{id}:archive`). */
export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "mixed" | "variable"; readonly pattern: RegExp; readonly names: readonly string[] };

/** Reads a path template; segments are what stands between slashes, the empty one behind a last slash included. */
export function readTemplate(path: string): Segment[] {
  return splitPath(path).map(readSegment);
}

/** The segments of a path as it was sent, still percent-encoded. */
export function splitPath(path: string): string[] {
  return path.replace(/^\//, "").split("/");
}

/** Undoes percent-encoding; text that is not encoded properly stays as it is. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readSegment(text: string): Segment {
  if (!/\{[^{}]+\}/.test(text)) return { kind: "literal", text: decode(text) };
  const names: string[] = [];
  const pattern = text.split(/\{([^{}]+)\}/).map((part, i) => {
    if (i % 2 === 0) return decode(part).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    names.push(part);
    return "(.+?)";
  });
  return {
    kind: /^\{[^{}]+\}$/.test(text) ? "variable" : "mixed",
    pattern: new RegExp(`^${pattern.join("")}$`, "s"),
    names,
  };
}

/** The variables of a segment, still encoded; `undefined` where the segment does not fit. */
export function matchSegment(segment: Segment, sent: string): ReadonlyMap<string, string> | undefined {
  if (segment.kind === "literal") return segment.text === decode(sent) ? NONE : undefined;
  if (segment.kind === "variable")
    return sent === "" ? undefined : new Map([[segment.names[0] as string, sent]]);
  const match = segment.pattern.exec(sent) ?? segment.pattern.exec(decode(sent));
  return match === null ? undefined : new Map(segment.names.map((name, i) => [name, match[i + 1] ?? ""]));
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Left-most literal wins, then text with variables, then a bare variable. */
export function compareTemplates(left: readonly Segment[], right: readonly Segment[]): number {
  for (const [i, segment] of left.entries()) {
    const other = right[i];
    const order = RANK[segment.kind] - RANK[other?.kind ?? "variable"];
    if (order !== 0) return order;
  }
  return 0;
}

const RANK = { literal: 0, mixed: 1, variable: 2 } as const;
