/** How many changes Markdown release notes account for: each entry is one, and says how many more it stands for. */
export function changesCounted(markdown: string): number {
  let count = 0;
  for (const line of markdown.split("\n")) {
    const [, more] = /^- .*`[a-z-]+` `[0-9a-f]{6,}`(?: and ([\d,]+) more)?$/.exec(line) ?? [
      undefined,
      undefined,
    ];
    if (/^- .*`[a-z-]+` `[0-9a-f]{6,}`/.test(line)) count += 1 + Number((more ?? "0").replaceAll(",", ""));
  }
  return count;
}

/** The parts of Markdown release notes that tell of a change, by version. */
export function sectionsOf(markdown: string): Map<string, string> {
  const parts = markdown.split(/^(?=<a id="v)/m).slice(1);
  const told = parts.flatMap((part) => {
    const version = /^## (\S+)/m.exec(part)?.[1];
    return version === undefined ? [] : [[version, part] as const];
  });
  return new Map(told);
}
