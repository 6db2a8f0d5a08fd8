/** What an operation's description asks of a client, and the description without it. */
export interface Requirements {
  /** By kind (`user permission`), the value asked for. */
  readonly asked: ReadonlyMap<string, string>;
  readonly rest: string;
}

/**
 * Reads the list under a heading in a description: one requirement a line, `- kind: value`, lines parted by
 * newlines or `<br/>`. Repeated lines count once.
 */
export function readRequirements(description: string, heading: string): Requirements {
  const lines = description.split(/\r?\n|<br\s*\/?>/i).map((line) => line.trim());
  const start = lines.indexOf(heading);
  if (start === -1) return { asked: new Map(), rest: description };
  const asked = new Map<string, string>();
  let end = start + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] as string;
    const item = /^[-*]\s*([^:]+):\s*(.+)$/.exec(line);
    if (item === null && line !== "") break;
    if (item !== null) asked.set(item[1] as string, (item[2] as string).trim());
  }
  return { asked, rest: [...lines.slice(0, start), ...lines.slice(end)].join("\n").trim() };
}
