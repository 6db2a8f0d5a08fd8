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
